import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Discord for measuring, as a process of its own: commands go to the interactions endpoint, signed, and the answers to them are
 * taken and counted. Files may be as large as in a server of the second level, so that they go as they are.
 *
 * POST /__bench/run {endpoint, people} has so many people ask for a picture at once, and answers when all are posted.
 * GET /__bench tells the counts and the public key.
 */
const applicationId = '1000000000000000001';
const channelId = '1000000000000000002';
const sizeLimit = 50 * 1024 * 1024;
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const counts: Record<string, number> = {};
let lastId = 2_000_000_000_000_000_000n;
let open = new Set<string>();
let finish = (): void => undefined;

const server = createServer((request, response) => {
  void answer(request, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '', method = '' } = request;
  if (url.startsWith('/__bench')) return control(url, request, response);
  const route = `${method} ${url.replace(/^\/v\d+/, '').replace(/\?.*$/, '')}`;
  const token = /^PATCH \/webhooks\/\d+\/([^/]+)\/messages\/@original$/.exec(route)?.[1];
  const isUpload = (request.headers['content-type'] ?? '').startsWith('multipart/');
  const bytes = await measure(request);
  const kind = token === undefined ? route.replace(/\d{5,}/g, ':id') : isUpload ? 'upload' : 'edit';
  counts[kind] = (counts[kind] ?? 0) + 1;
  if (isUpload) counts['uploaded bytes'] = (counts['uploaded bytes'] ?? 0) + bytes;
  if (token !== undefined) {
    raw(response, { id: newId(), channel_id: channelId, flags: 0, content: 'ok' });
    if (isUpload) posted(token);
    return;
  }
  if (route === 'GET /applications/@me') return raw(response, { id: applicationId, flags: 0 });
  raw(response, route.endsWith('/commands') ? [] : {});
}

async function control(url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  if (url === '/__bench/run') {
    const wish = JSON.parse(Buffer.concat(pieces).toString('utf8')) as { endpoint: string; people: number };
    const done = new Promise<void>((resolve) => (finish = resolve));
    const people = Array.from({ length: wish.people }, (_, index) => index);
    open = new Set(people.map((person) => `token-${person}`));
    await Promise.all(people.map((person) => ask(wish.endpoint, person)));
    await done;
  }
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  raw(response, { counts, publicKey: key });
}

async function ask(endpoint: string, person: number): Promise<void> {
  const id = newId();
  const body = JSON.stringify({
    ...{ id, application_id: applicationId, type: 2, version: 1, token: `token-${person}` },
    data: {
      type: 1,
      name: 'imagine',
      options: [{ type: 3, name: 'prompt', value: 'a red fox in the snow' }],
    },
    ...{ channel_id: channelId, channel: { id: channelId, type: 1 }, context: 1, locale: 'en-US' },
    user: { id: String(3_000_000_000_000_000_000n + BigInt(person)), username: 'bench' },
    ...{ app_permissions: '0', authorizing_integration_owners: { '0': '0' } },
    attachment_size_limit: sizeLimit,
  });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const reply = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), privateKey).toString('hex'),
      'x-signature-timestamp': timestamp,
    },
    body,
  });
  counts[`answered ${reply.status}`] = (counts[`answered ${reply.status}`] ?? 0) + 1;
  await reply.text();
}

function posted(token: string): void {
  if (open.delete(token) && open.size === 0) finish();
}

/** Ids of Discord carry the time; these only have to differ. */
function newId(): string {
  lastId += 1n;
  return String(lastId);
}

function raw(response: ServerResponse, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function measure(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const piece of request) bytes += (piece as Buffer).length;
  return bytes;
}

// Ends with whoever started it.
process.on('disconnect', () => process.exit(0));

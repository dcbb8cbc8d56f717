import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A Bot API for measuring, as a process of its own: updates go out as they are wanted, everything else is taken and counted.
 * The strict stand-in of the tests would cost more than what is measured.
 *
 * POST /__bench/run {chats, total} has so many chats ask for one picture after the other, and answers when all are posted.
 * POST /__bench/burst {perSecond, seconds, chats} sends commands at a rate and tells how long each took to be confirmed.
 * GET /__bench tells the counts.
 */
const counts: Record<string, number> = {};
const queue: object[] = [];
let updateId = 0;
let messageId = 1_000;
let waiting: (() => void) | undefined;
let run: Run | undefined;
const sentAt = new Map<number, number>();
let confirmMs: number[] = [];

interface Run {
  left: number;
  open: number;
  readonly askedAt: Map<number, number>;
  readonly latencies: number[];
  readonly begun: number;
  readonly finish: (result: object) => void;
}

const server = createServer((request, response) => {
  void answer(request, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '';
  if (url.startsWith('/__bench')) return control(url, request, response);
  const method = url.slice(url.lastIndexOf('/') + 1);
  counts[method] = (counts[method] ?? 0) + 1;
  const multipart = (request.headers['content-type'] ?? '').startsWith('multipart/');
  if (multipart) {
    // Of an upload only the first kilobytes are kept: the fields come before the file.
    const head = await readHead(request);
    const chat = Number(/name="chat_id"\s+(-?\d+)/.exec(head)?.[1] ?? 0);
    reply(response, message(chat));
    posted(chat);
    return;
  }
  const body = JSON.parse((await readAll(request)) || '{}') as Record<string, unknown>;
  if (method === 'getUpdates') return getUpdates(body, response);
  if (method === 'getMe')
    return reply(response, { id: 1, is_bot: true, first_name: 'Bench', username: 'bench_bot' });
  if (body['chat_id'] === undefined) return reply(response, true);
  reply(response, message(Number(body['chat_id'])));
}

async function getUpdates(body: Record<string, unknown>, response: ServerResponse): Promise<void> {
  const offset = Number(body['offset'] ?? 0);
  const now = performance.now();
  for (const [id, at] of sentAt) {
    if (id >= offset) break;
    confirmMs.push(now - at);
    sentAt.delete(id);
  }
  if (queue.length === 0 && Number(body['timeout'] ?? 0) > 0) {
    await new Promise<void>((resolve) => {
      waiting = resolve;
      setTimeout(resolve, 1_000 * Number(body['timeout'])).unref();
    });
  }
  const updates = queue.splice(0, 100);
  const at = performance.now();
  for (const update of updates) sentAt.set((update as { update_id: number }).update_id, at);
  reply(response, updates);
}

async function control(url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const wish = JSON.parse((await readAll(request)) || '{}') as Record<string, number>;
  if (url === '/__bench/run') {
    const { chats = 1, total = 1 } = wish;
    const result = await new Promise<object>((finish) => {
      run = { left: total, open: 0, askedAt: new Map(), latencies: [], begun: performance.now(), finish };
      for (let chat = 1; chat <= Math.min(chats, total); chat += 1) ask(chat);
    });
    return raw(response, result);
  }
  if (url === '/__bench/burst') {
    const { perSecond = 100, seconds = 1, chats = 5_000 } = wish;
    confirmMs = [];
    await burst(perSecond, seconds, chats);
    return raw(response, { confirmMs });
  }
  raw(response, { counts });
}

async function burst(perSecond: number, seconds: number, chats: number): Promise<void> {
  const begun = performance.now();
  let sent = 0;
  const total = perSecond * seconds;
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) / 1_000) * perSecond));
    for (; sent < due; sent += 1) push(100_000 + (sent % chats));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const until = performance.now() + 30_000;
  while (confirmMs.length < total && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

function ask(chat: number): void {
  if (!run || run.left === 0) return;
  run.left -= 1;
  run.open += 1;
  run.askedAt.set(chat, performance.now());
  push(chat);
}

function push(chat: number): void {
  updateId += 1;
  messageId += 1;
  const person = { id: chat, is_bot: false, first_name: 'Bench', language_code: 'en' };
  queue.push({
    update_id: updateId,
    message: {
      message_id: messageId,
      from: person,
      chat: { id: chat, type: 'private', first_name: 'Bench' },
      date: Math.floor(Date.now() / 1_000),
      text: '/imagine a red fox in the snow',
      entities: [{ type: 'bot_command', offset: 0, length: 8 }],
    },
  });
  waiting?.();
  waiting = undefined;
}

/** A picture arrived in a chat: its next request. */
function posted(chat: number): void {
  if (!run?.askedAt.has(chat)) return;
  run.latencies.push(performance.now() - (run.askedAt.get(chat) ?? 0));
  run.askedAt.delete(chat);
  run.open -= 1;
  ask(chat);
  if (run.open > 0 || run.left > 0) return;
  run.finish({ seconds: (performance.now() - run.begun) / 1_000, latencies: run.latencies });
  run = undefined;
}

function message(chat: number): object {
  messageId += 1;
  return {
    message_id: messageId,
    from: { id: 1, is_bot: true, first_name: 'Bench' },
    chat: { id: chat, type: 'private', first_name: 'Bench' },
    date: Math.floor(Date.now() / 1_000),
    text: 'ok',
  };
}

function reply(response: ServerResponse, result: unknown): void {
  raw(response, { ok: true, result });
}

function raw(response: ServerResponse, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function readAll(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

async function readHead(request: IncomingMessage): Promise<string> {
  let head = '';
  for await (const piece of request) if (head.length < 8_000) head += (piece as Buffer).toString('latin1');
  return head;
}

// Ends with whoever started it.
process.on('disconnect', () => process.exit(0));

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sendUpload, Upload } from '../../../src/bots/discord/upload.ts';

const bytes = Buffer.alloc(3_000_000, 7);
let folder: string;
let path: string;
let server: Server | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'limner-upload-'));
  path = join(folder, 'picture.png');
  await writeFile(path, bytes);
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/messages`;
}

const files = () => [
  { name: 'a "b".png', mediaType: 'image/png', content: { path } },
  { name: 'small.txt', mediaType: 'text/plain', content: { bytes: Buffer.from('hello') } },
];
const options = { method: 'PATCH', headers: { authorization: 'Bot x' }, signal: null };

describe('an upload to Discord', () => {
  it('says how long it is, carries the form and every byte of its files, and can be sent again', async () => {
    const seen: { length: number; body: Buffer; form: FormData; authorization: unknown }[] = [];
    const url = await serve((request, response) => {
      void buffer(request).then(async (body) => {
        const type = request.headers['content-type'] ?? '';
        const form = await new Response(new Uint8Array(body), {
          headers: { 'content-type': type },
        }).formData();
        const { authorization } = request.headers;
        seen.push({ length: Number(request.headers['content-length']), body, form, authorization });
        response.setHeader('content-type', 'application/json').end('{"id":"1"}');
      });
    });
    const upload = await Upload.of({ content: 'ü' }, files());

    for (let time = 0; time < 2; time += 1) {
      const answer = await sendUpload(url, options, upload);
      expect([answer.status, await answer.json()]).toEqual([200, { id: '1' }]);
    }

    for (const { length, body, form, authorization } of seen) {
      expect([length, authorization]).toEqual([body.length, 'Bot x']);
      const [picture, text, payload] = ['files[0]', 'files[1]', 'payload_json'].map((name) => form.get(name));
      expect(picture).toMatchObject({ name: 'a "b".png', type: 'image/png', size: bytes.length });
      expect(Buffer.from(await (picture as File).arrayBuffer()).equals(bytes)).toBe(true);
      expect(await (text as File).text()).toBe('hello');
      expect(typeof payload === 'string' ? payload : await payload?.text()).toBe('{"content":"ü"}');
    }
    expect(seen).toHaveLength(2);
  });

  it('that is refused before it is all there brings the refusal', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(413, { connection: 'close', 'retry-after': '3' }).end('{}');
    });

    const answer = await sendUpload(url, options, await Upload.of({}, files()));

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([413, '3']);
  });

  it('rejects when the connection breaks, when it is given up, and when a file is gone', async () => {
    const url = await serve((request) => request.socket.destroy());
    const upload = await Upload.of({}, files());

    await expect(sendUpload(url, options, upload)).rejects.toHaveProperty(
      'code',
      expect.stringMatching(/^E/),
    );
    const given = { ...options, signal: AbortSignal.abort() };
    await expect(sendUpload(url, given, upload)).rejects.toMatchObject({ name: 'AbortError' });
    const gone = { name: 'x', mediaType: 'image/png', content: { path: join(folder, 'gone') } };
    await expect(Upload.of({}, [gone])).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

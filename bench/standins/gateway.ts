import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makePictures } from './picture.ts';

/**
 * A gateway for measuring, as a process of its own: two dialects (wuyinkeji's plain looks, gccai's looks in batches), every
 * picture another content, nothing checked. The strict stand-ins of the tests would cost more than what is measured.
 *
 * POST /__bench {latencyMs?, bytes?, reset?} sets it; GET /__bench tells what it was asked.
 */
interface Task {
  readonly readyAt: number;
  noticed: boolean;
}

const tasks = new Map<string, Task>();
const settings = { latencyMs: 0, bytes: 20_000 };
/** `looks` are requests, `looked` the tasks that they were about. */
const counts = { submits: 0, looks: 0, looked: 0, downloads: 0 };
let delays: number[] = [];
let pictureOf = await makePictures(settings.bytes);
let nextTask = 0;

const server = createServer((request, response) => {
  void answer(request, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: base() });
});

function base(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '';
  if (url.startsWith('/api/async/detail')) {
    request.resume();
    const id = url.slice(url.indexOf('id=') + 3, url.indexOf('&'));
    counts.looks += 1;
    return reply(response, { code: 200, msg: 'success', data: wuyinkeji(id) });
  }
  if (url.startsWith('/result/')) {
    counts.downloads += 1;
    const bytes = pictureOf(Number(url.slice(8, -4)));
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': bytes.length });
    response.end(bytes);
    return;
  }
  const body = await read(request);
  if (url === '/v1/tasks/batch') {
    const { task_ids: ids } = JSON.parse(body) as { task_ids: string[] };
    counts.looks += 1;
    return reply(response, { code: 200, data: ids.map((id) => ({ id, ...gccai(id) })) });
  }
  if (url.startsWith('/v1/tasks/')) {
    const id = url.slice('/v1/tasks/'.length);
    counts.looks += 1;
    return reply(response, { code: 200, data: { id, ...gccai(id) } });
  }
  if (url === '/api/async/image_gpt') {
    return reply(response, { code: 200, msg: 'success', data: { id: submitted() } });
  }
  if (url === '/v1/images/generations') {
    return reply(response, { code: 200, data: [{ task_id: submitted(), status: 'submitted' }] });
  }
  if (url === '/__bench' && request.method === 'POST') {
    const wish = JSON.parse(body) as { latencyMs?: number; bytes?: number; reset?: boolean };
    if (wish.latencyMs !== undefined) settings.latencyMs = wish.latencyMs;
    if (wish.bytes !== undefined && wish.bytes !== settings.bytes) {
      settings.bytes = wish.bytes;
      pictureOf = await makePictures(wish.bytes);
    }
    if (wish.reset) {
      Object.assign(counts, { submits: 0, looks: 0, looked: 0, downloads: 0 });
      delays = [];
    }
  }
  reply(response, { ...counts, tasks: tasks.size, delays });
}

function submitted(): string {
  counts.submits += 1;
  nextTask += 1;
  const id = `t${nextTask}`;
  tasks.set(id, { readyAt: Date.now() + settings.latencyMs, noticed: false });
  return id;
}

function isDone(id: string): boolean {
  counts.looked += 1;
  const task = tasks.get(id);
  const now = Date.now();
  // Tasks that were sold before this process began (they were seeded) never end.
  if (!task || now < task.readyAt) return false;
  if (!task.noticed) {
    task.noticed = true;
    delays.push(now - task.readyAt);
  }
  return true;
}

function wuyinkeji(id: string): unknown {
  return isDone(id) ? { id, status: 2, result: [pictureUrl(id)] } : { id, status: 1, result: [] };
}

function gccai(id: string): object {
  return isDone(id)
    ? { status: 'completed', progress: 100, result: { images: [{ url: [pictureUrl(id)] }] } }
    : { status: 'in_progress' };
}

function pictureUrl(id: string): string {
  return `${base()}/result/${id.slice(1)}.png`;
}

function reply(response: ServerResponse, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

// Ends with whoever started it.
process.on('disconnect', () => process.exit(0));

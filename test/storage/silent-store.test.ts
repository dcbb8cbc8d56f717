import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect } from '../../src/core/storage/connection.ts';
import type { ScriptedRedis } from '../../src/core/storage/connection.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis } from '../support/redis.ts';
import type { TestRedis } from '../support/redis.ts';

let server: TestRedis;
let front: ScriptedRedis;

beforeEach(async () => {
  server = await startTestRedis();
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  front = connect({ socketPath: server.socketPath }, 'front', logger);
  await eventually(() => Promise.resolve(front.status === 'ready'));
});
afterEach(async () => {
  front.disconnect();
  server.process.kill('SIGCONT');
  await server.stop();
});

it('closes the connection to a silent store once and at once, and comes back with the store', async () => {
  const socket = front.stream;
  server.process.kill('SIGSTOP');

  const answer = front.get('anything').then(String, (error: Error) => error.message);
  await eventually(() => Promise.resolve(socket.destroyed));

  expect(await answer).toMatch(/max retries/i);
  // Whoever gives up politely, again and again, waits two seconds and leaves a listener each time.
  expect(front.status).not.toBe('ready');
  server.process.kill('SIGCONT');
  await eventually(async () => (await front.get('anything').catch(() => 'away')) === null);
});

it('does not take a store for silent that stood still as long as this process did, as on a machine that paused', async () => {
  const { stream } = front;
  server.process.kill('SIGSTOP');

  const answer = front.get('anything').catch((error: Error) => error.message);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
  await sleep(150);
  server.process.kill('SIGCONT');

  expect(await answer).toBeNull();
  expect(front.stream).toBe(stream);
});

function ignore(): void {
  // Nothing here is worth a line.
}

import { EventEmitter, once } from 'node:events';
import { Writable } from 'node:stream';
import type { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { writeTogether } from '../../src/core/storage/write-together.ts';

describe('What is sent to the store', () => {
  it('goes out in one write for each turn of the event loop, and whole when the connection ends', async () => {
    const writes: string[] = [];
    const stream = new Writable({
      decodeStrings: false,
      write: (chunk: string, _encoding, done) => {
        writes.push(chunk);
        done();
      },
      writev: (chunks, done) => {
        writes.push(chunks.map(({ chunk }) => chunk as string).join(''));
        done();
      },
    });
    const server = Object.assign(new EventEmitter(), { stream });
    writeTogether(server as unknown as Redis);
    server.emit('connect');

    for (const command of ['GET a ', 'SET b ', 'PING ']) stream.write(command);
    await Promise.resolve().then(() => stream.write('in a promise'));
    await new Promise(setImmediate);
    stream.write('later');
    stream.end();
    await once(stream, 'finish');

    expect(writes).toEqual(['GET a SET b PING in a promise', 'later']);
  });
});

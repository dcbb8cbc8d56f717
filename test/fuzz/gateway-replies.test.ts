import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/errors.ts';
import type { ImageProvider } from '../../src/core/ports/image-provider.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { createProviders, type KeyedProvider } from '../../src/providers/registry.ts';
import { makeOrder } from '../support/providers/make-order.ts';
import { MemorySink } from '../support/providers/memory-sink.ts';
import { anyText } from './any-text.ts';
import { fuzz, fuzzTimeoutMs } from './fuzz.ts';

const ids = ['wuyinkeji', 'aizfw', 'gccai', 'xinliu', 'apimodels', 'openai'] as const;

/** JSON in which the words of the gateways' replies turn up in wrong places. */
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom<unknown>(
      ...[null, true, 0, 1, 2, 200, 400, 402, 500, -1, '', '2', 'completed', 'failed', 'success', 'SUCCESS'],
      ...[
        'https://a.example/x.png',
        '/f/x.png',
        'task-1',
        'insufficient balance',
        '余额不足',
        'moderation_blocked',
      ],
    ),
    anyText(20),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...[
          'data',
          'id',
          'task_id',
          'taskId',
          'status',
          'state',
          'result',
          'results',
          'images',
          'url',
          'error',
        ],
        ...['message', 'msg', 'code', 'progress', 'b64_json', 'success', 'cost', '__proto__', 'constructor'],
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
  ),
}));
const body = fc.oneof(
  { weight: 4, arbitrary: json.map((value) => JSON.stringify(value) ?? '') },
  { weight: 1, arbitrary: anyText(200) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '<html>Bad Gateway</html>', '{"data":', 'null', '[]', '\u0000'),
  },
);
const status = fc.constantFrom(200, 200, 200, 201, 204, 302, 400, 401, 402, 403, 404, 409, 413, 418, 429, 500, 502, 503, 504, 520, 524, 599); // prettier-ignore
const contentType = fc.constantFrom('application/json', 'text/event-stream', 'text/html', 'nonsense');

describe('replies of a gateway', async () => {
  let server: Server;
  let baseUrl: string;
  let next: { status: number; body: string; type: string };

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => {
        response.writeHead(next.status, { 'content-type': next.type, location: '/elsewhere' });
        response.end(next.status === 204 ? undefined : next.body);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
  });

  function start(id: KeyedProvider): ImageProvider {
    const own = { apiKey: 'key-of-the-fuzzer', baseUrls: [baseUrl], concurrency: 50, submitTimeoutMs: 5_000 };
    const config = { order: [id], keyed: { [id]: own }, sandbox: { delayMs: 0 } };
    const [provider] = createProviders(config, { logger: silentLogger, now: Date.now });
    if (!provider) throw new Error('No provider');
    return provider;
  }

  it.each(ids)(
    '%s: whatever comes is an answer, a wait, or a failure that says which; never a second purchase after a doubt',
    async (id) => {
      const provider = start(id);
      const task = { id: 'task-1', baseUrl };
      await fuzz(
        fc.asyncProperty(status, body, contentType, async (code, text, type) => {
          next = { status: code, body: text, type };

          const submitted = await outcome(provider.submit(makeOrder(provider), { sink: new MemorySink() }));
          if (submitted instanceof Error) {
            expect(submitted).toBeInstanceOf(ProviderError);
            expect(submitted).toMatchObject({ provider: id, phase: 'submit' });
            // A server error says nothing about whether it was bought.
            if (code >= 500 && !/available channel/i.test(text)) {
              expect((submitted as ProviderError).code).toBe('submission-unknown');
            }
            expect((submitted as ProviderError).providerMessage ?? '').not.toContain('key-of-the-fuzzer');
            expect((submitted as ProviderError).providerMessage?.length ?? 0).toBeLessThanOrEqual(300);
          } else {
            // A task that is named is believed on a redirect too: without its id, what was paid could not be fetched.
            expect(code).toBeLessThan(400);
          }

          const polled = await outcome(provider.poll(task, { timeoutMs: 5_000 }));
          if (polled instanceof Error) expect(polled).toMatchObject({ name: 'ProviderError', phase: 'poll' });
          else {
            expect(['running', 'missing', 'succeeded', 'failed']).toContain(polled.state);
            if (polled.state === 'succeeded') {
              for (const image of polled.images) {
                if (image.kind === 'remote') expect(image.url).toMatch(/^https?:\/\//);
              }
            }
          }

          if (provider.pollMany) {
            const many = await outcome(
              provider.pollMany([task, { id: 'task-2', baseUrl }], { timeoutMs: 5_000 }),
            );
            if (many instanceof Error) expect(many).toBeInstanceOf(ProviderError);
          }
          const balance = await outcome(
            provider.balance?.({ timeoutMs: 5_000 }) ?? Promise.resolve(undefined),
          );
          if (balance instanceof Error) expect(balance).toBeInstanceOf(ProviderError);
        }),
      );
      await provider.close();
    },
    fuzzTimeoutMs,
  );
});

async function outcome<T>(work: Promise<T>): Promise<T | Error> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProviderPhase } from '../../../src/core/errors.ts';
import { GatewayClient } from '../../../src/providers/shared/gateway-client.ts';
import type { GatewayCall } from '../../../src/providers/shared/gateway-client.ts';
import { multipartBody } from '../../../src/providers/shared/multipart-body.ts';
import { HttpListener } from '../../support/gateways/shared/http-listener.ts';
import type { RecordedRequest } from '../../support/gateways/shared/http-listener.ts';
import { asProviderError } from '../../support/providers/run-order.ts';

describe('GatewayClient', () => {
  const closing: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  async function listen(listener: RequestListener): Promise<{ url: string; server: Server }> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
  }

  function client(options: { connections?: number } = {}): GatewayClient {
    const made = new GatewayClient({ provider: 'example', secrets: ['secret-key'], ...options });
    closing.push(() => made.close());
    return made;
  }

  const post = (url: string, more: Partial<GatewayCall> = {}): GatewayCall => ({
    phase: 'submit',
    method: 'POST',
    url,
    json: { prompt: 'ü' },
    timeoutMs: 2_000,
    ...more,
  });

  it('sends JSON with its length and gives back status, headers, text and JSON', async () => {
    const seen: unknown[] = [];
    const { url } = await listen((request, response) => {
      seen.push(
        request.headers['content-type'],
        request.headers['content-length'],
        request.headers['transfer-encoding'],
      );
      request.resume();
      response.writeHead(418, { 'X-Answer': 'yes' }).end('{"ok":1}');
    });

    const reply = await client().call(post(url));

    expect(seen).toEqual(['application/json', '15', undefined]);
    expect(reply).toMatchObject({
      status: 418,
      text: '{"ok":1}',
      json: { ok: 1 },
      headers: { 'x-answer': 'yes' },
    });
  });

  it('does not follow redirects', async () => {
    const { url } = await listen((_request, response) =>
      response.writeHead(307, { location: '/other' }).end(),
    );

    expect(await client().call(post(url))).toMatchObject({ status: 307 });
  });

  it('never repeats a request whose connection was cut', async () => {
    let requests = 0;
    const { url } = await listen((request) => {
      requests += 1;
      request.socket.destroy();
    });

    const error = await client().call(post(url)).catch(asProviderError);

    expect(error).toMatchObject({ code: 'submission-unknown' });
    expect(requests).toBe(1);
  });

  it('knows that a request that waited for a connection until its time was up was never sent', async () => {
    const { url } = await listen(() => undefined);
    const narrow = client({ connections: 1 });
    const first = narrow.call(post(url, { timeoutMs: 400 })).catch(asProviderError);

    const second = await narrow.call(post(url, { timeoutMs: 100 })).catch(asProviderError);

    expect(second).toMatchObject({ code: 'provider-unreachable' });
    expect(await first).toMatchObject({ code: 'submission-unknown' });
  });

  it.each<{ phase: ProviderPhase; code: string }>([
    { phase: 'submit', code: 'submission-unknown' },
    { phase: 'poll', code: 'provider-unavailable' },
    { phase: 'upload', code: 'provider-unreachable' },
  ])('ends a body that trickles past the time-out as $code on $phase', async ({ phase, code }) => {
    const { url } = await listen((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });

    const error = await client()
      .call(post(url, { phase, timeoutMs: 150 }))
      .catch(asProviderError);

    expect(error).toMatchObject({ code, phase });
  });

  it.each<{ phase: ProviderPhase; code: string }>([
    { phase: 'submit', code: 'submission-unknown' },
    { phase: 'poll', code: 'provider-response-invalid' },
  ])('stops reading at the size cap: $code on $phase', async ({ phase, code }) => {
    let written = 0;
    const { url } = await listen((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const push = (): void => {
        while (!response.destroyed && written < 64 * 1024 * 1024 && response.write(chunk))
          written += chunk.length;
      };
      response.on('drain', push);
      push();
    });

    const error = await client()
      .call(post(url, { phase, maxBytes: 100_000 }))
      .catch(asProviderError);

    expect(error).toMatchObject({ code, phase });
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });

  it('reuses connections for looks that follow each other', async () => {
    const sockets = new Set<unknown>();
    const { url } = await listen((request, response) => {
      sockets.add(request.socket);
      response.end('{}');
    });
    const kept = client();

    for (let index = 0; index < 20; index += 1) {
      await kept.call({ phase: 'poll', method: 'GET', url, timeoutMs: 2_000 });
    }

    // A request that starts in the instant in which the one before it ends takes a second connection.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  it('stops when the caller gives up, before and during the call', async () => {
    const { url } = await listen(() => undefined);
    const aborted = AbortSignal.abort();
    const controller = new AbortController();

    const before = await client()
      .call(post(url, { signal: aborted }))
      .catch(asProviderError);
    const during = client()
      .call(post(url, { signal: controller.signal }))
      .catch(asProviderError);
    setTimeout(() => controller.abort(), 50);

    expect(before).toMatchObject({ code: 'provider-unreachable' });
    expect(await during).toMatchObject({ code: 'submission-unknown' });
  });

  it('keeps secrets out of what a log may show', async () => {
    const { url } = await listen((_request, response) =>
      response.end('bad key secret-key for "a long prompt"'),
    );

    const reply = await client().call(post(url, { secrets: ['a long prompt'] }));

    expect(reply.excerpt).toBe('bad key [removed] for "[removed]"');
  });

  it('streams a form of known length', async () => {
    const received: RecordedRequest[] = [];
    const listener = new HttpListener(async (request, response) => {
      received.push(request);
      response.end('{}');
      return Promise.resolve();
    });
    await listener.start();
    closing.push(() => listener.stop());
    const bytes = Buffer.from([0, 1, 2, 255, 13, 10, 45, 45]);
    const body = multipartBody([
      { name: 'prompt', value: 'naïve "quoted"\r\ntext' },
      {
        name: 'image[]',
        filename: 'a"b.png',
        mediaType: 'image/png',
        byteLength: bytes.length,
        async *open() {
          yield bytes.subarray(0, 3);
          yield bytes.subarray(3);
        },
      },
    ]);

    const { json: _json, ...call } = post(listener.url);
    await client().call({ ...call, body });

    expect(received[0]?.raw.length).toBe(body.byteLength);
    expect(received[0]?.fields).toEqual([['prompt', 'naïve "quoted"\r\ntext']]);
    expect(received[0]?.files).toMatchObject([{ field: 'image[]', mediaType: 'image/png', bytes }]);
  });
});

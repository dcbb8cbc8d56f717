import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpServer, type HttpServerOptions } from '../../../src/bots/web/http-server.ts';
import { silentLogger } from '../../../src/core/ports/logger.ts';
import { createMedia, type MediaStore } from '../../../src/media/create-media.ts';
import type { PageLaunch } from '../../../src/bots/web/region/page-launch.ts';
import { createFakeCore, type FakeCore, type FakeCoreOptions } from '../../fakes/fake-core.ts';

export interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Text or bytes as they are, a form as multipart, anything else as JSON. */
  readonly body?: unknown;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly bytes: Buffer;
  json<T = unknown>(): T;
}

export interface WebUnderTest {
  readonly url: string;
  readonly port: number;
  readonly core: FakeCore;
  readonly media: MediaStore;
  readonly dataDir: string;
  /** Lets time pass for cookies, links and throttles. */
  passTime(ms: number): void;
  send(path: string, sent?: Sent): Promise<Received>;
  close(): Promise<void>;
}

export interface WebSetup extends Partial<
  Pick<HttpServerOptions, 'password' | 'publicUrl' | 'readiness' | 'metricsText' | 'patience'>
> {
  /** False: a process without the role. */
  readonly web?: boolean;
  readonly pageDirectory?: string;
  readonly tickMs?: number;
  /** A chat app that opens the painter. */
  readonly launch?: PageLaunch;
  readonly core?: Partial<FakeCoreOptions>;
  /** 0 by default. */
  readonly port?: number;
}

export const secretKey = 'secret-key-of-the-tests-0123456789';

/** The real server and media on a free port, with core in memory. */
export async function startWeb(setup: WebSetup = {}): Promise<WebUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'limner-web-'));
  let passed = 0;
  let serial = 0;
  const now = () => Date.now() + passed;
  const media = createMedia({ dataDir, secretKey, logger: silentLogger, now });
  const { password, publicUrl, pageDirectory, tickMs, launch } = setup;
  const link = publicUrl === undefined ? {} : { publicUrl };
  const core = createFakeCore({ media, now, secretKey, ...link, ...setup.core });
  const server = await createHttpServer({
    host: '127.0.0.1',
    port: setup.port ?? 0,
    secretKey,
    readiness: setup.readiness ?? (() => Promise.resolve({ ready: true, missing: [] })),
    metricsText: setup.metricsText ?? (() => Promise.resolve('limner_up 1\n')),
    logger: silentLogger,
    now,
    randomId: () => `visitor-${(serial += 1).toString().padStart(4, '0')}`,
    ...(password === undefined ? {} : { password }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(setup.patience === undefined ? {} : { patience: setup.patience }),
    ...(setup.web === false
      ? {}
      : {
          web: {
            core,
            openLink: (path) => media.openSignedPath(path),
            ...(pageDirectory === undefined ? {} : { pageDirectory }),
            ...(tickMs === undefined ? {} : { tickMs }),
            ...(launch ? { launch } : {}),
          },
        }),
  });
  const { url, port } = await server.listen();

  return {
    url,
    port,
    core,
    media,
    dataDir,
    passTime: (ms) => void (passed += ms),
    send: (path, sent = {}) => send(port, path, sent),
    async close() {
      core.stop();
      await server.close();
      await media.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Sends exactly these headers, Host included, which `fetch` would not. */
async function send(port: number, path: string, { method, headers = {}, body }: Sent): Promise<Received> {
  const encoded = await encode(body);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      host: '127.0.0.1',
      port,
      path,
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { host: `localhost:${port}`, ...encoded.headers, ...headers },
      agent: false,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString('utf8');
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text,
          bytes,
          json: <T>() => JSON.parse(text) as T,
        });
      });
    });
    outgoing.end(encoded.bytes);
  });
}

async function encode(body: unknown): Promise<{ headers: Record<string, string>; bytes?: Buffer }> {
  if (body === undefined) return { headers: {} };
  if (typeof body === 'string') return { headers: {}, bytes: Buffer.from(body) };
  if (body instanceof Uint8Array) return { headers: {}, bytes: Buffer.from(body) };
  if (body instanceof FormData) {
    const response = new Response(body);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { headers: headersFor(response.headers.get('content-type') ?? '', bytes), bytes };
  }
  const bytes = Buffer.from(JSON.stringify(body));
  return { headers: headersFor('application/json', bytes), bytes };
}

function headersFor(contentType: string, bytes: Buffer): Record<string, string> {
  return { 'content-type': contentType, 'content-length': bytes.byteLength.toString() };
}

/** The `name=value` of a Set-Cookie header. */
export function cookieOf(received: Received, name: string): string | undefined {
  const line = received.headers['set-cookie']?.find((cookie) => cookie.startsWith(`${name}=`));
  return line?.split(';')[0];
}

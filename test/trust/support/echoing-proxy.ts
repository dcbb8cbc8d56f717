import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface ProxiedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: string;
  readonly body: string;
}

export interface EchoingProxy {
  /** Takes the place of the address behind it, path and all. */
  readonly url: string;
  /** Everything that was asked for, in order. */
  readonly requests: readonly ProxiedRequest[];
  /** How many answers repeated the whole request. */
  echoes(): number;
  stop(): Promise<void>;
}

/** Answers of gateways that say no and repeat what they were asked, in every form that was seen somewhere. */
const echoes: readonly ((said: string, response: ServerResponse) => void)[] = [
  (said, response) => json(response, 400, { code: 400, msg: said, message: said, error: { message: said } }),
  (said, response) => json(response, 500, { code: 500, msg: said, error: said }),
  (said, response) => response.writeHead(502, { 'content-type': 'text/html' }).end(`<h1>${said}</h1>`),
  (said, response) => json(response, 401, { error: { code: 'invalid_api_key', message: said } }),
  (said, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(`{"data":"${said}`),
  (said, response) => json(response, 200, { code: 1001, msg: said, data: said }),
  (said, response) => json(response, 429, { message: said }),
  (_, response) => response.destroy(),
];

/**
 * Stands before a gateway, or before Limner, passes requests on and writes them down. `misbehaves` says of the n-th
 * request whether its answer is to be one that repeats the request instead; every form gets its turn.
 */
export async function startEchoingProxy(
  target: () => string | undefined,
  misbehaves: (request: ProxiedRequest, index: number) => boolean = () => false,
): Promise<EchoingProxy> {
  const requests: ProxiedRequest[] = [];
  let echoed = 0;
  const server = createServer((incoming, response) => {
    void readAll(incoming).then((body) => {
      const { method = 'GET', url = '/' } = incoming;
      const request = { method, url, headers: JSON.stringify(incoming.headers), body: body.toString('utf8') };
      requests.push(request);
      const behind = target();
      if (behind === undefined) return void response.destroy();
      if (!misbehaves(request, requests.length - 1)) return passOn(behind, incoming, body, response);
      const { headers } = request;
      // A log line is cut: once what was asked stands first, once the headers.
      const said =
        echoed % 2 === 0 ? `${request.body} ${headers}` : `${method} ${url} ${headers} ${request.body}`;
      echoes[echoed++ % echoes.length]?.(said, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    echoes: () => echoed,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passOn(target: string, incoming: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const onward = httpRequest(
    `${target}${incoming.url ?? '/'}`,
    { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  onward.on('error', () => response.destroy());
  onward.end(body);
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

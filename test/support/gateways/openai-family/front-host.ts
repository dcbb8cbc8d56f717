import { createServer, request as forward } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * What a host in front of a gateway can do wrong. `forwards`: the request reaches the gateway first, so the work is
 * started and billed although the caller reads an error.
 */
export interface FrontFailure {
  status: number;
  forwards: boolean;
  /** How many requests; default 1. */
  times?: number;
}

/** A content network's host before a gateway: the same API and account under a second address, with faults of its own. */
export class FrontHost {
  /** How many requests arrived here, failed ones included. */
  arrivals = 0;
  private readonly server: Server;
  private readonly target: () => string;
  private failures: (FrontFailure & { left: number })[] = [];

  constructor(target: () => string) {
    this.target = target;
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    const address = this.server.address() as AddressInfo | null;
    if (!address) throw new Error('The front host is not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Closes the port: connections are refused from now on. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  fail(failure: FrontFailure): void {
    this.failures.push({ ...failure, left: failure.times ?? 1 });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.arrivals += 1;
    const failure = this.failures.find(({ left }) => left > 0);
    if (failure) failure.left -= 1;
    const body = await buffer(request);
    if (failure && !failure.forwards) return sendPage(response, failure.status);
    const answer = await this.send(request, body, response);
    if (failure) {
      await buffer(answer);
      return sendPage(response, failure.status);
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    answer.on('error', () => response.destroy());
    answer.on('aborted', () => response.destroy());
    answer.pipe(response);
  }

  private send(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { ...request.headers, via: '1.1 front' };
      const outgoing = forward(`${this.target()}${request.url ?? '/'}`, { method: request.method, headers });
      outgoing.on('response', resolve).on('error', reject);
      response.on('close', () => outgoing.destroy());
      outgoing.end(body);
    });
  }
}

/** The error page of a content network; never JSON. */
function sendPage(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8' });
  response.end(`<!DOCTYPE html><title>${status}: cdn</title><h1>Error ${status}</h1>`);
}

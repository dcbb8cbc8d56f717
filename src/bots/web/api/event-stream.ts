import type { ServerResponse } from 'node:http';

/** Server-sent events on one response. */
export interface EventStream {
  /** False once nobody listens any more. */
  readonly isOpen: boolean;
  /** True while the reader is slower than the writer: what can be left out should be. */
  readonly isBehind: boolean;
  send(event: string, data: string): void;
  /** A comment, which keeps proxies and idle timers from closing the connection. */
  beat(): void;
  end(): void;
}

/** Starts the stream; `headers` are what every answer carries. `data` must hold no line break (JSON does not). */
export function openEventStream(response: ServerResponse, headers: Record<string, string>): EventStream {
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // nginx would hold events back until its buffer is full.
    'x-accel-buffering': 'no',
  });
  response.write('retry: 2000\n\n');

  return {
    get isOpen() {
      return !response.writableEnded && !response.destroyed;
    },
    get isBehind() {
      return response.writableNeedDrain;
    },
    send(event, data) {
      if (this.isOpen) response.write(`event: ${event}\ndata: ${data}\n\n`);
    },
    beat() {
      if (this.isOpen) response.write(': still here\n\n');
    },
    end() {
      if (this.isOpen) response.end();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { HttpListener } from '../shared/http-listener.ts';
import type { ReceivedFile } from '../shared/http-listener.ts';

/** Where uploaded files lie and from where they are fetched again. */
export class FileShelf {
  private readonly kept = new Map<string, ReceivedFile>();
  private readonly listener = new HttpListener(async (request, response) => {
    const file = this.kept.get(request.path);
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.mediaType }).end(file.bytes);
  });

  get size(): number {
    return this.kept.size;
  }

  start(): Promise<void> {
    return this.listener.start();
  }

  stop(): Promise<void> {
    return this.listener.stop();
  }

  /** Returns the file's public address. */
  keep(file: ReceivedFile): string {
    const path = `/uploads/${randomUUID()}`;
    this.kept.set(path, file);
    return `${this.listener.url}${path}`;
  }
}

import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpListener } from './http-listener.ts';
import type { RecordedRequest } from './http-listener.ts';
import type { Misbehaviour, MisbehaviourBook } from './misbehaviour.ts';
import { makePicture, MEDIA_TYPES } from './pictures.ts';
import type { PlannedPicture } from './tasks.ts';

export interface ResultCdnOptions {
  now: () => number;
  /** Answers 403 to a request without a User-Agent that looks like a browser's. */
  requiresUserAgent: boolean;
  /** How long a link answers after it was handed out, in milliseconds. */
  linkLifetimeMs: number;
  /** Pictures are padded to this many bytes; 0 = as they are. */
  pictureBytes: number;
  misbehaviours: MisbehaviourBook;
  /** The folder of the result links, with both slashes. */
  prefix: string;
}

interface StoredPicture extends PlannedPicture {
  tag: string;
  expiresAt: number;
}

/** The host from which a gateway serves finished pictures: another origin than its API, and without credentials. */
export class ResultCdn {
  readonly requests: RecordedRequest[] = [];
  readonly violations: string[] = [];
  private readonly listener: HttpListener;
  private readonly options: ResultCdnOptions;
  private readonly pictures = new Map<string, StoredPicture>();
  private readonly missedOnce = new Set<string>();

  constructor(options: ResultCdnOptions) {
    this.options = options;
    this.listener = new HttpListener((request, response) => this.respond(request, response));
  }

  get url(): string {
    return this.listener.url;
  }

  start(): Promise<void> {
    return this.listener.start();
  }

  stop(): Promise<void> {
    return this.listener.stop();
  }

  /** How often a finished picture was asked for, whatever the answer was. */
  downloads = 0;

  /** Publishes a picture under a stable address; asking again for the same tag changes nothing. */
  publish(tag: string, picture: PlannedPicture): { url: string; expiresAt: number } {
    const extension = picture.format === 'jpeg' ? 'jpg' : picture.format;
    const path = `${this.options.prefix}${tag}.${extension}`;
    const known = this.pictures.get(path);
    const expiresAt = known?.expiresAt ?? this.options.now() + this.options.linkLifetimeMs;
    if (!known) this.pictures.set(path, { ...picture, tag, expiresAt });
    return { url: `${this.url}${path}`, expiresAt };
  }

  private async respond(request: RecordedRequest, response: ServerResponse): Promise<void> {
    this.downloads += 1;
    this.requests.push(request);
    if (this.requests.length > 12_500) this.requests.splice(0, 2_500);
    if (request.headers['authorization']) this.violations.push('a download carried an Authorization header');
    const path = request.path.startsWith('/moved') ? request.path.slice('/moved'.length) : request.path;
    const picture = this.pictures.get(path);
    const how = request.path.startsWith('/moved')
      ? undefined
      : this.options.misbehaviours.take('result', request);

    if (!picture) return sendText(response, 404, 'not found');
    if (how?.kind === 'expired' || this.options.now() > picture.expiresAt)
      return sendText(response, 403, 'expired');
    if (this.options.requiresUserAgent && !/Mozilla\/5\.0/.test(request.headers['user-agent'] ?? '')) {
      return sendText(response, 403, 'error code: 1010');
    }
    const bytes = await makePicture({ ...picture, padToBytes: this.options.pictureBytes });
    const mediaType = MEDIA_TYPES[picture.format];
    if (how) return this.misbehave(how, request, response, { bytes, mediaType });
    send(response, mediaType, bytes);
  }

  private async misbehave(
    how: Misbehaviour,
    request: RecordedRequest,
    response: ServerResponse,
    file: { bytes: Buffer; mediaType: string },
  ): Promise<void> {
    switch (how.kind) {
      case 'respond':
        response.writeHead(how.status, { 'content-type': 'text/plain', ...how.headers });
        response.end(typeof how.body === 'string' ? how.body : JSON.stringify(how.body));
        return;
      case 'notFoundFirst':
        if (this.missedOnce.has(request.path)) return send(response, file.mediaType, file.bytes);
        this.missedOnce.add(request.path);
        return sendText(response, 404, 'not found yet');
      case 'redirect':
        response.writeHead(302, { location: how.to ?? `${this.url}/moved${request.path}` }).end();
        return;
      case 'redirectLoop':
        response.writeHead(302, { location: `${this.url}${request.path}` }).end();
        return;
      case 'wrongContentType':
        return send(response, how.contentType ?? 'application/octet-stream', file.bytes);
      case 'notAnImage':
        return send(response, file.mediaType, Buffer.from('<html><body>Sign in</body></html>'));
      case 'truncated':
        response.writeHead(200, { 'content-type': file.mediaType, 'content-length': file.bytes.length });
        response.write(file.bytes.subarray(0, file.bytes.length >> 1), () => response.socket?.destroy());
        return;
      case 'hugeBody':
        return sendHuge(response, file.mediaType, how.bytes);
      case 'slowBody':
        return sendSlowly(response, {
          status: 200,
          mediaType: file.mediaType,
          bytes: file.bytes,
          ms: how.ms,
        });
      case 'dropSocketBefore':
        response.socket?.destroy();
        return;
      case 'hang':
        return;
      default:
        return send(response, file.mediaType, file.bytes);
    }
  }
}

/** Writes the headers at once and the body in twenty pieces spread over `ms`. */
export async function sendSlowly(
  response: ServerResponse,
  file: { status: number; mediaType: string; bytes: Buffer; ms: number },
): Promise<void> {
  response.writeHead(file.status, { 'content-type': file.mediaType, 'content-length': file.bytes.length });
  response.flushHeaders();
  const pieces = Math.min(20, Math.max(1, file.bytes.length));
  const size = Math.ceil(file.bytes.length / pieces);
  for (let index = 0; index < pieces; index += 1) {
    await sleep(file.ms / pieces, undefined, { ref: false });
    if (response.destroyed) return;
    response.write(file.bytes.subarray(index * size, (index + 1) * size));
  }
  response.end();
}

async function sendHuge(response: ServerResponse, mediaType: string, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': mediaType });
  const chunk = Buffer.alloc(256 * 1024, 1);
  const closed = new Promise((resolve) => response.once('close', resolve));
  for (let sent = 0; sent < bytes && !response.destroyed; sent += chunk.length) {
    if (response.write(chunk)) continue;
    await Promise.race([new Promise((resolve) => response.once('drain', resolve)), closed]);
  }
  response.end();
}

function send(response: ServerResponse, mediaType: string, bytes: Buffer): void {
  response.writeHead(200, { 'content-type': mediaType, 'content-length': bytes.length }).end(bytes);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}

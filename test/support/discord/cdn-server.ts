import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { avatarAt } from './avatars.ts';
import { sendMisbehaviour } from './http-reply.ts';
import type { MisbehaviourPlan } from './misbehaviour.ts';
import { attachmentPath, type DiscordState } from './state.ts';

export interface CdnDownload {
  readonly path: string;
  status: number | undefined;
}

/** Serves attachments at signed, expiring addresses. Anything else is 404, as the real CDN says it. */
export class CdnServer {
  readonly downloads: CdnDownload[] = [];
  private readonly state: DiscordState;
  private readonly misbehaviour: MisbehaviourPlan;
  private readonly server: Server;

  constructor(state: DiscordState, misbehaviour: MisbehaviourPlan) {
    this.state = state;
    this.misbehaviour = misbehaviour;
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://standin');
    const download: CdnDownload = { path: url.pathname, status: undefined };
    this.downloads.push(download);
    const how = this.misbehaviour.take([`${request.method ?? 'GET'} /cdn${url.pathname}`]);
    if (how?.kind === 'hang') return;
    if (how?.kind === 'drop-before' || how?.kind === 'drop-after') return void request.socket.destroy();
    const planned = how === undefined ? undefined : sendMisbehaviour(response, how);
    if (planned !== undefined) return void (download.status = planned);
    if (how?.kind === 'slow') await sleep(how.ms);
    download.status = this.serve(url, response);
    this.state.changed();
  }

  private serve(url: URL, response: ServerResponse): number {
    const avatar = avatarAt(this.state.users, url.pathname);
    if (avatar) {
      response.writeHead(200, { 'content-type': 'image/png' }).end(avatar);
      return 200;
    }
    const attachment = this.state.attachments.get(url.pathname.split('/')[3] ?? '');
    const [ex, is, hm] = ['ex', 'is', 'hm'].map((name) => url.searchParams.get(name) ?? '');
    const path = attachment ? attachmentPath(attachment, this.state.applicationId) : '';
    const signed = ex !== undefined && is !== undefined && hm === this.state.sign(path, ex, is);
    const expired = this.state.now() > Number.parseInt(ex ?? '0', 16) * 1000;
    if (!attachment || attachment.gone || path !== url.pathname || !signed || expired) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.');
      return 404;
    }
    response.writeHead(200, {
      'content-type': attachment.contentType,
      'content-length': String(attachment.size),
      etag: `"${attachment.sha256.slice(0, 32)}"`,
      'cache-control': 'public, max-age=31536000',
    });
    createReadStream(attachment.path)
      .on('error', () => response.destroy())
      .pipe(response);
    return 200;
  }
}

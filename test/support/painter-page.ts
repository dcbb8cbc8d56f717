import sharp from 'sharp';
import { createHttpServer } from '../../src/bots/web/http-server.ts';
import { gridMask } from '../../src/bots/shared/region-grid.ts';
import type { PageLaunch } from '../../src/bots/web/region/page-launch.ts';
import type { Core } from '../../src/core/core.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import type { MediaStore } from '../../src/media/create-media.ts';

export interface PainterPageOptions {
  readonly core: Core;
  readonly media: MediaStore;
  readonly publicUrl: string;
  readonly launch?: PageLaunch;
}

export interface Painted {
  readonly prompt: string;
  /** Cells of a grid of three by three that are painted over. */
  readonly cells: readonly number[];
  /** What a chat app handed to the page. */
  readonly launchData?: string;
}

/** The real HTTP side with somebody who opens the painter's links; their browser is played by requests. */
export interface PainterPage {
  /** Status of opening the link. */
  look(link: string, launchData?: string): Promise<number>;
  /** Paints and sends; the status of the answer. */
  paint(link: string, painted: Painted): Promise<number>;
  close(): Promise<void>;
}

export async function startPainterPage({
  core,
  media,
  publicUrl,
  launch,
}: PainterPageOptions): Promise<PainterPage> {
  let pages = 0;
  const server = await createHttpServer({
    ...{ host: '127.0.0.1', port: 0, publicUrl, logger: silentLogger, now: Date.now },
    secretKey: 'a-secret-key-for-tests-only-0123456789',
    readiness: () => Promise.resolve({ ready: true, missing: [] }),
    metricsText: () => Promise.resolve(''),
    randomId: () => 'visitor-0001',
    web: { core, openLink: (path) => media.openSignedPath(path), ...(launch ? { launch } : {}) },
  });
  const { port } = await server.listen();
  const addressOf = (link: string): string => `http://127.0.0.1:${port}${new URL(link).pathname}`;
  const proof = (data: string | undefined): Record<string, string> =>
    data === undefined ? {} : { 'x-launch-data': data };

  return {
    async look(link, launchData) {
      return (await fetch(`${addressOf(link)}/session`, { headers: proof(launchData) })).status;
    },
    async paint(link, { prompt, cells, launchData }) {
      const seen = await fetch(`${addressOf(link)}/session`, { headers: proof(launchData) });
      if (!seen.ok) return seen.status;
      const { picture } = (await seen.json()) as { picture: { width: number; height: number } };
      const body = new FormData();
      body.append('prompt', prompt);
      body.append(
        'mask',
        new Blob([new Uint8Array(await gridMask(picture, cells))], { type: 'image/png' }),
        'mask.png',
      );
      pages += 1;
      const headers = {
        'idempotency-key': `page-${pages.toString().padStart(4, '0')}`,
        ...proof(launchData),
      };
      return (await fetch(addressOf(link), { method: 'POST', body, headers })).status;
    },
    close: () => server.close(),
  };
}

/** Which of the nine cells of a mask are open, and nothing half. */
export async function openCells(mask: Uint8Array | string): Promise<readonly number[]> {
  const { data, info } = await sharp(mask)
    .extractChannel('alpha')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const open = new Set<number>();
  const kept = new Set<number>();
  for (const [index, alpha] of data.entries()) {
    const column = Math.floor(((index % info.width) + 0.5) / (info.width / 3));
    const row = Math.floor((Math.floor(index / info.width) + 0.5) / (info.height / 3));
    (alpha === 0 ? open : kept).add(row * 3 + column);
  }
  const torn = [...open].filter((cell) => kept.has(cell));
  if (torn.length > 0) throw new Error(`Cells ${torn.join(', ')} are open in part`);
  return [...open].sort((a, b) => a - b);
}

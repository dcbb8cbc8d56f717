import sharp from 'sharp';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MisbehaviourBook } from '../support/gateways/shared/misbehaviour.ts';
import type { Misbehaviour } from '../support/gateways/shared/misbehaviour.ts';
import { makePicture, readPictureTag } from '../support/gateways/shared/pictures.ts';
import type { PictureFormat } from '../support/gateways/shared/pictures.ts';
import { ResultCdn } from '../support/gateways/shared/result-cdn.ts';

describe('ResultCdn', () => {
  let cdn: ResultCdn;
  let now = 1_000;
  const book = new MisbehaviourBook();

  beforeEach(async () => {
    now = 1_000;
    book.clear();
    cdn = new ResultCdn({
      now: () => now,
      requiresUserAgent: true,
      linkLifetimeMs: 5_000,
      pictureBytes: 0,
      misbehaviours: book,
      prefix: '/f/',
    });
    await cdn.start();
  });
  afterEach(() => cdn.stop());

  async function get(url: string, headers: Record<string, string> = { 'user-agent': 'Mozilla/5.0' }) {
    const response = await request(url, { headers });
    const bytes = Buffer.from(await response.body.arrayBuffer());
    return { status: response.statusCode, mediaType: response.headers['content-type'], bytes };
  }
  const publish = () => cdn.publish('task_0', { width: 32, height: 16, format: 'png' });
  const misbehave = (how: Misbehaviour) => book.add({ on: 'result', how });

  it('serves the picture until its link expires', async () => {
    const { url, expiresAt } = publish();

    const fresh = await get(url);
    now = expiresAt + 1;
    const late = await get(url);

    expect(await sharp(fresh.bytes).metadata()).toMatchObject({
      width: 32,
      height: 16,
      format: 'png',
      hasAlpha: false,
    });
    expect([fresh.status, late.status]).toEqual([200, 403]);
  });

  it('refuses clients without a browser’s name and notes credentials', async () => {
    const { url } = publish();

    const bare = await get(url, {});
    await get(url, { 'user-agent': 'Mozilla/5.0', authorization: 'Bearer x' });

    expect(bare.status).toBe(403);
    expect(cdn.violations).toEqual(['a download carried an Authorization header']);
  });

  it.each<{ how: Misbehaviour; first: number; second: number }>([
    { how: { kind: 'notFoundFirst' }, first: 404, second: 200 },
    { how: { kind: 'expired' }, first: 403, second: 200 },
    { how: { kind: 'redirect' }, first: 302, second: 200 },
    { how: { kind: 'redirectLoop' }, first: 302, second: 200 },
    { how: { kind: 'wrongContentType' }, first: 200, second: 200 },
    { how: { kind: 'slowBody', ms: 20 }, first: 200, second: 200 },
    { how: { kind: 'respond', status: 500, body: 'no' }, first: 500, second: 200 },
  ])('plays $how once', async ({ how, first, second }) => {
    const { url } = publish();
    misbehave(how);

    expect([(await get(url)).status, (await get(url)).status]).toEqual([first, second]);
  });

  it('breaks off, sends a page, or sends too much', async () => {
    const { url } = publish();
    misbehave({ kind: 'truncated' });
    misbehave({ kind: 'notAnImage' });
    misbehave({ kind: 'hugeBody', bytes: 3_000_000 });

    await expect(get(url)).rejects.toThrow();
    expect((await get(url)).bytes.toString()).toContain('<html>');
    expect((await get(url)).bytes.length).toBeGreaterThanOrEqual(3_000_000);
  });

  it.each<PictureFormat>(['png', 'jpeg', 'webp'])(
    'makes valid, tagged, distinct %s files',
    async (format) => {
      const [first, second] = await Promise.all(
        ['a', 'b'].map((tag) => makePicture({ width: 48, height: 32, format, tag, padToBytes: 20_000 })),
      );

      expect(await sharp(first).stats()).toMatchObject({ isOpaque: true });
      expect([first, second].map((bytes) => bytes && readPictureTag(bytes))).toEqual(['a', 'b']);
      expect(first?.equals(second ?? Buffer.alloc(0))).toBe(false);
      if (format !== 'webp') expect(first?.length).toBeGreaterThanOrEqual(20_000);
    },
  );
});

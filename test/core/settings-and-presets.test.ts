import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GenerationOrder } from '../../src/core/core.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import type { Media } from '../../src/core/ports/media.ts';
import { operatorPresetsSchema, type OperatorPresets } from '../../src/core/presets/preset-schema.ts';
import { PresetShelf, type PresetStore } from '../../src/core/presets/preset-shelf.ts';
import { renderTemplate } from '../../src/core/presets/render-template.ts';
import { fillWords, isPrivateByDefault } from '../../src/core/settings/fill-words.ts';
import { SettingsDesk, type SettingsStore } from '../../src/core/settings/settings-desk.ts';
import { connect, whenReady, type StoreConnection } from '../../src/core/storage/connection.ts';
import { claimMedia, disclaimMedia, isOwned } from '../../src/core/storage/media-owners.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { RedisPresetStore } from '../../src/core/storage/redis-preset-store.ts';
import { RedisSettingsStore } from '../../src/core/storage/redis-settings-store.ts';
import { createMedia } from '../../src/media/create-media.ts';
import { createMemoryPresetStore } from '../fakes/memory-preset-store.ts';
import { createMemorySettingsStore } from '../fakes/memory-settings-store.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

let redis: TestRedis;
let connection: StoreConnection;

beforeAll(async () => {
  redis = await startTestRedis();
  const opened = connect({ socketPath: redis.socketPath }, 'command', silentLogger);
  await whenReady(opened, 5_000);
  connection = opened;
});
afterAll(async () => {
  connection?.disconnect();
  await redis?.stop();
});
afterEach(() => redis.flush());

const picture = {
  sha256: 'a'.repeat(64),
  mediaType: 'image/png',
  width: 64,
  height: 48,
  byteLength: 900,
} as const;

describe.each([
  { name: 'memory', open: createMemorySettingsStore },
  { name: 'Redis', open: (): SettingsStore => new RedisSettingsStore(connection) },
])('settings kept in $name', ({ open }) => {
  it('are changed one by one, and taken back', async () => {
    const desk = new SettingsDesk(open(), Date.now);

    await desk.changePersonal('test:1', { ratio: '16:9', private: true, language: 'zh-CN', avatar: false });
    await desk.changePlace('test:c', { quality: 'low' });
    const after = await desk.changePersonal('test:1', { private: null, ratio: '3:2' });

    expect(after).toEqual({ ratio: '3:2', language: 'zh-CN', avatar: false });
    expect(await desk.here({ userId: 'test:1', placeId: 'test:c' })).toEqual({
      personal: after,
      place: { quality: 'low' },
    });
    expect(await desk.here({ userId: 'test:2' })).toEqual({ personal: {}, place: {} });
    await desk.forget('test:1');
    expect(await desk.personal('test:1')).toEqual({});
  });

  it('take no value that is none, and leave what they do not know alone', async () => {
    const store = open();
    const desk = new SettingsDesk(store, Date.now);

    await expect(desk.changePersonal('test:1', { ratio: '7:5' as never })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(desk.changePlace('test:c', { language: 'en' } as never)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await store.write('u:test:1', { ratio: '99:1', quality: 'high', later: 'x' }, []);

    expect(await desk.personal('test:1')).toEqual({ quality: 'high' });
  });
});

describe.each([
  { name: 'memory', open: createMemoryPresetStore },
  { name: 'Redis', open: (): PresetStore => new RedisPresetStore(connection, Date.now) },
])('presets kept in $name', ({ open }) => {
  const kept = { template: 'a {prompt}', words: { ratio: '1:1' }, references: [picture] } as const;

  it('belong to one chat', async () => {
    const store = open();

    expect(await store.save('test:a', 'one', kept, 2)).toBe('new');

    expect(await store.find('test:a', 'one')).toEqual(kept);
    expect(await store.find('test:b', 'one')).toBeUndefined();
    expect([...(await store.all('test:a')).keys()]).toEqual(['one']);
  });

  it('are replaced beyond the limit, but not added', async () => {
    const store = open();
    await store.save('test:a', 'one', kept, 1);

    expect(await store.save('test:a', 'two', kept, 1)).toBe('full');
    expect(await store.save('test:a', 'one', { ...kept, template: 'b' }, 1)).toBe('replaced');
    expect(await store.find('test:a', 'one')).toMatchObject({ template: 'b' });
    expect(await store.remove('test:a', 'one')).toBe(true);
    expect(await store.remove('test:a', 'one')).toBe(false);
    expect(await store.find('test:a', 'one')).toBeUndefined();
  });
});

it('pictures of a preset are owned by it until it is removed or drops them', async () => {
  const store = new RedisPresetStore(connection, Date.now);
  const owners = (sha256: string) => connection.zcard(keys.owners(sha256));
  const other = { ...picture, sha256: 'b'.repeat(64) };

  await store.save('test:a', 'one', { template: 'x', words: {}, references: [picture, other] }, 5);
  expect([await owners(picture.sha256), await owners(other.sha256)]).toEqual([1, 1]);
  const expiry = Number(await connection.zscore(keys.mediaExpiry(), picture.sha256));
  expect(expiry).toBeGreaterThan(Date.now() + 300 * 86_400_000);

  await store.save('test:a', 'one', { template: 'x', words: {}, references: [picture] }, 5);
  expect([await owners(picture.sha256), await owners(other.sha256)]).toEqual([1, 0]);
  await store.remove('test:a', 'one');
  expect(await owners(picture.sha256)).toBe(0);
  expect(Number(await connection.zscore(keys.mediaExpiry(), picture.sha256))).toBeLessThan(expiry);
});

describe('Owners of originals', () => {
  const [mine, alike] = [`abc${'1'.repeat(61)}`, `abc${'2'.repeat(61)}`];
  const older = keys.mediaExpiry().replace(/media$/, `m:${mine}`);
  const end = async (sha256: string) => Number(await connection.zscore(keys.mediaExpiry(), sha256));

  it('are told apart where names begin alike, and the last of them decides how long it is kept', async () => {
    await claimMedia(connection, mine, 'one', 100);
    await claimMedia(connection, mine, 'two', 200);
    await claimMedia(connection, alike, 'one', 300);
    expect(await end(mine)).toBe(200);

    await disclaimMedia(connection, mine, 'two', 50);
    expect(await end(mine)).toBe(100);
    expect([await isOwned(connection, mine, 99), await isOwned(connection, mine, 100)]).toEqual([
      true,
      false,
    ]);
    expect(await isOwned(connection, alike, 100)).toBe(true);
    expect(await connection.object('ENCODING', keys.owners(mine))).toBe('listpack');
  });

  it('that an older version noted count as long as they last, and leave nothing', async () => {
    await connection.zadd(older, 400, 'three', 500, 'four');
    await claimMedia(connection, mine, 'one', 100);

    expect(await isOwned(connection, mine, 100)).toBe(true);
    expect(await end(mine)).toBe(500);
    await disclaimMedia(connection, mine, 'four', 50);
    expect(await end(mine)).toBe(400);
    expect(await isOwned(connection, mine, 400)).toBe(false);
    expect(await connection.exists(older)).toBe(0);
  });
});

describe('PresetShelf', () => {
  let folder: string;
  let media: Media & { close(): Promise<void> };
  let operator: OperatorPresets;
  let shelf: PresetShelf;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'limner-presets-'));
    media = createMedia({
      dataDir: folder,
      secretKey: 'k'.repeat(32),
      allowPrivateHosts: [],
      logger: silentLogger,
    });
    operator = {};
    shelf = new PresetShelf({ store: createMemoryPresetStore(), media, operator: () => operator });
  });
  afterEach(async () => {
    await media.close();
    await rm(folder, { recursive: true, force: true });
  });

  const draft = {
    name: 'Noir Film',
    template: '{prompt} in black and white',
    words: { quality: 'high' },
  } as const;

  it('offers built-in ones, those of the operator, and those of the chat, the nearest first', async () => {
    operator = operatorPresetsSchema.parse({
      poster: { prompt: 'House poster: {prompt}' },
      sticker: null,
      brand: { prompt: 'brand' },
    });
    await shelf.save('test:a', draft);
    await shelf.save('test:a', { ...draft, name: 'brand' });

    const here = await shelf.list('test:a');
    const elsewhere = await shelf.list('test:b');

    expect(here.map(({ name }) => name)).toEqual([
      'avatar', 'banner', 'brand', 'icon', 'logo', 'noir-film', 'photo', 'poster', 'product-shot', 'wallpaper',
    ]); // prettier-ignore
    expect(here.find(({ name }) => name === 'brand')?.origin).toBe('server');
    expect(elsewhere.find(({ name }) => name === 'brand')?.origin).toBe('operator');
    expect(await shelf.find(' Poster ', 'test:b')).toMatchObject({ template: 'House poster: {prompt}' });
    expect(await shelf.find('sticker', 'test:b')).toBeUndefined();
    expect(await shelf.remove('test:a', 'NOIR FILM')).toBe(true);
    expect(await shelf.find('noir-film', 'test:a')).toBeUndefined();
  });

  it('says what is wrong with a draft, and keeps nothing of it', async () => {
    const result = await shelf.save('test:a', {
      name: 'no/way',
      template: ' ',
      about: 'x'.repeat(101),
      words: { ratio: '7:5' as never },
    });

    expect(result).toMatchObject({
      kind: 'invalid',
      issues: [{ field: 'preset' }, { field: 'prompt' }, { field: 'about' }, { field: 'ratio' }],
    });
    expect(await shelf.list('test:a')).toEqual(await shelf.list('test:b'));
  });

  it("brings the pictures of a chat and of the operator's folder", async () => {
    const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const path = join(folder, 'mark.png');
    await writeFile(path, bytes);
    operator = {
      brand: { prompt: 'brand', references: [path] },
      lost: { prompt: 'x', references: [`${path}.no`] },
    };
    await shelf.save('test:a', {
      ...draft,
      references: [{ kind: 'staged', image: await media.stage(bytes) }],
    });

    const brought = await Promise.all(
      ['noir-film', 'brand'].map(async (name) => {
        const preset = await shelf.find(name, 'test:a');
        return preset && shelf.referencesOf(preset, 'test:a');
      }),
    );

    const stored = { kind: 'stored', image: expect.objectContaining({ width: 80, height: 60 }) as object };
    expect(brought).toEqual([[stored], [stored]]);
    const lost = await shelf.find('lost', 'test:a');
    await expect(lost && shelf.referencesOf(lost, 'test:a')).rejects.toMatchObject({
      code: 'media-not-found',
    });
  });

  it('are filled in behind the words of the request and before what people and places settled', async () => {
    const settings = new SettingsDesk(createMemorySettingsStore(), Date.now);
    await settings.changePersonal('test:1', {
      ratio: '1:1',
      resolution: '4k',
      format: 'webp',
      private: true,
    });
    await settings.changePlace('test:place', { ratio: '9:16', quality: 'low', private: false });
    const fill = async (
      request: GenerationOrder['request'],
      references: GenerationOrder['references'] = [],
    ) => {
      const filled = await fillWords(
        {
          requestKey: 'k',
          requester: { userId: 'test:1', chatId: 'test:a', locale: 'en' },
          placeId: 'test:place',
          target: { platform: 'test', address: {} },
          ...{ request, references },
        },
        { settings, presets: shelf },
      );
      return 'refusal' in filled ? filled.refusal : filled.request;
    };

    expect(await fill({ prompt: 'a fox' })).toEqual({
      ...{ prompt: 'a fox', ratio: '1:1', resolution: '4k', quality: 'low', format: 'webp', private: true },
    });
    expect(await fill({ prompt: 'a fox', preset: 'wallpaper', format: 'jpeg' })).toMatchObject({
      prompt:
        'Desktop wallpaper of a fox: wide scene, rich detail at the edges, calm centre, no text and no borders',
      ...{ ratio: '16:9', resolution: '2k', quality: 'low', format: 'jpeg' },
    });
    expect(await fill({ prompt: 'a fox', preset: 'wallpaper', ratio: '3:1', private: false })).toMatchObject({
      ...{ ratio: '3:1', resolution: '2k', private: false },
    });
    expect(await fill({ prompt: 'a fox', preset: 'poster', size: '512x512' })).toEqual(
      expect.not.objectContaining({ ratio: expect.anything() as unknown }),
    );
    const reference = [{ kind: 'stored', image: picture }] as const;
    expect(await fill({ prompt: 'at night' }, reference)).not.toHaveProperty('ratio');
    expect(await fill({ prompt: '', preset: 'sticker' }, reference)).toMatchObject({
      prompt: expect.stringContaining('the subject of the first picture') as string,
      ratio: '1:1',
    });
    expect(await fill({ prompt: 'a fox', preset: 'nope' })).toMatchObject({
      code: 'invalid-input',
      issues: [{ field: 'preset', given: 'nope', allowed: expect.stringContaining('wallpaper') as string }],
    });
  });
});

it('what is asked for decides about privacy before what is settled', () => {
  expect(isPrivateByDefault(undefined, { personal: {}, place: { private: true } })).toBe(true);
  expect(isPrivateByDefault(undefined, { personal: { private: false }, place: { private: true } })).toBe(
    false,
  );
  expect(isPrivateByDefault(false, { personal: { private: true }, place: {} })).toBe(false);
});

it('a template without a place for the words has them in front', () => {
  expect(renderTemplate('x {prompt} y {prompt}', 'a $& fox')).toBe('x a $& fox y a $& fox');
  expect(renderTemplate('oil painting', 'a fox')).toBe('a fox, oil painting');
  expect(renderTemplate('oil painting', '')).toBe('oil painting');
});

import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Generation } from '../../src/core/generation/generation.ts';
import { picturesOf } from '../../src/core/generation/generation.ts';
import { unpackGeneration } from '../../src/core/storage/generation-record.ts';
import { keyPrefix, keys } from '../../src/core/storage/keys.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { tinyPicture } from '../fakes/tiny-picture.ts';
import { startHarness, type Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { readZip } from '../support/read-zip.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

const ann = 'test:ann';
const ben = 'test:ben';

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There is none');
  return value;
}

describe('What is stored about a person', () => {
  let redis: TestRedis;
  let harness: Harness;
  let alpha: ScriptedProvider;

  beforeAll(async () => {
    redis = await startTestRedis({ appendOnly: true });
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    alpha = new ScriptedProvider('alpha');
    harness = await startHarness({
      redis,
      providers: [alpha],
      channels: [new RecordingChannel()],
      publicUrl: 'https://limner.example',
      wrapMedia: (media) => withTestPictures(media),
      sweepMs: 200,
      adminIds: ['test:boss'],
      moderationRules: () => ({ words: ['gun'] }),
    });
  });
  afterEach(() => harness.stop());

  async function draw(userId: string, prompt: string, reference?: string): Promise<Generation> {
    const { id } = await harness.ask({
      ...{ userId, prompt },
      requester: { userId, chatId: userId === ann ? 'test:dm:7' : 'test:server', locale: 'en', name: userId },
      ...(reference === undefined
        ? {}
        : {
            references: [{ kind: 'staged', image: await harness.media.stage(tinyPicture(reference)) }],
          }),
    });
    return delivered(id);
  }
  const delivered = (id: string): Promise<Generation> =>
    eventually(async () => {
      const generation = await harness.core.get(id);
      if (generation?.delivery.state !== 'delivered') throw new Error('Not delivered yet');
      return generation;
    });
  const filesOf = (generation: Generation) => [...picturesOf(generation), ...generation.references];
  async function everythingStored(): Promise<string> {
    const found: string[] = [];
    for (const key of await redis.client.keys('*')) {
      found.push(key, JSON.stringify(await redis.client.dump(key)));
      if ((await redis.client.type(key)) === 'stream') {
        found.push(JSON.stringify(await redis.client.xrange(key, '-', '+')));
      } else if ((await redis.client.type(key)) === 'hash') {
        found.push(JSON.stringify(await redis.client.hgetall(key)));
      }
    }
    return found.join('\n');
  }

  it('is counted, and exported with every original and every line, without what others own', async () => {
    const first = await draw(ann, 'a red fox', 'sketch');
    await draw(ann, 'a blue hare');
    await draw(ben, 'a secret of Ben');
    await redis.client.hset(keys.person(ann, 'settings'), { quality: 'high', ratio: '16:9' });
    await redis.client.set(keys.person(ann, 'gateway-key'), 'c2VjcmV0');

    expect(await harness.core.privacy.summary(ann)).toEqual({
      ...{ requests: 2, unfinished: 0, pictures: 2, references: 1, since: first.createdAt },
      ledgerLines: 6,
      byteLength: expect.any(Number),
      others: expect.arrayContaining([
        { name: 'settings', count: 2 },
        { name: 'gateway-key', count: 1 },
      ]),
    });

    const zip = readZip(await buffer(harness.core.privacy.archive(ann)));
    const picture = must(picturesOf(first)[0]);
    const original = await buffer(harness.media.open(picture));
    expect(zip.get(`pictures/${picture.pictureId}.png`)).toEqual(original);
    const folders = [...zip.keys()].map((name) => name.split('/')[0]).sort();
    expect(folders).toEqual([
      'ledger.json',
      'other.json',
      'pictures',
      'pictures',
      'references',
      'requests.json',
    ]);
    const requests = JSON.parse(String(zip.get('requests.json'))) as { request: { prompt: string } }[];
    expect(requests.map(({ request }) => request.prompt)).toEqual(['a blue hare', 'a red fox']);
    expect(JSON.parse(String(zip.get('ledger.json')))).toHaveLength(6);
    const all = [...zip.values()].map(String).join('\n');
    expect(all).not.toContain('Ben');
    expect(all).not.toContain('c2VjcmV0');
    expect(JSON.parse(String(zip.get('other.json')))).toContainEqual({
      ...{ name: 'settings', count: 2, value: { quality: 'high', ratio: '16:9' } },
    });
  });

  it('goes into as many parts as the place takes, and behind a signed link that expires', async () => {
    for (const prompt of ['one', 'two', 'three']) await draw(ann, prompt);
    const { byteLength } = must(picturesOf(must((await harness.core.history(ann))[0]))[0]);

    const maxBytes = 8_192;
    const { parts, left } = await harness.core.privacy.export(ann, { maxBytes });
    expect(left).toBe(0);
    expect(byteLength).toBeLessThan(maxBytes);
    const names: string[] = [];
    for (const part of parts) {
      expect(part.byteLength).toBeLessThanOrEqual(maxBytes);
      names.push(...readZip(await readFile(part.path)).keys());
      await harness.core.privacy.discard(part);
    }
    expect(names.filter((name) => name.startsWith('pictures/'))).toHaveLength(3);

    const link = await harness.core.privacy.exportLink(ann);
    const token = link?.url.split('/export/')[1] ?? '';
    const opened = await harness.core.privacy.openExport(token);
    const linked = [...readZip(await buffer(must(opened).open())).keys()];
    expect(linked).toContain('ledger.json');
    expect(linked.filter((name) => name.startsWith('pictures/'))).toHaveLength(3);
    // Put together when it is fetched, it can be fetched from another machine than the one that gave the link.
    expect(await readdir(join(harness.dataDir, 'staging'))).toEqual([]);
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect(await harness.core.privacy.openExport(forged)).toBeUndefined();
    // The next one takes its place, and ends when the person is forgotten.
    const next = (await harness.core.privacy.exportLink(ann))?.url.split('/export/')[1] ?? '';
    expect(await harness.core.privacy.openExport(token)).toBeUndefined();
    expect(await harness.core.privacy.openExport(next)).toBeDefined();
    await harness.core.privacy.forget(ann);
    expect(await harness.core.privacy.openExport(next)).toBeUndefined();
  });

  it('is gone from the store, the disk and the append-only file; the ledger keeps its sums under nobody’s name', async () => {
    const shared = await draw(ben, 'a bridge', 'shared');
    const mine = await draw(ann, 'a secret of Ann', 'shared');
    await redis.client.set(keys.person(ann, 'settings'), 'x');
    await harness.core.intake.begin({ key: 'test:9', platform: 'test', payload: 'Ann says', userId: ann });
    await harness.core.regions.create({
      requester: mine.requester,
      target: mine.target,
      references: [must(picturesOf(mine)[0])],
      request: {},
    });
    const picture = must(picturesOf(mine)[0]);
    const before = await harness.ledger.lines({ limit: 100 });
    const folder = join(dirname(redis.socketPath), 'appendonlydir');
    const appended = async (): Promise<string> => {
      const files = (await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1'));
      return (await Promise.all(files)).join('\n');
    };
    expect(await appended()).toContain(picture.sha256);
    expect(await appended()).toContain(ann);

    const forgotten = await harness.core.privacy.forget(ann);

    expect(forgotten).toEqual({ requests: 1, pictures: 1, later: 0 });
    const after = await harness.ledger.lines({ limit: 100 });
    const anonymous = ({ userId: _user, chatId: _chat, ...line }: (typeof after)[number]) => line;
    expect(after.map(anonymous)).toEqual(before.map(anonymous));
    expect(new Set(after.map(({ userId }) => userId.replace(/:.*/, '')))).toEqual(
      new Set(['test', 'nobody']),
    );
    expect(after.filter(({ userId }) => userId === ben).map(({ chatId }) => chatId)).toContain('test:server');

    // What limits are checked against keeps the name until the day and the month are over.
    const counters = await redis.client.keys(`${keyPrefix}l:*:${ann}:*`);
    const dms = await redis.client.keys(`${keyPrefix}l:chat:test:dm:7:*`);
    expect([counters.length, dms.length]).toEqual([2, 2]);
    for (const key of [...counters, ...dms]) {
      expect(await redis.client.pttl(key)).toBeLessThanOrEqual(31 * 86_400_000);
      await redis.client.del(key);
    }
    const stored = await everythingStored();
    expect(stored).not.toContain('Ann');
    expect(stored).not.toContain(ann);
    expect(stored).not.toContain('dm:7');
    expect(await Promise.all(filesOf(mine).map((file) => harness.media.exists(file)))).toEqual([false, true]);
    expect(await Promise.all(filesOf(shared).map((file) => harness.media.exists(file)))).toEqual([
      true,
      true,
    ]);
    expect(await harness.core.history(ann)).toEqual([]);

    // Forgetting has had the file rewritten; what was deleted by hand above goes with the next time.
    await eventually(async () => expect(await appended()).not.toContain(picture.sha256));
    await eventually(() => redis.client.bgrewriteaof().then(() => true));
    await eventually(async () => {
      const left = await appended();
      for (const gone of [ann, 'dm:7', 'Ann', picture.sha256]) expect(left).not.toContain(gone);
    });
  });

  /** Every key with all that it holds, packed records as they read, and every file with its name. */
  async function everything(): Promise<readonly string[]> {
    const { client } = redis;
    const found: string[] = [];
    for (const key of await client.keys('*')) {
      const values = {
        string: async () => {
          const bytes = (await client.getBuffer(key)) ?? Buffer.alloc(0);
          return /:g:[^:]+$/.test(key) ? unpackGeneration(bytes) : bytes.toString('latin1');
        },
        hash: () => client.hgetall(key),
        set: () => client.smembers(key),
        zset: () => client.zrange(key, '0', '-1'),
        list: () => client.lrange(key, 0, -1),
        stream: () => client.xrange(key, '-', '+'),
      }[await client.type(key)];
      found.push(`${key} ${JSON.stringify(await must(values)())}`);
    }
    const files = await readdir(harness.dataDir, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const path = join(file.parentPath, file.name);
      found.push(`${path} ${await readFile(path, 'latin1')}`);
    }
    return found;
  }

  it('is nowhere in any key, value or file afterwards, but for what is said to stay', async () => {
    const { core } = harness;
    const name = 'Annabel Lee';
    const alone = { userId: ann, chatId: 'test:dm:7', channelId: 'test:channel:7', locale: 'en', name };
    const inServer = { ...alone, chatId: 'test:server', channelId: 'test:channel:1' };
    const boss = { userId: 'test:boss' };
    const order = async (prompt: string, requester = alone) =>
      delivered((await harness.ask({ prompt, requester })).id);
    const kept = await order('the raven, first', inServer);
    const dropped = await order('the raven, second');
    await core.pictures.delete({ userId: ann, generationId: dropped.id });
    const refused = await core.request(harness.order({ prompt: 'the raven and a gun', requester: alone }));
    expect(refused).toMatchObject({ kind: 'refused', refusal: { orderId: expect.any(String) } });
    const bens = await draw(ben, 'a quiet lake');
    const report = (generationId: string, reporter: typeof alone, reason: string) =>
      core.moderation.report({ generationId, index: 0, reporter, reason });
    await report(bens.id, inServer, 'Annabel finds it dull');
    await report(kept.id, { ...inServer, userId: ben, name: 'Ben' }, 'too dark');
    const told = (await core.notices.recent({ limit: 5 })).map(({ notice }) => notice);
    expect(told).toMatchObject([{ prompt: 'the raven, first' }, { prompt: 'a quiet lake' }]);
    await core.admin.block({ ...boss, chatId: 'test:server' }, { userId: ann, reason: 'Annabel is rude' });
    await core.admin.unblock({ ...boss, chatId: 'test:server' }, ann);
    await core.admin.block({ userId: ann, chatId: 'test:server' }, { userId: 'test:eve', reason: 'spam' });
    await core.admin.pause({ userId: ann, chatId: 'test:hall' }, { mode: 'pause' });
    await core.notices.follow(ann, 'test:server');
    await core.notices.rememberLocale(ann, 'de');
    await core.moderation.addWords(ann, 'test:dm:7', ['plums']);
    const image = must(picturesOf(kept)[0]);
    const sources = [{ kind: 'stored' as const, image }];
    await core.collections.add({ userId: ann, key: 'k', sources, name: 'my raven' });
    await core.presets.save('test:dm:7', {
      name: 'mine',
      template: 'a raven, {prompt}',
      words: {},
      references: sources,
    });
    for (const owner of [ann, 'test:channel:7']) {
      await redis.client.hset(`${keyPrefix}settings:${owner}`, { language: 'de' });
    }
    await redis.client.hset(keys.concurrent(), ann, 9);
    await core.admin.spend(boss, 'day');
    const names = /test:ann|Annabel|raven|dm:7|channel:7|plums/;
    expect((await everything()).filter((text) => names.test(text)).length).toBeGreaterThan(30);

    await core.privacy.forget(ann);

    const today = new Date().toISOString().slice(0, 10);
    const stays = new RegExp(`^{limner}:l:(user:test:ann|chat:test:dm:7):(${today}|${today.slice(0, 7)}) `);
    const left = (await everything()).filter((text) => names.test(text));
    expect(left.filter((text) => !stays.test(text))).toEqual([]);
    expect(left).toHaveLength(4);
    // Nobody's name took the place of hers where something has to stay.
    const entries = await core.audit.search({});
    const nobody = must(entries.find(({ action }) => action === 'admin.unblock')?.about);
    expect(nobody).toMatch(/^nobody:/);
    expect(entries.map(({ action, about, by }) => [action, about ?? by])).toContainEqual([
      'moderation.refused',
      nobody,
    ]);
    expect(await core.admin.blocks(boss)).toMatchObject([{ userId: 'test:eve', by: nobody }]);
    expect(await redis.client.zscore(`${keyPrefix}book:users:${today}`, nobody)).toBe('100000');
    expect(await core.notices.recent({ limit: 5 })).toEqual([]);
    expect(await core.get(bens.id)).toBeDefined();
  });

  it('goes with its waiting requests canceled, and what was bought when it has come to its end', async () => {
    alpha.usual = { kind: 'slow' };
    const drawn = await harness.ask({ userId: ann, prompt: 'bought already' });
    await eventually(() => expect(alpha.submits).toHaveLength(1));
    alpha.script.push({ kind: 'error', code: 'provider-rate-limited', retryAfterMs: 60_000 });
    const waiting = await harness.ask({ userId: ann, prompt: 'waits' });
    await eventually(() => expect(alpha.submits).toHaveLength(2));
    await harness.ended(drawn.id, 'running');

    const forgetting = harness.core.privacy.forget(ann);
    await eventually(async () => expect(await harness.core.get(waiting.id)).toBeUndefined());
    expect(await harness.core.get(drawn.id)).toMatchObject({ cancelRequestedAt: expect.any(Number) });
    alpha.finish(must(alpha.submits[0]).order);

    expect(await forgetting).toMatchObject({ later: 0 });
    expect(await harness.core.get(drawn.id)).toBeUndefined();
    const lines = await harness.ledger.lines({ limit: 100 });
    expect(lines.filter(({ userId }) => userId === ann)).toEqual([]);
    const captured = lines
      .filter(({ kind }) => kind === 'capture')
      .reduce((sum, line) => sum + line.microUsd, 0);
    expect(captured).toBe(50_000);
    expect(alpha.bills).toEqual([50_000]);
  });

  it('is forgotten after a crash too, without what the person asked for since', async () => {
    alpha.usual = { kind: 'slow' };
    const old = await harness.ask({ userId: ann, prompt: 'before' });
    await eventually(() => expect(alpha.submits).toHaveLength(1));
    // As a process leaves it that ends right after the intention was written.
    const at = must(await harness.core.get(old.id)).createdAt;
    await redis.client.hset(
      keys.forgetting(),
      ann,
      JSON.stringify({ userId: ann, pseudonym: 'nobody:1', at, isRestGone: false, chats: [ann] }),
    );
    await harness.core.cancel({ userId: ann, all: true });
    await eventually(async () => expect(await redis.client.hget(keys.forgetting(), ann)).toContain('true'));
    alpha.usual = { kind: 'pictures' };
    const fresh = await harness.ask({ userId: ann, prompt: 'since' });
    alpha.finish(must(alpha.submits[0]).order);

    await eventually(async () => expect(await harness.core.get(old.id)).toBeUndefined());
    await eventually(async () => expect(await redis.client.exists(keys.forgetting())).toBe(0));
    expect((await harness.core.get(fresh.id))?.request.prompt).toBe('since');
    expect((await harness.core.history(ann)).map(({ id }) => id)).toEqual([fresh.id]);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { picturesOf, type Generation } from '../../src/core/generation/generation.ts';
import { promptOf } from '../../src/core/generation/variation-prompt.ts';
import { unpackGeneration } from '../../src/core/storage/generation-record.ts';
import { keys } from '../../src/core/storage/keys.ts';
import { RecordingChannel } from '../fakes/recording-channel.ts';
import { ScriptedProvider } from '../fakes/scripted-provider.ts';
import { withTestPictures } from '../fakes/test-picture-media.ts';
import { startHarness, type Harness } from '../support/core-harness.ts';
import { eventually } from '../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../support/redis.ts';

describe('Pictures of a user', () => {
  const ann = 'test:1';
  const bob = 'test:2';
  let redis: TestRedis;
  let gateway: ScriptedProvider;
  let enlarging: ScriptedProvider;
  let harness: Harness;

  beforeAll(async () => {
    redis = await startTestRedis();
  });
  afterAll(() => redis.stop());
  beforeEach(async () => {
    await redis.flush();
    enlarging = new ScriptedProvider('enlarging', {
      changes: [{ field: 'resolution', from: '4k', to: '1k' }],
    });
    gateway = new ScriptedProvider('alpha');
    harness = await startHarness({
      redis,
      providers: [enlarging, gateway],
      channels: [new RecordingChannel()],
      limits: { userQueued: 50, userConcurrent: 50, userDailyImages: 500 },
      wrapMedia: (media) => withTestPictures(media),
    });
  });
  afterEach(() => harness.stop());

  async function made(
    options: { userId?: string; count?: number; prompt?: string; private?: boolean; chatId?: string } = {},
  ): Promise<Generation> {
    const { userId = ann, count = 1, prompt = 'a red fox', chatId = 'test:chat' } = options;
    const { id } = await harness.ask({
      prompt,
      requester: { userId, chatId, locale: 'en' },
      request: { count, provider: 'alpha', private: options.private ?? false },
    });
    await harness.ended(id, 'succeeded');
    return eventually(async () => {
      const generation = await harness.core.get(id);
      if (generation?.delivery.state !== 'delivered') throw new Error('Not delivered yet');
      return generation;
    });
  }
  const refsOf = (page: { entries: readonly { generation: Generation; index: number }[] }) =>
    page.entries.map(({ generation, index }) => `${generation.id}:${index}`);

  it('pages through pictures to and fro, without a gap where one was deleted, and keeps favourites apart', async () => {
    const { pictures } = harness.core;
    const first = await made({ prompt: 'first' });
    const pair = await made({ count: 3, prompt: 'pair' });
    const last = await made({ prompt: 'last', private: true });
    await made({ userId: bob });
    const all = [`${last.id}:0`, `${pair.id}:0`, `${pair.id}:1`, `${pair.id}:2`, `${first.id}:0`];

    const newest = await pictures.page({ userId: ann, limit: 2 });
    expect([refsOf(newest), newest.hasNewer, newest.hasOlder]).toEqual([all.slice(0, 2), false, true]);
    const at = (generation: Generation, index: number) => ({ generationId: generation.id, index });
    const older = { picture: at(pair, 0), direction: 'older' } as const;
    const middle = await pictures.page({ userId: ann, limit: 2, from: older });
    expect([refsOf(middle), middle.hasNewer, middle.hasOlder]).toEqual([all.slice(2, 4), true, true]);
    const oldest = await pictures.page({
      userId: ann,
      limit: 2,
      from: { picture: at(pair, 2), direction: 'older' },
    });
    expect([refsOf(oldest), oldest.hasOlder]).toEqual([all.slice(4), false]);
    const back = await pictures.page({
      userId: ann,
      limit: 2,
      from: { picture: at(first, 0), direction: 'newer' },
    });
    expect([refsOf(back), back.hasNewer, back.hasOlder]).toEqual([all.slice(2, 4), true, true]);
    const top = await pictures.page({
      userId: ann,
      limit: 2,
      from: { picture: at(pair, 1), direction: 'newer' },
    });
    expect(refsOf(top)).toEqual(all.slice(0, 2));
    expect(refsOf(await pictures.page({ userId: ann, limit: 9, chatId: 'test:chat' }))).toEqual(all.slice(1));

    const search = async (words: string, more: object = {}) => {
      const found = await pictures.search({ userId: ann, words, limit: 2, ...more });
      return [refsOf(found), found.next && `${found.next.generationId}:${found.next.index}`];
    };
    expect(await search('ＰÁIR')).toEqual([all.slice(1, 3), all[2]]);
    expect(await search('pair', { from: at(pair, 1) })).toEqual([[all[3]], undefined]);
    expect(await search('pair first')).toEqual([[], undefined]);
    const isOpen = ({ generation }: { generation: Generation }) => !generation.request.private;
    expect(await search('', { accepts: isOpen })).toEqual([all.slice(1, 3), all[2]]);
    expect(await search('', { limit: 9, userId: bob, accepts: () => false })).toEqual([[], undefined]);
    expect(await pictures.setFavourite(ann, at(pair, 1))).toBe(true);
    expect(await pictures.setFavourite(ann, at(first, 0))).toBe(true);
    const kept = await pictures.page({ userId: ann, limit: 1, favourites: true });
    expect([refsOf(kept), kept.hasOlder]).toEqual([[`${first.id}:0`], true]);
    const next = await pictures.page({
      userId: ann,
      limit: 1,
      favourites: true,
      from: { picture: at(first, 0), direction: 'older' },
    });
    expect([refsOf(next), next.hasOlder, next.entries[0]?.isFavourite]).toEqual([
      [`${pair.id}:1`],
      false,
      true,
    ]);
    expect(await pictures.areFavourites(ann, [at(pair, 0), at(pair, 1)])).toEqual([false, true]);
    expect(await pictures.setFavourite(ann, at(first, 0))).toBe(false);

    await pictures.delete({ userId: ann, generationId: pair.id, index: 1 });
    await pictures.delete({ userId: ann, generationId: last.id });
    expect(refsOf(await pictures.page({ userId: ann, limit: 9 }))).toEqual([all[1], all[3], all[4]]);
    // The place of a deleted picture is still a place to go on from.
    const beyond = await pictures.page({
      userId: ann,
      limit: 9,
      from: { picture: at(last, 0), direction: 'older' },
    });
    expect(refsOf(beyond)).toEqual([all[1], all[3], all[4]]);
    expect((await pictures.page({ userId: ann, limit: 9, favourites: true })).entries).toEqual([]);
    expect((await pictures.latest(ann))?.id).toBe(pair.id);
  });

  it('deletes one picture, then the rest with words and references, and leaves the ledger as it was', async () => {
    const { core, media } = harness;
    const source = await made({ prompt: 'source' });
    const [original] = picturesOf(source);
    if (!original) throw new Error('No picture');
    const asked = await core.request({
      ...harness.order({ prompt: 'a secret lantern', request: { count: 2, provider: 'alpha' } }),
      references: [{ kind: 'stored', image: original }],
      parent: { generationId: source.id, index: 0 },
    });
    if (asked.kind !== 'accepted') throw new Error(asked.kind);
    const { id } = asked.generation;
    const pair = await harness.ended(id, 'succeeded');
    await eventually(async () => (await core.get(id))?.delivery.state === 'delivered');
    const [one, two] = picturesOf(pair);
    if (!one || !two) throw new Error('No pictures');
    expect(await core.pictures.delete({ userId: bob, generationId: id, index: 0 })).toEqual({
      kind: 'not-found',
    });
    expect(await core.pictures.delete({ userId: ann, generationId: id, index: 0 })).toMatchObject({
      kind: 'deleted',
      isWhole: false,
    });
    expect(await core.findByPicture(one.pictureId)).toBeUndefined();
    expect(await core.pictures.mine(ann, two.pictureId)).toMatchObject({ index: 1 });
    expect(await media.exists(one)).toBe(false);
    expect(await media.exists(two)).toBe(true);

    await core.pictures.delete({ userId: ann, generationId: source.id });
    expect(await media.exists(original)).toBe(false);
    expect(await core.pictures.parentOf(pair)).toBeUndefined();
    // A file goes with its last owner: the same request once more needs the same reference.
    const [reference] = pair.references;
    const same = await core.again({
      ...{ generationId: id, requester: pair.requester, target: pair.target, requestKey: 'same' },
    });
    if (!reference || same.kind !== 'accepted') throw new Error('Not asked again');
    await harness.ended(same.generation.id, 'succeeded');
    expect(await core.pictures.delete({ userId: ann, generationId: id, index: 1 })).toMatchObject({
      kind: 'deleted',
      isWhole: true,
    });
    expect(await media.exists(two)).toBe(false);
    expect(await media.exists(reference)).toBe(true);
    await core.pictures.delete({ userId: ann, generationId: same.generation.id });
    expect(await media.exists(reference)).toBe(false);
    expect(await core.get(id)).toBeUndefined();
    expect(await core.history(ann)).toEqual([]);
    const record = await redis.client.getBuffer(keys.generation(id));
    expect(record && JSON.stringify(unpackGeneration(record))).not.toContain('secret lantern');
    expect(await core.pictures.delete({ userId: ann, generationId: id })).toEqual({ kind: 'not-found' });
    const spent = await redis.client.hgetall(keys.ledger('user', ann, todayOf(pair)));
    expect(spent).toMatchObject({ ci: '5', i: '5' });
    const again = { generationId: id, requester: pair.requester, target: pair.target, requestKey: 'again' };
    expect(await core.again(again)).toEqual({ kind: 'refused', refusal: { code: 'not-found' } });
  });

  it('varies only one’s own, and redraws larger only where a gateway has the pixels', async () => {
    const { pictures } = harness.core;
    const source = await made({ prompt: 'a small fox' });
    const [picture] = picturesOf(source);
    if (!picture) throw new Error('No picture');
    const wish = {
      source: { generationId: source.id, index: 0 },
      requester: source.requester,
      target: source.target,
    };

    expect(pictures.larger(picture)).toEqual(['2k', '4k']);
    const stranger = { ...source.requester, userId: bob };
    expect(
      await pictures.vary({ ...wish, variation: 'subtle', requester: stranger, requestKey: 'k0' }),
    ).toEqual({ kind: 'refused', refusal: { code: 'not-yours' } });

    const larger = await pictures.vary({ ...wish, variation: 'larger', resolution: '4k', requestKey: 'k1' });
    const subtle = await pictures.vary({ ...wish, variation: 'subtle', requestKey: 'k2' });
    if (larger.kind !== 'accepted' || subtle.kind !== 'accepted') throw new Error('Not accepted');
    await harness.ended(larger.generation.id, 'succeeded');
    await harness.ended(subtle.generation.id, 'succeeded');

    // The gateway that would only enlarge comes first in the operator's order, and is passed over.
    const orders = new Map(gateway.submits.map(({ order }) => [order.attemptId.split('-')[0], order]));
    expect(orders.get(larger.generation.id)).toMatchObject({
      prompt: promptOf({ prompt: 'a small fox', variation: 'larger' }),
      applied: { resolution: '4k' },
      references: [{ sha256: larger.generation.references[0]?.sha256 }],
    });
    expect(orders.get(subtle.generation.id)?.prompt).toContain('subtle variation');
    expect(subtle.generation).toMatchObject({ pictureVersion: 2, parent: wish.source });
    expect(await pictures.parentOf(subtle.generation)).toMatchObject({
      generation: { id: source.id },
      index: 0,
    });
  });
});

function todayOf({ scopes }: Generation): string {
  return scopes.find(({ kind, period }) => kind === 'user' && period.length > 7)?.period ?? '';
}

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { blendPrompt, readNames } from '../../src/core/collections/blend-prompt.ts';
import { CollectionDesk, type CollectionStore } from '../../src/core/collections/collection-desk.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { connect, whenReady, type StoreConnection } from '../../src/core/storage/connection.ts';
import { RedisCollectionStore } from '../../src/core/storage/redis-collection-store.ts';
import { createMemoryCollectionStore } from '../fakes/memory-collection-store.ts';
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

const image = (sha256: string) =>
  ({ sha256: sha256.repeat(64), mediaType: 'image/png', width: 4, height: 3, byteLength: 9 }) as const;
const source = (sha256: string) => ({ kind: 'stored', image: image(sha256) }) as const;

describe.each([
  { name: 'memory', open: createMemoryCollectionStore },
  { name: 'Redis', open: (): CollectionStore => new RedisCollectionStore(connection) },
])('a collection kept in $name', ({ open }) => {
  function openDesk() {
    const held: (readonly string[])[] = [];
    const desk = new CollectionDesk({
      store: open(),
      media: {
        importReference: (given) => Promise.resolve(given.kind === 'stored' ? given.image : image('f')),
      },
      hold: async (sha256s) => void held.push(sha256s),
      limits: () => [1, 3],
    });
    return { desk, held };
  }

  it('takes pictures in order up to what a gateway takes, the same event once', async () => {
    const { desk, held } = openDesk();
    const add = (key: string, ...letters: string[]) =>
      desk.add({ userId: 'test:1', key, sources: letters.map(source) });

    await add('k1', 'a', 'b');
    expect((await add('k1', 'a', 'b')).kind).toBe('added');
    expect((await add('k2', 'c', 'd')).kind).toBe('full');
    const last = await add('k3', 'e');

    expect(last).toEqual({
      kind: 'added',
      collection: { limit: 3, pictures: ['a', 'b', 'e'].map((letter) => ({ image: image(letter) })) },
    });
    expect(held.at(-1)).toEqual(['a', 'b', 'e'].map((letter) => image(letter).sha256));
    expect((await desk.of('test:2')).pictures).toEqual([]);
  });

  it('names its pictures, and is cleared', async () => {
    const { desk } = openDesk();
    await desk.add({ userId: 'test:1', key: 'k1', sources: [source('a')], name: '  a   person ' });
    await desk.add({ userId: 'test:1', key: 'k2', sources: [source('b')] });

    const named = await desk.rename('test:1', [undefined, 'jacket', 'nobody']);
    expect(named.pictures.map(({ name }) => name)).toEqual(['a person', 'jacket']);
    await desk.clear('test:1');

    expect((await desk.of('test:1')).pictures).toEqual([]);
  });
});

it('is forgotten ten minutes after the last picture', async () => {
  const store = new RedisCollectionStore(connection);

  await store.add('test:1', 'k', [{ image: image('a') }], 3);

  const left = await connection.ttl('{limner}:collection:test:1');
  expect(left).toBeGreaterThan(590);
  expect(left).toBeLessThanOrEqual(600);
});

it.each([
  { text: '1 = person, 2 = jacket', names: ['person', 'jacket'] },
  { text: 'person; jacket', names: ['person', 'jacket'] },
  { text: '2: 外套，1：人物', names: ['人物', '外套'] },
  { text: '3 = hat', names: [undefined, undefined, 'hat'] },
  { text: ' , 99 = x', names: [] },
])('reads names in "$text"', ({ text, names }) => {
  expect(readNames(text)).toEqual(names);
});

it('numbers named pictures before the words, in the order in which they are given', () => {
  expect(blendPrompt('1 wears 2', ['person', undefined, 'hat'])).toBe(
    'Picture 1 is person, picture 3 is hat. 1 wears 2',
  );
  expect(blendPrompt(' ', [undefined])).toBe('Combine these pictures into one coherent picture.');
});

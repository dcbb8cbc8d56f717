import { standingOf, stepMember } from '../generation/effects.ts';
import type { Standing } from '../generation/effects.ts';
import { isInFlight } from '../generation/generation.ts';
import type { Generation } from '../generation/generation.ts';
import { unpackGeneration } from '../storage/generation-record.ts';
import { keyPrefix, keys } from '../storage/keys.ts';
import { lanesOf } from './lanes-of.ts';
import { endStrangers } from './end-strangers.ts';
import { giveUpWaiting, hasWaitedTooLong } from './give-up-waiting.ts';
import type { RedisGenerationStore } from '../storage/redis-generation-store.ts';
import { leaveOldLayout } from '../storage/leave-old-layout.ts';
import { forgetOpen, openIds, openSetOf } from '../storage/open-generations.ts';
import { lineEntry, unfinishedEntry } from '../storage/user-places.ts';
import type { WorkerContext } from './worker-context.ts';

export interface Swept {
  /** How many places were given back or freed. */
  readonly repaired: number;
  /** Gateways that something is to be fetched from, platforms that something is to be delivered to. */
  readonly ways: readonly Way[];
}

interface Way {
  readonly kind: 'collect' | 'deliver';
  readonly way: string;
}

type Operation = readonly (string | number)[];

/**
 * Compares what is stored with what is waited for: a generation whose place in line, look or step has vanished gets it
 * back, and a place that nobody holds any more becomes free. With scripts that write both together this finds nothing;
 * it is there for what scripts cannot promise (a store restored from an older file).
 */
export async function sweepGenerations(context: WorkerContext, store: RedisGenerationStore): Promise<Swept> {
  const { redis } = context;
  await leaveOldLayout(redis);
  let repaired = await sweepLanes(context);
  const users = new Set<string>();
  const ways = new Map<string, Way>();
  for await (const open of openIds(redis)) {
    const records = await redis.mgetBuffer(open.map(({ id }) => keys.generation(id)));
    const repairs = await Promise.all(
      records.map(async (record, position) => {
        const noted = open[position] ?? { id: '', set: undefined };
        if (record === null) {
          await forgetOpen(redis, noted);
          return false;
        }
        const generation = unpackGeneration(record);
        users.add(generation.requester.userId);
        const standing = standingOf(generation, context.now());
        for (const { kind, way } of standing.steps.values()) {
          if (way !== undefined && (kind === 'collect' || kind === 'deliver'))
            ways.set(`${kind}:${way}`, { kind, way });
        }
        if (noted.set === undefined && !(await adopt(redis, store, generation, standing))) return false;
        if (await repair(context, store, generation, standing)) return true;
        if (hasWaitedTooLong(generation, context.now())) await giveUpWaiting(context, generation.id);
        return endStrangers(context, generation);
      }),
    );
    repaired += repairs.filter(Boolean).length;
  }
  for (const userId of users) repaired += await sweepUser(context, store, userId);
  return { repaired, ways: [...ways.values()] };
}

/** What an older version noted as open is noted as it is now. */
async function adopt(
  redis: WorkerContext['redis'],
  store: RedisGenerationStore,
  generation: Generation,
  { open }: Standing,
): Promise<boolean> {
  if (open && !(await store.restore(generation, [['open', generation.id, openSetOf(generation)]])))
    return false;
  await redis.zrem(keys.open(), generation.id);
  return open;
}

async function repair(
  context: WorkerContext,
  store: RedisGenerationStore,
  generation: Generation,
  standing: Standing,
): Promise<boolean> {
  const missing = [
    ...(await missingTurns(context, generation, standing)),
    ...(await missingDues(context, standing)),
    ...(await missingEntries(context, generation, standing)),
  ];
  if (missing.length === 0 || !(await store.restore(generation, missing))) return false;
  context.logger.warn(
    { generationId: generation.id, missing: missing.map(([name]) => name) },
    'A generation had lost its place and goes on',
  );
  return true;
}

/** What puts waiting parts back into line, and their user into the ring. */
async function missingTurns(
  { redis, now }: WorkerContext,
  generation: Generation,
  { ready }: Standing,
): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const user = generation.requester.userId;
  for (const [member, { lane, sequence, weight }] of ready) {
    const step = `submit:${member}`;
    const [inLine, inRing, parked, lease, claimed, active] = await Promise.all([
      redis.zscore(keys.requests(user), lineEntry(lane, member, weight)),
      redis.zscore(keys.ring(lane), user),
      redis.sismember(keys.parkedLanes(user), lane),
      redis.zscore(keys.steps('submit'), step),
      redis.sismember(keys.laneActive(lane), `claim:${member}`),
      redis.scard(keys.active(user)),
    ]);
    if (claimed === 1) {
      if (lease === null) operations.push(['zaddnx', bare(keys.steps('submit')), now(), step]);
      continue;
    }
    if (lease !== null) operations.push(['zrem', bare(keys.steps('submit')), step]);
    const stuck = parked === 1 && active === 0;
    if (inLine === null || (inRing === null && parked === 0) || stuck) {
      operations.push(['ready', lane, user, member, sequence, weight, 1]);
    }
    if (stuck) operations.push(['free', user, generation.id]);
  }
  return operations;
}

/** What names a generation among those of its user again. */
async function missingEntries(
  { redis }: WorkerContext,
  { id, createdAt, requester }: Generation,
  { unfinished, listed }: Standing,
): Promise<readonly Operation[]> {
  const key = keys.requests(requester.userId);
  const [inHistory, amongUnfinished] = await redis.zmscore(key, id, unfinishedEntry(id));
  return [
    ...(listed && inHistory === null ? [['zaddnx', bare(key), createdAt, id]] : []),
    ...(unfinished && amongUnfinished === null
      ? [['zaddnx', bare(key), -createdAt, unfinishedEntry(id)]]
      : []),
  ];
}

/** What puts looks and steps back into the due sets. */
async function missingDues(
  { redis, now }: WorkerContext,
  { looks, steps }: Standing,
): Promise<readonly Operation[]> {
  const wanted = [
    ...[...looks].map(([member, provider]) => ({ key: keys.looks(provider), member, at: now() })),
    ...[...steps].map(([member, { kind, way, at }]) => ({
      key: keys.steps(kind, way),
      member,
      at: at ?? now(),
    })),
  ];
  const scores = await Promise.all(wanted.map(({ key, member }) => redis.zscore(key, member)));
  return wanted.flatMap(({ key, member, at }, position) =>
    scores[position] === null ? [['zaddnx', bare(key), at, member]] : [],
  );
}

/** Frees places in lanes that belong to no claim and no attempt under way. */
async function sweepLanes({ redis, router, ownKeys, store, logger }: WorkerContext): Promise<number> {
  let freed = 0;
  for (const { lane } of lanesOf(router.providers, ownKeys?.gateways ?? [])) {
    for (const place of await redis.smembers(keys.laneActive(lane))) {
      const held = place.startsWith('claim:')
        ? (await redis.zscore(keys.steps('submit'), `submit:${place.slice('claim:'.length)}`)) !== null
        : occupies(await store.get(place.split('-')[0] ?? ''), place);
      if (held) continue;
      freed += await redis.srem(keys.laneActive(lane), place);
      logger.warn({ lane, place }, 'A place in a lane belonged to nobody');
    }
  }
  return freed;
}

function occupies(generation: Generation | undefined, attemptId: string): boolean {
  return generation !== undefined && standingOf(generation, 0).lanes.has(attemptId);
}

/** Frees places of a user that belong to no generation under way. */
async function sweepUser(
  { redis, logger }: WorkerContext,
  store: RedisGenerationStore,
  userId: string,
): Promise<number> {
  let freed = 0;
  for (const id of await redis.smembers(keys.active(userId))) {
    const generation = await store.get(id);
    if (generation && ((await hasClaim(redis, generation)) || generation.parts.some(isInFlight))) continue;
    if (generation) await store.restore(generation, [['free', userId, id]]);
    else await redis.srem(keys.active(userId), id);
    freed += 1;
    logger.warn({ generationId: id, userId }, 'A place of a user belonged to nothing under way');
  }
  return freed;
}

async function hasClaim(redis: WorkerContext['redis'], generation: Generation): Promise<boolean> {
  const steps = generation.parts.map(({ index }) => stepMember('submit', generation.id, index));
  const scores = await redis.zmscore(keys.steps('submit'), ...steps);
  return scores.some((score) => score !== null);
}

const bare = (key: string): string => key.slice(keyPrefix.length);

/** Removes originals whose last owner's claim has ended. Resolves to their number. */
export async function sweepMedia(context: WorkerContext): Promise<number> {
  const { redis, media, now } = context;
  const at = now();
  let removed = 0;
  for (const sha256 of await redis.zrangebyscore(keys.mediaExpiry(), '-inf', at, 'LIMIT', 0, 500)) {
    await redis.zremrangebyscore(keys.mediaOwners(sha256), '-inf', at);
    const latest = await redis.zrevrange(keys.mediaOwners(sha256), 0, 0, 'WITHSCORES');
    if (latest[1] !== undefined) {
      await redis.zadd(keys.mediaExpiry(), Number(latest[1]), sha256);
      continue;
    }
    await media.remove(sha256);
    await redis.zrem(keys.mediaExpiry(), sha256);
    removed += 1;
  }
  return removed;
}

import { standingOf } from '../generation/effects.ts';
import type { Standing } from '../generation/effects.ts';
import { isInFlight } from '../generation/generation.ts';
import type { Generation } from '../generation/generation.ts';
import { editScopeOf } from '../generation/stage.ts';
import { AskedTogether } from '../storage/asked-together.ts';
import { adoptOldEdits } from '../storage/edit-chats.ts';
import { unpackGeneration } from '../storage/generation-record.ts';
import { keyPrefix, keys } from '../storage/keys.ts';
import { oldPlacesOf } from '../storage/old-places.ts';
import { forgetOpen, openIds, openSetOf } from '../storage/open-generations.ts';
import type { OpenId } from '../storage/open-generations.ts';
import type { RedisGenerationStore } from '../storage/redis-generation-store.ts';
import { adoptOldRing } from '../storage/ring.ts';
import { isInLine, lineEntry, unfinishedEntry, unfinishedScore } from '../storage/user-places.ts';
import { endStrangers } from './end-strangers.ts';
import { giveUpWaiting, hasWaitedTooLong } from './give-up-waiting.ts';
import { lanesOf } from './lanes-of.ts';
import { sweepClaims, sweepLanes, sweepUsers } from './sweep-places.ts';
import type { WorkerContext } from './worker-context.ts';

/** What a page took is rested many times over: a four-hundredth of a core, however many wait. */
const restFactor = 400;
const longestRestMs = 20_000;

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

/** What the records said that were read: the rest is asked for one by one. */
export interface Seen {
  readonly users: Set<string>;
  /** Generations that are under way. */
  readonly inFlight: Set<string>;
  /** Attempts that occupy a place in a lane. */
  readonly inLane: Set<string>;
}

export interface SweepOptions {
  /** Waits so long before the next page; false when the sweep is to end there. */
  readonly rest: (ms: number) => Promise<boolean>;
}

type Operation = readonly (string | number)[];

/**
 * Compares what is stored with what is waited for: a generation whose place in line, look or step has vanished gets it
 * back, and a place that nobody holds any more becomes free. With scripts that write both together this finds nothing;
 * it is there for what scripts cannot promise (a store restored from an older file). So it takes its time: each record is
 * read once, a page at a time, with rests between them that leave the machine to those who wait.
 */
export async function sweepGenerations(
  context: WorkerContext,
  store: RedisGenerationStore,
  { rest }: SweepOptions,
): Promise<Swept> {
  await adoptOldSets(context);
  let repaired = await sweepClaims(context);
  const seen: Seen = { users: new Set(), inFlight: new Set(), inLane: new Set() };
  const ways = new Map<string, Way>();
  let tookMs = 0;
  for await (const page of openIds(context.redis)) {
    const restMs = Math.min(longestRestMs, restFactor * tookMs);
    if (tookMs > 0 && !(await rest(restMs))) return { repaired, ways: [...ways.values()] };
    const startedAt = performance.now();
    repaired += await sweepPage(context, store, page, { seen, ways });
    // What an older version left waits in no line until it is adopted.
    const isOld = page.some(({ set }) => set === undefined);
    tookMs = isOld ? 0 : performance.now() - startedAt;
  }
  repaired += await sweepLanes(context, seen);
  repaired += await sweepUsers(context, store, seen);
  return { repaired, ways: [...ways.values()] };
}

/** Takes over what an older version kept in large sets; until then nobody sees to it. */
export async function adoptOldSets({ redis, router, ownKeys }: WorkerContext): Promise<void> {
  await adoptOldEdits(redis);
  for (const { lane } of lanesOf(router.providers, ownKeys?.gateways ?? [])) await adoptOldRing(redis, lane);
}

async function sweepPage(
  context: WorkerContext,
  store: RedisGenerationStore,
  open: readonly OpenId[],
  { seen, ways }: { seen: Seen; ways: Map<string, Way> },
): Promise<number> {
  const { redis, now } = context;
  const records = await redis.mgetBuffer(open.map(({ id }) => keys.generation(id)));
  const together = new AskedTogether(redis);
  const gone: OpenId[] = [];
  const found = records.flatMap((record, position) => {
    const noted = open[position] ?? { id: '', set: undefined };
    if (record === null) {
      gone.push(noted);
      return [];
    }
    const generation = unpackGeneration(record);
    const standing = standingOf(generation, now());
    seen.users.add(generation.requester.userId);
    if (generation.parts.some(isInFlight)) seen.inFlight.add(generation.id);
    for (const attemptId of standing.lanes.keys()) seen.inLane.add(attemptId);
    for (const { kind, way } of standing.steps.values()) {
      if (way !== undefined && (kind === 'collect' || kind === 'deliver'))
        ways.set(`${kind}:${way}`, { kind, way });
    }
    const missing = Promise.all([
      missingTurns(together, context, { generation, standing }),
      missingDues(together, context, standing),
      missingEntries(together, generation, standing),
      missingEdit(together, context, { generation, standing }),
    ]);
    return [{ noted, generation, standing, missing }];
  });
  await together.send();
  await Promise.all(gone.map((noted) => forgetOpen(redis, noted)));
  const repairs = await Promise.all(
    found.map(async ({ noted, generation, standing, missing }) => {
      const lost = (await missing).flat();
      if (noted.set === undefined && !(await adopt(redis, store, generation, standing))) return false;
      if (await repair(context, store, generation, lost)) return true;
      if (hasWaitedTooLong(generation, now())) await giveUpWaiting(context, generation.id);
      return endStrangers(context, generation);
    }),
  );
  return repairs.filter(Boolean).length;
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
  await redis.unlink(...oldPlacesOf(generation));
  return open;
}

async function repair(
  context: WorkerContext,
  store: RedisGenerationStore,
  generation: Generation,
  missing: readonly Operation[],
): Promise<boolean> {
  if (missing.length === 0 || !(await store.restore(generation, missing))) return false;
  context.logger.warn(
    { generationId: generation.id, missing: missing.map(([name]) => name) },
    'A generation had lost its place and goes on',
  );
  return true;
}

/** What puts waiting parts back into line, and their user into the ring. */
async function missingTurns(
  together: AskedTogether,
  { now }: WorkerContext,
  { generation, standing }: { generation: Generation; standing: Standing },
): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const user = generation.requester.userId;
  const turns = [...standing.ready].map(async ([member, { lane, sequence, weight }]) => {
    const step = `submit:${member}`;
    const [inLine, inRing, parked, lease, claimed, active] = await Promise.all([
      together.ask<string | null>((pipeline) =>
        pipeline.zscore(keys.requests(user), lineEntry(lane, member, weight)),
      ),
      together.ask<0 | 1>((pipeline) => pipeline.limnerInRing(keys.turns(lane), lane, user)),
      together.ask<number>((pipeline) => pipeline.sismember(keys.parkedLanes(user), lane)),
      together.ask<string | null>((pipeline) => pipeline.zscore(keys.steps('submit'), step)),
      together.ask<number>((pipeline) => pipeline.sismember(keys.laneActive(lane), `claim:${member}`)),
      together.ask<number>((pipeline) => pipeline.scard(keys.active(user))),
    ]);
    if (claimed === 1) {
      if (lease === null) operations.push(['zaddnx', bare(keys.steps('submit')), now(), step]);
      return;
    }
    if (lease !== null) operations.push(['zrem', bare(keys.steps('submit')), step]);
    const stuck = parked === 1 && active === 0;
    if (!isInLine(inLine) || (inRing === 0 && parked === 0) || stuck) {
      operations.push(['ready', lane, user, member, sequence, weight, 1]);
    }
    if (stuck) operations.push(['free', user, generation.id]);
  });
  await Promise.all(turns);
  return operations;
}

/** What names a generation among those of its user again. */
async function missingEntries(
  together: AskedTogether,
  { id, createdAt, requester }: Generation,
  { unfinished, listed }: Standing,
): Promise<readonly Operation[]> {
  const key = keys.requests(requester.userId);
  const [inHistory = null, amongUnfinished = null] = await together.ask<(string | null)[]>((pipeline) =>
    pipeline.zmscore(key, id, unfinishedEntry(id)),
  );
  return [
    ...(listed && inHistory === null ? [['zaddnx', bare(key), createdAt, id]] : []),
    ...(unfinished && amongUnfinished === null
      ? [['zaddnx', bare(key), unfinishedScore, unfinishedEntry(id)]]
      : []),
  ];
}

/** What lets a status message show progress again. */
async function missingEdit(
  together: AskedTogether,
  { now }: WorkerContext,
  { generation, standing }: { generation: Generation; standing: Standing },
): Promise<readonly Operation[]> {
  if (standing.edit?.next !== 'progress') return [];
  const scope = editScopeOf(generation);
  const onBoard = await together.ask<0 | 1>((pipeline) =>
    pipeline.limnerOnBoard(keys.editsIn(0), scope, generation.id),
  );
  return onBoard === 1 ? [] : [['edit', scope, generation.id, Math.ceil(now())]];
}

/** What puts looks and steps back into the due sets. */
async function missingDues(
  together: AskedTogether,
  { now }: WorkerContext,
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
  const scores = await Promise.all(
    wanted.map(({ key, member }) => together.ask<string | null>((pipeline) => pipeline.zscore(key, member))),
  );
  return wanted.flatMap(({ key, member, at }, position) =>
    scores[position] === null ? [['zaddnx', bare(key), at, member]] : [],
  );
}

const bare = (key: string): string => key.slice(keyPrefix.length);

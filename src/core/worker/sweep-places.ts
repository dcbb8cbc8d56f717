import { standingOf, stepMember } from '../generation/effects.ts';
import { isInFlight } from '../generation/generation.ts';
import type { Generation } from '../generation/generation.ts';
import { AskedTogether } from '../storage/asked-together.ts';
import { keys } from '../storage/keys.ts';
import type { RedisGenerationStore } from '../storage/redis-generation-store.ts';
import { lanesOf } from './lanes-of.ts';
import type { Seen } from './sweeper.ts';
import type { WorkerContext } from './worker-context.ts';

const pageSize = 200;
const claimPrefix = 'claim:';

/** Frees places in lanes that were claimed and are not about to be submitted. Resolves to their number. */
export async function sweepClaims(context: WorkerContext): Promise<number> {
  return sweepPlaces(context, async (places) => {
    const claims = places.filter((place) => place.startsWith(claimPrefix));
    if (claims.length === 0) return [];
    const steps = claims.map((claim) => `submit:${claim.slice(claimPrefix.length)}`);
    const leases = await context.redis.zmscore(keys.steps('submit'), ...steps);
    return claims.filter((_, position) => (leases[position] ?? null) === null);
  });
}

/** Frees places in lanes that belong to no attempt under way. Resolves to their number. */
export async function sweepLanes(context: WorkerContext, { inLane }: Seen): Promise<number> {
  return sweepPlaces(context, async (places) => {
    const unseen = places.filter((place) => !place.startsWith(claimPrefix) && !inLane.has(place));
    const generations = await context.store.getMany(unseen.map((place) => place.split('-')[0] ?? ''));
    const held = new Set(generations.flatMap((generation) => [...standingOf(generation, 0).lanes.keys()]));
    return unseen.filter((place) => !held.has(place));
  });
}

async function sweepPlaces(
  { redis, router, ownKeys, logger }: WorkerContext,
  strangersAmong: (places: readonly string[]) => Promise<readonly string[]>,
): Promise<number> {
  let freed = 0;
  for (const { lane } of lanesOf(router.providers, ownKeys?.gateways ?? [])) {
    let cursor = '0';
    do {
      const [next, places] = await redis.sscan(keys.laneActive(lane), cursor, 'COUNT', pageSize);
      cursor = next;
      for (const place of await strangersAmong(places)) {
        freed += await redis.srem(keys.laneActive(lane), place);
        logger.warn({ lane, place }, 'A place in a lane belonged to nobody');
      }
    } while (cursor !== '0');
  }
  return freed;
}

/** Frees places of users that belong to no generation under way. Resolves to their number. */
export async function sweepUsers(
  context: WorkerContext,
  store: RedisGenerationStore,
  { users, inFlight }: Seen,
): Promise<number> {
  let freed = 0;
  const all = [...users];
  for (let start = 0; start < all.length; start += pageSize) {
    const page = all.slice(start, start + pageSize);
    const together = new AskedTogether(context.redis);
    const asked = Promise.all(
      page.map((userId) => together.ask<string[]>((pipeline) => pipeline.smembers(keys.active(userId)))),
    );
    await together.send();
    const active = await asked;
    for (const [position, userId] of page.entries()) {
      const unseen = (active[position] ?? []).filter((id) => !inFlight.has(id));
      for (const id of unseen) freed += await sweepUserPlace(context, store, { userId, id });
    }
  }
  return freed;
}

async function sweepUserPlace(
  { redis, logger }: WorkerContext,
  store: RedisGenerationStore,
  { userId, id }: { userId: string; id: string },
): Promise<0 | 1> {
  const generation = await store.get(id);
  if (generation && ((await hasClaim(redis, generation)) || generation.parts.some(isInFlight))) return 0;
  if (generation) await store.restore(generation, [['free', userId, id]]);
  else await redis.srem(keys.active(userId), id);
  logger.warn({ generationId: id, userId }, 'A place of a user belonged to nothing under way');
  return 1;
}

async function hasClaim(redis: WorkerContext['redis'], generation: Generation): Promise<boolean> {
  const steps = generation.parts.map(({ index }) => stepMember('submit', generation.id, index));
  const scores = await redis.zmscore(keys.steps('submit'), ...steps);
  return scores.some((score) => score !== null);
}

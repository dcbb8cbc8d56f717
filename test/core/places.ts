import type { Redis } from 'ioredis';
import { expect } from 'vitest';
import { standingOf } from '../../src/core/generation/effects.ts';
import { keyPrefix, keys } from '../../src/core/storage/keys.ts';
import { scoresOf, waitingIn } from '../../src/core/storage/user-places.ts';
import { allGenerations } from './books.ts';

/**
 * What stands in the ready, due and index sets is what the records say, no more and no less. For a store at rest: claims
 * that are not begun yet are not in the records.
 */
export async function expectPlacesToMatch(client: Redis): Promise<void> {
  const generations = await allGenerations(client);
  const wanted = emptyPlaces();
  for (const generation of generations) {
    const user = generation.requester.userId;
    const standing = standingOf(generation, 0);
    for (const [member, { lane }] of standing.ready) wanted.ready.push(`${lane} ${user} ${member}`);
    for (const [attempt, lane] of standing.lanes) wanted.lanes.push(`${lane} ${attempt}`);
    for (const [member, provider] of standing.looks) wanted.looks.push(`${provider} ${member}`);
    wanted.steps.push(...standing.steps.keys());
    if (standing.active) wanted.active.push(`${user} ${generation.id}`);
    if (standing.unfinished) wanted.unfinished.push(`${user} ${generation.id}`);
    if (standing.open) wanted.open.push(generation.id);
    wanted.history.push(`${user} ${generation.id}`);
  }
  expect(sortedPlaces(await placesIn(client))).toEqual(sortedPlaces(wanted));
  for (const key of await client.keys(`${keyPrefix}lane:*:line`)) {
    const lane = key.slice(`${keyPrefix}lane:`.length, -':line'.length);
    const inLane = wanted.ready.filter((place) => place.startsWith(`${lane} `)).length;
    expect(await waitingIn(client, lane), `parts that wait in ${lane}`).toBe(inLane);
    const users = new Set(wanted.ready.filter((place) => place.startsWith(`${lane} `)).map(userOf));
    await expectRingToMatch(client, lane, users);
  }
}

/** Whoever waits in a lane is in its ring once, or parked, and every set of the ring is known by its first turn. */
async function expectRingToMatch(client: Redis, lane: string, users: ReadonlySet<string>): Promise<void> {
  const sets = await client.keys(`${keys.turns(lane)}:*`);
  const firsts: Record<string, number> = {};
  const found: string[] = [];
  for (const set of sets) {
    const name = set.slice(keys.turns(lane).length + 1);
    const [first = ''] = await client.zrange(set, '0', '0');
    firsts[name] = Number(await client.zscore(set, first));
    for (const user of await client.zrange(set, '0', '-1')) {
      found.push(user);
      const key = keys.requests(user);
      const line = await client.zrangebyscore(key, ...scoresOf.inLine, 'WITHSCORES');
      const place = Number(line[line.findIndex((entry) => entry.startsWith(`${lane} `)) + 1]);
      expect(name, `the set of ${user}`).toBe(String(Math.floor(place / 64)));
    }
  }
  const index = await client.zrange(keys.turns(lane), '0', '-1', 'WITHSCORES');
  const known = index.flatMap((name, at) => (at % 2 === 0 ? [[name, Number(index[at + 1])] as const] : []));
  expect(Object.fromEntries(known), `sets of the ring of ${lane}`).toEqual(firsts);
  const parked = new Set<string>();
  for (const user of users) if (await client.sismember(keys.parkedLanes(user), lane)) parked.add(user);
  expect(found.toSorted(), `the ring of ${lane}`).toEqual(
    [...users].filter((user) => !parked.has(user)).toSorted(),
  );
}

const userOf = (place: string): string => place.split(' ')[1] ?? '';

type Places = Record<
  'ready' | 'lanes' | 'looks' | 'steps' | 'active' | 'unfinished' | 'open' | 'history',
  string[]
>;

const emptyPlaces = (): Places => ({
  ...{ ready: [], lanes: [], looks: [], steps: [], active: [], unfinished: [], open: [], history: [] },
});

async function placesIn(client: Redis): Promise<Places> {
  const found = emptyPlaces();
  const patterns: [RegExp, (match: RegExpExecArray, member: string) => void][] = [
    [/^lane:(.*):active$/, (match, member) => found.lanes.push(`${match[1]} ${member}`)],
    [/^due:(.*)$/, (match, member) => found.looks.push(`${match[1]} ${member}`)],
    [/^steps(:.*)?$/, (_, member) => found.steps.push(member)],
    [/^u:(.*):active$/, (match, member) => found.active.push(`${match[1]} ${member}`)],
    [/^u:(.*):history$/, (match, entry) => noteRequest(found, match[1] ?? '', entry)],
    [/^open:\d+$/, (_, member) => found.open.push(member)],
  ];
  for (const key of await client.keys(`${keyPrefix}*`)) {
    const name = key.slice(keyPrefix.length);
    for (const [pattern, note] of patterns) {
      const match = pattern.exec(name);
      if (!match) continue;
      const members =
        (await client.type(key)) === 'zset'
          ? await client.zrange(key, '0', '-1')
          : await client.smembers(key);
      for (const member of members) note(match, member);
    }
  }
  return found;
}

/** A user's entry: of a generation, of an unfinished one, or of a part in line. */
function noteRequest(found: Places, user: string, entry: string): void {
  const [lane = '', part] = entry.split(' ');
  if (part !== undefined) found.ready.push(`${lane} ${user} ${part}`);
  else if (entry.startsWith('=')) found.unfinished.push(`${user} ${entry.slice(1)}`);
  else found.history.push(`${user} ${entry}`);
}

function sortedPlaces(places: Places): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(places).map(([name, members]) => [name, members.toSorted()]));
}

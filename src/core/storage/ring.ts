import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';
import { placesLibrary } from './user-places.ts';

/**
 * Who waits in a lane, by their turn: the ring of users that the lane's work goes round. They lie in small sorted sets, each of
 * those whose first work in line took its place at about the same time, and a sorted set of these sets by the turn that comes
 * first in each: an entry of a small set takes some thirty bytes, one of a large set more than a hundred. A user's set follows
 * from their own line, and a set cannot hold more users than there are places in it.
 */

/** Places in line that one set is for. */
const placesTogether = 64;
/** So many sets are counted; where there are more, the rest is taken to be like them. */
const countedSets = 64;

/** Scripts' functions; `score` is a turn with what decides between those who share it. */
export const ringLibrary = `${placesLibrary}
local function turns_of(lane) return P .. 'lane:' .. lane .. ':turns' end
local function ring_set(place) return whole(math.floor(place / ${placesTogether})) end
local function ring_in(lane, set) return turns_of(lane) .. ':' .. set end

-- Who is first there has gone, and this is next: {user, score}, or nothing.
local function ring_goes_on(lane, set, next)
  if next[2] then redis.call('ZADD', turns_of(lane), next[2], set) else redis.call('ZREM', turns_of(lane), set) end
end

-- By the place of a user's first work in line.
local function put_in_ring(lane, user, place, score)
  local set = ring_set(place)
  if redis.call('ZADD', ring_in(lane, set), 'NX', score, user) == 0 then
    score = redis.call('ZSCORE', ring_in(lane, set), user)
  end
  redis.call('ZADD', turns_of(lane), 'LT', score, set)
end

local function leave_ring(lane, user, place)
  local set = ring_set(place)
  if redis.call('ZREM', ring_in(lane, set), user) == 0 then return end
  ring_goes_on(lane, set, redis.call('ZRANGE', ring_in(lane, set), 0, 0, 'WITHSCORES'))
end

-- The user's first work in line is another.
local function move_in_ring(lane, user, from, to)
  if ring_set(from) == ring_set(to) then return end
  local score = redis.call('ZSCORE', ring_in(lane, ring_set(from)), user)
  if not score then return end
  leave_ring(lane, user, from)
  put_in_ring(lane, user, to, score)
end

-- How many of a list of sets' users; all: how many sets there are.
local function count_users(lane, sets, all, least, most)
  local count = 0
  for _, set in ipairs(sets) do count = count + redis.call('ZCOUNT', ring_in(lane, set), least, most) end
  return math.ceil(count * all / math.max(1, #sets))
end
`;

/** inRing(ring; lane, user) → 1 where a user who waits in a lane has their place in its ring */
export const inRingScript = `local P = '${keyPrefix}'${ringLibrary}
local _, places = in_line(ARGV[1], ARGV[2], 1)
if not places[1] then return 0 end
local set = ring_set(places[1])
if not redis.call('ZSCORE', KEYS[1], set) then return 0 end
return redis.call('ZSCORE', ring_in(ARGV[1], set), ARGV[2]) and 1 or 0
`;

/**
 * line(ring; lane, user, entry) → {how many of the user's own come before the entry, how many users before this one or false where
 * they are not in the ring, users in the ring where some of their own come before, else 0}, or false when it does not wait there
 */
export const lineScript = `local P = '${keyPrefix}'${ringLibrary}
local lane, user, entry = ARGV[1], ARGV[2], ARGV[3]
local own, places = in_line(lane, user, 1000000)
local before
for index, mine in ipairs(own) do
  if mine == entry then before = index - 1 end
end
if not before then return false end
local score, turn, users = redis.call('ZSCORE', ring_in(lane, ring_set(places[1])), user), false, 0
if score then
  local sets = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. score, 'LIMIT', 0, ${countedSets})
  local all = #sets < ${countedSets} and #sets or redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. score)
  turn = count_users(lane, sets, all, '-inf', '(' .. score)
end
if before > 0 then
  users = count_users(lane, redis.call('ZRANGE', KEYS[1], 0, ${countedSets - 1}), redis.call('ZCARD', KEYS[1]), '-inf', '+inf')
end
return {before, turn, users}
`;

/** ringSize(ring; lane) → about how many users are in it */
export const ringSizeScript = `local P = '${keyPrefix}'${ringLibrary}
return count_users(ARGV[1], redis.call('ZRANGE', KEYS[1], 0, ${countedSets - 1}), redis.call('ZCARD', KEYS[1]), '-inf', '+inf')
`;

/** adoptRing(a lane's ring as an older version kept it; lane, how many) → how many it was */
const adoptRingScript = `local P = '${keyPrefix}'${ringLibrary}
local old = redis.call('ZRANGE', KEYS[1], 0, ARGV[2] - 1, 'WITHSCORES')
for index = 1, #old, 2 do
  local _, newer = in_line(ARGV[1], old[index], 1)
  if newer[1] then leave_ring(ARGV[1], old[index], newer[1]) end
  adopt_line(old[index])
  local _, places = in_line(ARGV[1], old[index], 1)
  if places[1] then put_in_ring(ARGV[1], old[index], places[1], old[index + 1]) end
  redis.call('ZREM', KEYS[1], old[index])
end
return #old / 2
`;

const adoptedAtOnce = 200;

/** Takes over the ring of an older version, which was one sorted set. */
export async function adoptOldRing(redis: StoreConnection, lane: string): Promise<void> {
  let adopted = adoptedAtOnce;
  while (adopted === adoptedAtOnce) {
    const old = `${keyPrefix}lane:${lane}:ring`;
    adopted = Number(await redis.eval(adoptRingScript, 1, old, lane, adoptedAtOnce));
  }
}

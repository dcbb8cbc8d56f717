import { placesLibrary } from './user-places.ts';

/** Scripts' functions for the turns in a lane, and the scripts that hand them out and take them back. */
export const turnsLibrary = `${placesLibrary}
local TIE = 1048576

local function ring_of(lane) return P .. 'lane:' .. lane .. ':ring' end

-- Among those of one turn, who came first goes first.
local function ring_score(turn, tie) return whole(turn * TIE + tie % TIE) end

-- How many parts and users ever came into the line and the ring of a lane, and how many left: the difference waits.
local function came(lane) return redis.call('HINCRBY', P .. 'lane:' .. lane .. ':line', 'in', 1) end
local function left(lane, count) redis.call('HINCRBY', P .. 'lane:' .. lane .. ':line', 'out', count) end

-- Puts a user into a lane's ring, unless they are there. New users come at the turn being served.
local function enter_ring(lane, user, tie)
  local turn = tonumber(redis.call('GET', P .. 'lane:' .. lane .. ':turn') or '0')
  local entitled = tonumber(redis.call('HGET', P .. 'lane:' .. lane .. ':entitled', user) or '0')
  redis.call('ZADD', ring_of(lane), 'NX', ring_score(math.max(turn, entitled), tie), user)
end

-- Enters the line of a lane. Whoever waits there already is in the ring, or parked; with doubt that is made sure of.
local function ready(lane, user, member, place, pictures, doubt)
  local waits = in_line(lane, user, 1)[1]
  local tie = came(lane)
  if redis.call('ZADD', requests_of(user), whole(LINE_START + place), line_entry(lane, member, pictures)) == 0 then left(lane, 1) end
  if waits and not doubt then return end
  if doubt and redis.call('SISMEMBER', P .. 'u:' .. user .. ':parked', lane) == 1 then return end
  enter_ring(lane, user, tie)
end

-- Leaves the line of a lane.
local function unready(lane, user, member, pictures)
  if redis.call('ZREM', requests_of(user), line_entry(lane, member, pictures)) == 0 then return end
  left(lane, 1)
  if not in_line(lane, user, 1)[1] then
    redis.call('ZREM', ring_of(lane), user)
    redis.call('SREM', P .. 'u:' .. user .. ':parked', lane)
  end
end

-- A place of the user became free: back into the rings of the lanes where they wait.
local function unpark(user, wake)
  local parked = P .. 'u:' .. user .. ':parked'
  for _, lane in ipairs(redis.call('SMEMBERS', parked)) do
    redis.call('SREM', parked, lane)
    if in_line(lane, user, 1)[1] then
      enter_ring(lane, user, came(lane))
      left(lane, 1)
      wake[#wake + 1] = lane
    end
  end
end

-- A claim is over: used, and its place in the lane and its lease are the submit's; or of no use any more, and its place is
-- free, as is its user's unless the generation is under way otherwise. Says whether there was such a claim, so that only one
-- of two ends it.
local function end_claim(lane, user, member, active, wake, used)
  if redis.call('SREM', P .. 'lane:' .. lane .. ':active', 'claim:' .. member) == 0 then return false end
  if not used then
    redis.call('ZREM', P .. 'steps', 'submit:' .. member)
    wake[#wake + 1] = lane
  end
  if not active then
    redis.call('SREM', P .. 'u:' .. user .. ':active', (string.match(member, '^(.*):%d+$')))
    unpark(user, wake)
  end
  return true
end
`;

/**
 * claim(lane, lane limit, user limit, lease until) → {part member, user, 1 where others wait}, or {} when somebody waits and the
 * lane is full, or false when nobody is entitled. The claim is marked in the lane until a transition or `unclaim` ends it; its lease is a step to submit.
 * Who has a limit of their own goes by that one. Users at their limit leave the ring until a place of theirs is free, so a
 * claim looks at each of them once only.
 */
export const claimBody = `
local lane, laneLimit, userLimit, leaseUntil = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local ring = ring_of(lane)
local first = redis.call('ZRANGE', ring, 0, 0, 'WITHSCORES')
if #first == 0 then return false end
local laneActive = P .. 'lane:' .. lane .. ':active'
if redis.call('SCARD', laneActive) >= laneLimit then return {} end
while #first > 0 do
  local user, turn = first[1], math.floor(tonumber(first[2]) / TIE)
  local line = in_line(lane, user, 2)
  if not line[1] then
    redis.call('ZREM', ring, user)
  else
    local part, pictures = read_entry(line[1])
    local generation = string.match(part, '^(.*):%d+$')
    local active = P .. 'u:' .. user .. ':active'
    local own = tonumber(redis.call('HGET', P .. 'concurrent', user) or userLimit)
    if redis.call('SCARD', active) < own or redis.call('SISMEMBER', active, generation) == 1 then
      local entitled = P .. 'lane:' .. lane .. ':entitled'
      local after = turn + pictures
      redis.call('SET', P .. 'lane:' .. lane .. ':turn', whole(turn))
      redis.call('ZREM', requests_of(user), line[1])
      if redis.call('HSET', entitled, user, whole(after)) == 1 then redis.call('EXPIRE', entitled, 86400) end
      if line[2] then
        redis.call('ZADD', ring, ring_score(after, came(lane)), user)
        left(lane, 2)
      else
        redis.call('ZREM', ring, user)
        left(lane, 1)
      end
      redis.call('SADD', active, generation)
      redis.call('SADD', laneActive, 'claim:' .. part)
      redis.call('ZADD', P .. 'steps', leaseUntil, 'submit:' .. part)
      return {part, user, redis.call('EXISTS', ring)}
    end
    redis.call('ZREM', ring, user)
    redis.call('SADD', P .. 'u:' .. user .. ':parked', lane)
  end
  first = redis.call('ZRANGE', ring, 0, 0, 'WITHSCORES')
end
return false
`;

/**
 * unclaim(lane, user, member, place, pictures, active '0'|'1') → lanes that can go on. A claim that was not used ends,
 * and with a place goes back there in line; nothing happens when it has ended already.
 */
export const unclaimBody = `
local lane, user, member = ARGV[1], ARGV[2], ARGV[3]
local wake = {}
if end_claim(lane, user, member, ARGV[6] == '1', wake, false) and ARGV[4] ~= '' then
  ready(lane, user, member, tonumber(ARGV[4]), ARGV[5], true)
end
return wake
`;

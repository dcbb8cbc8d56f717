import { ringLibrary } from './ring.ts';

/** Scripts' functions for the turns in a lane, and the scripts that hand them out and take them back. */
export const turnsLibrary = `${ringLibrary}
local TIE = 1048576

-- Among those of one turn, who came first goes first.
local function ring_score(turn, tie) return whole(turn * TIE + tie % TIE) end

-- How many parts and users ever came into the line and the ring of a lane, and how many left: the difference waits.
local function came(lane) return redis.call('HINCRBY', P .. 'lane:' .. lane .. ':line', 'in', 1) end
local function left(lane, count) redis.call('HINCRBY', P .. 'lane:' .. lane .. ':line', 'out', count) end

-- Puts a user whose first work in line has this place into a lane's ring, unless they are there. New users come at the turn
-- being served.
local function enter_ring(lane, user, place, tie)
  local turn = tonumber(redis.call('GET', P .. 'lane:' .. lane .. ':turn') or '0')
  local entitled = tonumber(redis.call('HGET', P .. 'lane:' .. lane .. ':entitled', user) or '0')
  put_in_ring(lane, user, place, ring_score(math.max(turn, entitled), tie))
end

-- Enters the line of a lane. Whoever waits there already is in the ring, or parked; with doubt that is made sure of.
local function ready(lane, user, member, place, pictures, doubt)
  local waits, places = in_line(lane, user, 1)
  local first = math.min(place, places[1] or place)
  local tie = came(lane)
  if redis.call('ZADD', requests_of(user), whole(place), line_entry(lane, member, pictures)) == 0 then left(lane, 1) end
  if waits[1] then move_in_ring(lane, user, places[1], first) end
  if waits[1] and not doubt then return end
  if doubt and redis.call('SISMEMBER', P .. 'u:' .. user .. ':parked', lane) == 1 then return end
  enter_ring(lane, user, first, tie)
end

-- Leaves the line of a lane.
local function unready(lane, user, member, pictures)
  local entry, before, places = line_entry(lane, member, pictures), in_line(lane, user, 2)
  if redis.call('ZREM', requests_of(user), entry) == 0 then return end
  left(lane, 1)
  if before[1] ~= entry then return end
  if before[2] then
    move_in_ring(lane, user, places[1], places[2])
  else
    leave_ring(lane, user, places[1])
    redis.call('SREM', P .. 'u:' .. user .. ':parked', lane)
  end
end

-- A place of the user became free: back into the rings of the lanes where they wait.
local function unpark(user, wake)
  local parked = P .. 'u:' .. user .. ':parked'
  for _, lane in ipairs(redis.call('SMEMBERS', parked)) do
    redis.call('SREM', parked, lane)
    local _, places = in_line(lane, user, 1)
    if places[1] then
      enter_ring(lane, user, places[1], came(lane))
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
local sets = redis.call('ZRANGE', turns_of(lane), 0, 1)
if not sets[1] then return false end
local laneActive = P .. 'lane:' .. lane .. ':active'
if redis.call('SCARD', laneActive) >= laneLimit then return {} end
while sets[1] do
  local set = sets[1]
  local first = redis.call('ZRANGE', ring_in(lane, set), 0, 1, 'WITHSCORES')
  local user, turn = first[1], math.floor(tonumber(first[2] or 0) / TIE)
  local line, places = {}, {}
  if user then
    line, places = in_line(lane, user, 2)
    redis.call('ZREM', ring_in(lane, set), user)
  end
  ring_goes_on(lane, set, {first[3], first[4]})
  if line[1] then
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
        put_in_ring(lane, user, places[2], ring_score(after, came(lane)))
        left(lane, 2)
      else
        left(lane, 1)
      end
      redis.call('SADD', active, generation)
      redis.call('SADD', laneActive, 'claim:' .. part)
      redis.call('ZADD', P .. 'steps', leaseUntil, 'submit:' .. part)
      return {part, user, (line[2] or first[3] or sets[2]) and 1 or 0}
    end
    redis.call('SADD', P .. 'u:' .. user .. ':parked', lane)
  end
  sets = redis.call('ZRANGE', turns_of(lane), 0, 1)
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

import { keyPrefix } from './keys.ts';

/**
 * The scripts that change more than one key at once. Keys are built inside from the common prefix: all carry the same
 * hash tag, so a cluster keeps them in one slot. Arguments are JSON where they are lists.
 */

/** Functions that several scripts share. */
const library = `
local P = '${keyPrefix}'
local TIE = 1048576

-- Puts a user into a lane's ring, unless they are there or parked. New users come at the turn being served.
local function enter_ring(lane, user)
  local ring = P .. 'lane:' .. lane .. ':ring'
  if redis.call('ZSCORE', ring, user) then return end
  local turn = tonumber(redis.call('GET', P .. 'lane:' .. lane .. ':turn') or '0')
  local entitled = tonumber(redis.call('HGET', P .. 'lane:' .. lane .. ':entitled', user) or '0')
  local tie = redis.call('INCR', P .. 'lane:' .. lane .. ':tie') % TIE
  redis.call('ZADD', ring, string.format('%.0f', math.max(turn, entitled) * TIE + tie), user)
end

local function ready(lane, user, member, sequence, weight)
  redis.call('ZADD', P .. 'lane:' .. lane .. ':q:' .. user, sequence, member)
  redis.call('HSET', P .. 'lane:' .. lane .. ':weights', member, weight)
  if redis.call('SISMEMBER', P .. 'u:' .. user .. ':parked', lane) == 0 then enter_ring(lane, user) end
end

-- Leaves the line of a lane.
local function unready(lane, user, member)
  local line = P .. 'lane:' .. lane .. ':q:' .. user
  redis.call('ZREM', line, member)
  redis.call('HDEL', P .. 'lane:' .. lane .. ':weights', member)
  if redis.call('EXISTS', line) == 0 then
    redis.call('ZREM', P .. 'lane:' .. lane .. ':ring', user)
    redis.call('SREM', P .. 'u:' .. user .. ':parked', lane)
  end
end

-- A place of the user became free: back into the rings of the lanes where they wait.
local function unpark(user, wake)
  local parked = P .. 'u:' .. user .. ':parked'
  for _, lane in ipairs(redis.call('SMEMBERS', parked)) do
    redis.call('SREM', parked, lane)
    if redis.call('EXISTS', P .. 'lane:' .. lane .. ':q:' .. user) == 1 then
      enter_ring(lane, user)
      wake[#wake + 1] = lane
    end
  end
end

-- A claim is over: used, or of no use any more. Its place in the lane is free again, and unless the generation is under
-- way otherwise its user's place too. Says whether there was such a claim, so that only one of two ends it.
local function end_claim(lane, user, member, active, wake)
  if redis.call('SREM', P .. 'lane:' .. lane .. ':active', 'claim:' .. member) == 0 then return false end
  redis.call('ZREM', P .. 'steps', 'submit:' .. member)
  wake[#wake + 1] = lane
  if not active then
    redis.call('SREM', P .. 'u:' .. user .. ':active', (string.match(member, '^(.*):%d+$')))
    unpark(user, wake)
  end
  return true
end

-- Whether adding passes a limit with what was granted on top: {index, unit, left, limit}, or nil. What was counted
-- before a reset does not count.
local function passed(index, unit, add, limit, sum, granted, before)
  if not limit or add <= 0 then return nil end
  local used = tonumber(sum or '0') - tonumber(before or '0')
  local allowed = limit + tonumber(granted or '0')
  if used + add <= allowed then return nil end
  return {'limit', index, unit, string.format('%.0f', math.max(0, allowed - used)), string.format('%.0f', math.max(0, allowed))}
end

-- The first limit that the reservation would pass, as a reply, or nil.
local function passed_limit(checks)
  for index, check in ipairs(checks) do
    local c = redis.call('HMGET', P .. 'l:' .. check.scope, 'i', 'gi', 'ri', 'u', 'gu', 'ru')
    local over = passed(index, 'images', check.addImages, check.images, c[1], c[2], c[3])
      or passed(index, 'microUsd', check.addMicroUsd, check.microUsd, c[4], c[5], c[6])
    if over then return over end
  end
  return nil
end

-- What is given back of a request from before a reset was not counted after it either: it goes from both, so that a reset
-- never lets more through than the limit.
local function give_back(key, field, by, reset)
  local before = tonumber(redis.call('HGET', key, reset) or '0')
  if before > 0 then redis.call('HINCRBY', key, reset, -math.min(before, -by)) end
end

local function count(key, counters, lifetime, requested_at)
  local reset_at = false
  if (counters.i or 0) < 0 or (counters.u or 0) < 0 then reset_at = redis.call('HGET', key, 'ra') end
  for field, by in pairs(counters) do
    redis.call('HINCRBY', key, field, by)
    if reset_at and by < 0 and tonumber(reset_at) > requested_at then
      if field == 'i' then give_back(key, 'i', by, 'ri') elseif field == 'u' then give_back(key, 'u', by, 'ru') end
    end
  end
  redis.call('EXPIRE', key, lifetime)
end

local function apply(operations, wake)
  for _, op in ipairs(operations) do
    local name = op[1]
    if name == 'ready' then ready(op[2], op[3], op[4], op[5], op[6])
    elseif name == 'unready' then
      unready(op[2], op[3], op[4])
      end_claim(op[2], op[3], op[4], op[5] == 1, wake)
    elseif name == 'zadd' then redis.call('ZADD', P .. op[2], op[3], op[4])
    elseif name == 'zaddnx' then redis.call('ZADD', P .. op[2], 'NX', op[3], op[4])
    elseif name == 'zrem' then redis.call('ZREM', P .. op[2], op[3])
    elseif name == 'sadd' then redis.call('SADD', P .. op[2], op[3])
    elseif name == 'srem' then redis.call('SREM', P .. op[2], op[3])
    elseif name == 'free' then
      redis.call('SREM', P .. 'u:' .. op[2] .. ':active', op[3])
      unpark(op[2], wake)
    elseif name == 'hset' then redis.call('HSET', P .. op[2], op[3], op[4])
    elseif name == 'hdel' then redis.call('HDEL', P .. op[2], op[3])
    elseif name == 'set' then redis.call('SET', P .. op[2], op[3], 'EX', op[4])
    elseif name == 'count' then count(P .. op[2], op[3], op[4], op[5])
    elseif name == 'line' then redis.call('XADD', P .. 'ledger', '*', unpack(op[2]))
    elseif name == 'history' then
      local key = P .. 'u:' .. op[2] .. ':history'
      redis.call('ZADD', key, op[3], op[4])
      redis.call('ZREMRANGEBYSCORE', key, '-inf', '(' .. string.format('%.0f', op[3] - op[5] * 1000))
      redis.call('EXPIRE', key, op[5])
    elseif name == 'own' then
      redis.call('ZREM', P .. 'm:' .. op[2], 'hold')
      redis.call('ZADD', P .. 'm:' .. op[2], 'GT', op[4], op[3])
      redis.call('ZADD', P .. 'media', 'GT', op[4], op[2])
    elseif name == 'edit' then
      redis.call('ZADD', P .. 'edits:' .. op[2], 'LT', op[4], op[3])
      redis.call('ZADD', P .. 'progress', 'LT', op[4], op[2])
    elseif name == 'edited' then
      redis.call('ZREM', P .. 'edits:' .. op[2], op[3])
      if redis.call('EXISTS', P .. 'edits:' .. op[2]) == 0 then redis.call('ZREM', P .. 'progress', op[2]) end
    elseif name == 'disown' then
      redis.call('ZREM', P .. 'm:' .. op[2], op[3])
      -- Looked at by the next sweep, which puts it off where somebody else owns it.
      redis.call('ZADD', P .. 'media', op[4], op[2])
    elseif name == 'publish' then redis.call('PUBLISH', P .. 'events', op[2])
    elseif name == 'del' then redis.call('DEL', P .. op[2])
    else error('unknown operation ' .. tostring(name)) end
  end
end
`;

/**
 * create(record, id, requestKey, userId, unfinishedLimit, checks, operations, lifetime, lifetime of the request key)
 * → {'created', lanes to wake} | {'duplicate', id} | {'full'} | {'limit', index, unit, left, limit}
 */
export const createScript = `${library}
local existing = redis.call('GET', P .. 'rk:' .. ARGV[3])
if existing then return {'duplicate', existing} end
if redis.call('ZCARD', P .. 'u:' .. ARGV[4] .. ':unfinished') >= tonumber(ARGV[5]) then return {'full'} end
local over = passed_limit(cjson.decode(ARGV[6]))
if over then return over end
redis.call('SET', P .. 'g:' .. ARGV[2], ARGV[1], 'EX', ARGV[8])
redis.call('SET', P .. 'rk:' .. ARGV[3], ARGV[2], 'EX', ARGV[9])
local wake = {}
apply(cjson.decode(ARGV[7]), wake)
return {'created', wake}
`;

/**
 * transition(id, expected version, record, checks, operations, lifetime, expected hash or '')
 * → {'changed', lanes to wake} | {'conflict', record} | {'gone'} | {'limit', index, unit, left, limit}
 */
export const transitionScript = `${library}
local key = P .. 'g:' .. ARGV[1]
local current = redis.call('GET', key)
if not current then return {'gone'} end
if string.match(current, '^%d+') ~= ARGV[2] then return {'conflict', current} end
if ARGV[7] and ARGV[7] ~= '' and redis.sha1hex(current) ~= ARGV[7] then return {'conflict', current} end
local over = passed_limit(cjson.decode(ARGV[4]))
if over then return over end
redis.call('SET', key, ARGV[3], 'EX', ARGV[6])
local wake = {}
apply(cjson.decode(ARGV[5]), wake)
return {'changed', wake}
`;

/**
 * claim(lane, lane limit, user limit, lease until) → {part member, user}, or false when the lane is full or nobody is
 * entitled. The claim is marked in the lane until a transition or `unclaim` ends it; its lease is a step to submit.
 * Who has a limit of their own goes by that one. Users at their limit leave the ring until a place of theirs is free, so a claim looks at each of them once only.
 */
export const claimScript = `${library}
local lane, laneLimit, userLimit, leaseUntil = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local laneActive = P .. 'lane:' .. lane .. ':active'
if redis.call('SCARD', laneActive) >= laneLimit then return false end
local ring = P .. 'lane:' .. lane .. ':ring'
while true do
  local first = redis.call('ZRANGE', ring, 0, 0, 'WITHSCORES')
  if #first == 0 then return false end
  local user, score = first[1], tonumber(first[2])
  local line = P .. 'lane:' .. lane .. ':q:' .. user
  local member = redis.call('ZRANGE', line, 0, 0)[1]
  if not member then
    redis.call('ZREM', ring, user)
  else
    local generation = string.match(member, '^(.*):%d+$')
    local active = P .. 'u:' .. user .. ':active'
    local own = tonumber(redis.call('HGET', P .. 'concurrent', user) or userLimit)
    if redis.call('SCARD', active) < own or redis.call('SISMEMBER', active, generation) == 1 then
      local weight = tonumber(redis.call('HGET', P .. 'lane:' .. lane .. ':weights', member) or '1')
      local turn = math.floor(score / TIE)
      redis.call('SET', P .. 'lane:' .. lane .. ':turn', string.format('%.0f', turn))
      redis.call('ZREM', line, member)
      redis.call('HDEL', P .. 'lane:' .. lane .. ':weights', member)
      redis.call('HSET', P .. 'lane:' .. lane .. ':entitled', user, string.format('%.0f', turn + weight))
      redis.call('EXPIRE', P .. 'lane:' .. lane .. ':entitled', 86400)
      redis.call('ZREM', ring, user)
      if redis.call('EXISTS', line) == 1 then enter_ring(lane, user) end
      redis.call('SADD', active, generation)
      redis.call('SADD', laneActive, 'claim:' .. member)
      redis.call('ZADD', P .. 'steps', leaseUntil, 'submit:' .. member)
      return {member, user}
    end
    redis.call('ZREM', ring, user)
    redis.call('SADD', P .. 'u:' .. user .. ':parked', lane)
  end
end
`;

/**
 * unclaim(lane, user, member, sequence, weight, active '0'|'1') → lanes that can go on. A claim that was not used ends,
 * and with a sequence goes back to its place in line; nothing happens when it has ended already.
 */
export const unclaimScript = `${library}
local lane, user, member = ARGV[1], ARGV[2], ARGV[3]
local wake = {}
if end_claim(lane, user, member, ARGV[6] == '1', wake) and ARGV[4] ~= '' then
  ready(lane, user, member, ARGV[4], ARGV[5])
end
return wake
`;

/**
 * lease(set, now, until, limit; instant, member…) → members that were due, each now leased until then, and last the score of
 * the next one. After that, members that are still there are moved to the instants that follow: what somebody made due
 * meanwhile is due all the same.
 */
export const leaseScript = `
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for first = 1, #due, 500 do
  local leased = {}
  for index = first, math.min(first + 499, #due) do
    leased[#leased + 1] = ARGV[2]
    leased[#leased + 1] = due[index]
  end
  redis.call('ZADD', KEYS[1], unpack(leased))
end
for first = 4, #ARGV, 1000 do
  redis.call('ZADD', KEYS[1], 'XX', unpack(ARGV, first, math.min(first + 999, #ARGV)))
end
local next = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
due[#due + 1] = next[2] or ''
return due
`;

/** renew(set, until, member…): members that still exist are leased until then. */
export const renewScript = `
local scored = {}
for index = 2, #ARGV do
  scored[#scored + 1] = ARGV[1]
  scored[#scored + 1] = ARGV[index]
end
return redis.call('ZADD', KEYS[1], 'XX', 'CH', unpack(scored))
`;

/** intake(record key, due key; key, record, due at, lifetime) → 1 new, 0 duplicate */
export const intakeScript = `
if not redis.call('SET', KEYS[1], ARGV[2], 'NX', 'EX', ARGV[4]) then return 0 end
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
return 1
`;

/**
 * swap(record key, due key; expected, next, lifetime, due at, member) → 1 when what was stored ('' for nothing) is what was
 * expected, and is the next now; with an instant, the member is due then.
 */
export const swapScript = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
if ARGV[4] ~= '' then redis.call('ZADD', KEYS[2], ARGV[4], ARGV[5]) end
return 1
`;

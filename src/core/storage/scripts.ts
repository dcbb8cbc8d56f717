import { editChatsLibrary } from './edit-chats.ts';
import { keyPrefix } from './keys.ts';
import { ownersLibrary } from './media-owners.ts';
import { moneyLibrary } from './money-scripts.ts';
import { openLibrary } from './open-generations.ts';
import { requestKeysLibrary } from './request-keys.ts';
import { claimBody, turnsLibrary, unclaimBody } from './turn-scripts.ts';
import { unfinishedScore } from './user-places.ts';

/**
 * The scripts that change more than one key at once. Keys are built inside from the common prefix: all carry the same
 * hash tag, so a cluster keeps them in one slot. Arguments are JSON where they are lists.
 */

/** Functions that several scripts share. */
const library = `
local P = '${keyPrefix}'${turnsLibrary}${moneyLibrary}${openLibrary}${ownersLibrary}
-- Made only where it is needed: most changes say nothing about edits.
local function edits()
${editChatsLibrary}
  return {edit = want_edit, outcome = want_outcome, edited = end_edits}
end
local function apply(operations, wake)
  local claimed = false
  for _, op in ipairs(operations) do
    local name = op[1]
    if name == 'ready' then ready(op[2], op[3], op[4], op[5], op[6], op[7] == 1)
    elseif name == 'unready' then
      -- What is claimed has left the line.
      if end_claim(op[2], op[3], op[4], op[6] == 1, wake, op[7] == 1) then claimed = true
      else unready(op[2], op[3], op[4], op[5]) end
    elseif name == 'active' then
      if not claimed then redis.call('SADD', P .. 'u:' .. op[2] .. ':active', op[3]) end
    elseif name == 'open' then open(op[2], op[3])
    elseif name == 'close' then close(op[2], op[3])
    elseif name == 'lease' then
      if not claimed then redis.call('ZADD', P .. op[2], op[3], op[4]) end
    elseif name == 'zadd' then redis.call('ZADD', P .. op[2], op[3], op[4])
    elseif name == 'zaddnx' then redis.call('ZADD', P .. op[2], 'NX', op[3], op[4])
    elseif name == 'zrem' then redis.call('ZREM', P .. op[2], unpack(op, 3))
    elseif name == 'sadd' then redis.call('SADD', P .. op[2], op[3])
    elseif name == 'leave' then
      redis.call('SREM', P .. 'lane:' .. op[2] .. ':active', op[3])
      if redis.call('EXISTS', turns_of(op[2])) == 1 then wake[#wake + 1] = op[2] end
    elseif name == 'free' then
      redis.call('SREM', P .. 'u:' .. op[2] .. ':active', op[3])
      unpark(op[2], wake)
    elseif name == 'hset' then redis.call('HSET', P .. op[2], op[3], op[4])
    elseif name == 'hdel' then redis.call('HDEL', P .. op[2], op[3])
    elseif name == 'set' then redis.call('SET', P .. op[2], op[3], 'EX', op[4])
    elseif name == 'count' then count(op[2], op[3], op[4], op[5])
    elseif name == 'line' then redis.call('XADD', P .. 'ledger', '*', unpack(op[2]))
    elseif name == 'asked' then
      local key = requests_of(op[2])
      redis.call('ZADD', key, op[3], op[4], ${unfinishedScore}, op[5])
      redis.call('EXPIRE', key, op[6])
      -- Now and then: who looks finds that a record is gone anyway.
      if op[3] % 32 == 0 then redis.call('ZREMRANGEBYSCORE', key, FIRST_CREATION, '(' .. whole(op[3] - op[6] * 1000)) end
    elseif name == 'own' then
      redis.call('ZREM', owners_of(op[2]), claim_of(op[2], 'hold'))
      own(op[2], op[3], op[4])
    elseif name == 'edit' or name == 'outcome' or name == 'edited' then edits()[name](op[2], op[3], op[4])
    elseif name == 'disown' then
      disown(op[2], op[3])
      keep_until(op[2], op[4])
    elseif name == 'publish' then redis.call('PUBLISH', P .. 'events', op[2])
    elseif name == 'del' then redis.call('DEL', P .. op[2])
    else error('unknown operation ' .. tostring(name)) end
  end
end
`;

/**
 * create(record, id, requestKey, userId, unfinishedLimit, checks, operations, lifetime, life of what notes the request key;
 * hash that does, field, entry, hashes in which it may be…)
 * → {'created', lanes to wake} | {'duplicate', id} | {'full'} | {'limit', index, unit, left, limit}
 */
export const createScript = `${library}${requestKeysLibrary}
local existing, made = known_request(ARGV[3], ARGV[11], {unpack(ARGV, 13)})
if existing then return {'duplicate', existing} end
if redis.call('ZCOUNT', requests_of(ARGV[4]), UNFINISHED[1], UNFINISHED[2]) >= tonumber(ARGV[5]) then return {'full'} end
local over = passed_limit(cjson.decode(ARGV[6]))
if over then return over end
redis.call('SET', P .. 'g:' .. ARGV[2], ARGV[1], 'EX', ARGV[8])
if ARGV[10] then note_request(ARGV[10], ARGV[9], ARGV[11], ARGV[12], made)
else redis.call('SET', P .. 'rk:' .. ARGV[3], ARGV[2], 'EX', ARGV[9]) end
local wake = {}
apply(cjson.decode(ARGV[7]), wake)
return {'created', wake}
`;

/**
 * transition(id, expected version, record, checks, operations, lifetime, expected hash or '', sure | unsure | nothing)
 * → {'changed', lanes to wake} | {'conflict', record} | {'gone'} | {'limit', index, unit, left, limit} | {'edited'}: not while
 * its message is being edited, if `unsure`; nor where an earlier edit may still arrive, if `sure`
 */
export const transitionScript = `${library}
local key = P .. 'g:' .. ARGV[1]
local current = redis.call('GET', key)
if not current then return {'gone'} end
if string.match(current, '^%d+') ~= ARGV[2] then return {'conflict', current} end
if ARGV[7] and ARGV[7] ~= '' and redis.sha1hex(current) ~= ARGV[7] then return {'conflict', current} end
local edit, unsure = P .. 'edit:' .. ARGV[1], P .. 'unsure:' .. ARGV[1]
if ARGV[8] == 'sure' and redis.call('EXISTS', edit, unsure) > 0 then return {'edited'} end
if ARGV[8] == 'unsure' and redis.call('EXISTS', edit) > 0 then return {'edited'} end
local over = passed_limit(cjson.decode(ARGV[4]))
if over then return over end
redis.call('SET', key, ARGV[3], 'EX', ARGV[6])
local wake = {}
apply(cjson.decode(ARGV[5]), wake)
return {'changed', wake}
`;

export const claimScript = `local P = '${keyPrefix}'${turnsLibrary}${claimBody}`;

export const unclaimScript = `local P = '${keyPrefix}'${turnsLibrary}${unclaimBody}`;

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

/** finish(record key, due key; key, record, lifetime): the event is seen to, and known for a while. */
export const finishScript = `
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
`;

/** hold(expiry of originals; until, owner, sha256…): they are kept until then at least. */
export const holdScript = `
local P = '${keyPrefix}'${ownersLibrary}
for index = 3, #ARGV do own(ARGV[index], ARGV[2], ARGV[1]) end
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

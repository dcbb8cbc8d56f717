import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';
import { spreadLibrary } from './spread.ts';

/**
 * Scripts' functions for what a chat has on the board: its unfinished status messages, and when one of them may be edited next.
 * A chat with few of them is one entry of a small hash that it shares with other chats (see `spread.ts`); one with more keeps
 * them in a sorted set of its own, which is all that an older version had.
 *
 * A message is scored by when it is to be edited; below zero by since when it waits for its outcome. An entry is packed: a byte
 * that says what it is, where it is not 0 the instant at which the chat is due (six bytes), and unless the messages are in a
 * set of their own for each the length of its generation's id, the id, and the score (six bytes).
 */

/** The score of a message that is left alone until its stage changes; later than any instant, and within six bytes. */
export const parkedScore = 140_000_000_000_000;
/** Longer, and the hash would be kept as a large one. */
const longestEntry = 64;

export const editChatsLibrary = `${spreadLibrary}
local PARKED = ${parkedScore}
local AS_FIRST, AT, APART = 0, 1, 2
local function platform_of(scope) return string.match(scope, '^[^/]*') end
-- Groups, by an instant before which none of their chats on a platform is due: who serves another leaves these alone.
local function due_on(platform) return P .. 'edits-due:' .. platform end
local function whole(number) return string.format('%.0f', number) end
local function apart_of(scope) return P .. 'edits:' .. scope end
local function chats_in(group) return P .. 'edits-in:' .. group end

-- The first group has the counters, too: names of chats have a slash.
local function is_chat(name) return string.find(name, '/', 1, true) ~= nil end

local chats = {state = chats_in(0)}
function chats.move(from, to, belongs)
  local all, platforms = redis.call('HGETALL', chats_in(from)), {}
  for index = 1, #all, 2 do
    if is_chat(all[index]) and belongs(all[index]) then
      redis.call('HDEL', chats_in(from), all[index])
      redis.call('HSET', chats_in(to), all[index], all[index + 1])
      platforms[platform_of(all[index])] = true
    end
  end
  for platform in pairs(platforms) do
    local due = redis.call('ZSCORE', due_on(platform), from)
    if due then redis.call('ZADD', due_on(platform), 'LT', due, to) end
  end
end

local function read_chat(scope, group, packed)
  local chat = {scope = scope, group = group, known = true, messages = {}}
  local kind, from = string.byte(packed), 2
  if kind ~= AS_FIRST then chat.at, from = struct.unpack('>i6', packed, 2) end
  chat.apart = kind == APART
  while from <= #packed do
    local id, score
    id, score, from = struct.unpack('>Bc0i6', packed, from)
    chat.messages[#chat.messages + 1] = {id = id, score = score}
  end
  return chat
end

local function chat_of(scope)
  -- Few chats are in one group.
  local first = redis.call('HMGET', chats.state, 'groups', scope)
  chats.made = tonumber(first[1] or '1')
  local group = group_of(scope, chats.made)
  local packed = first[2]
  if group > 0 then packed = redis.call('HGET', chats_in(group), scope) end
  if packed then return read_chat(scope, group, packed) end
  -- An older version's.
  local apart = redis.call('EXISTS', apart_of(scope)) == 1
  return {scope = scope, group = group, known = false, apart = apart, messages = {}}
end

local function score_of(chat, id)
  if chat.apart then return tonumber(redis.call('ZSCORE', apart_of(chat.scope), id) or nil) end
  for _, message in ipairs(chat.messages) do
    if message.id == id then return message.score end
  end
end

local function set_score(chat, id, score)
  if chat.apart then
    redis.call('ZADD', apart_of(chat.scope), whole(score), id)
    return
  end
  for _, message in ipairs(chat.messages) do
    if message.id == id then
      message.score = score
      return
    end
  end
  chat.messages[#chat.messages + 1] = {id = id, score = score}
end

local function drop(chat, id)
  if chat.apart then redis.call('ZREM', apart_of(chat.scope), id) end
  for index, message in ipairs(chat.messages) do
    if message.id == id then table.remove(chat.messages, index) end
  end
end

local function size_of(chat)
  return chat.apart and redis.call('ZCARD', apart_of(chat.scope)) or #chat.messages
end

-- The one that is due first, and when; parked ones are not.
local function first_of(chat)
  if chat.apart then
    local first = redis.call('ZRANGEBYSCORE', apart_of(chat.scope), 0, '(' .. whole(PARKED), 'WITHSCORES', 'LIMIT', 0, 1)
    return first[1], tonumber(first[2])
  end
  local first
  for _, message in ipairs(chat.messages) do
    if message.score >= 0 and message.score < (first and first.score or PARKED) then first = message end
  end
  if first then return first.id, first.score end
end

-- How many wait for their outcome since then, or later.
local function outcomes_of(chat, since)
  if chat.apart then return redis.call('ZCOUNT', apart_of(chat.scope), '-inf', whole(-since)) end
  local count = 0
  for _, message in ipairs(chat.messages) do
    if message.score < 0 and message.score <= -since then count = count + 1 end
  end
  return count
end

local function due_of(chat)
  local _, first = first_of(chat)
  return chat.at or first or PARKED
end

local function keep(chat)
  local _, first = first_of(chat)
  local at = chat.at or first or PARKED
  local packed
  if not chat.apart then
    packed = at == (first or PARKED) and string.char(AS_FIRST) or struct.pack('>Bi6', AT, at)
    for _, message in ipairs(chat.messages) do
      packed = packed .. struct.pack('>Bc0i6', #message.id, message.id, message.score)
    end
    if #packed > ${longestEntry} then
      chat.apart = true
      for _, message in ipairs(chat.messages) do set_score(chat, message.id, message.score) end
    end
  end
  if chat.apart then packed = struct.pack('>Bi6', APART, at) end
  redis.call('HSET', chats_in(chat.group), chat.scope, packed)
  return at
end

local function write_chat(chat)
  if size_of(chat) == 0 then
    if not chat.known then return end
    redis.call('HDEL', chats_in(chat.group), chat.scope)
    if one_less(chats) <= 0 then redis.call('DEL', chats.state, due_on(platform_of(chat.scope))) end
    return
  end
  local at = keep(chat)
  -- Not later: that is found when it is looked at, together with the others of the group.
  if at < PARKED then redis.call('ZADD', due_on(platform_of(chat.scope)), 'LT', whole(at), chat.group) end
  if not chat.known then one_more(chats) end
end

-- A message is to be edited then, or sooner.
local function want_edit(scope, id, at)
  local chat = chat_of(scope)
  local due = math.min(due_of(chat), at)
  set_score(chat, id, math.min(score_of(chat, id) or at, at))
  chat.at = due
  write_chat(chat)
end

local function want_outcome(scope, id, now)
  local chat = chat_of(scope)
  set_score(chat, id, -now)
  write_chat(chat)
end

local function end_edits(scope, id)
  local chat = chat_of(scope)
  if not score_of(chat, id) then return end
  drop(chat, id)
  write_chat(chat)
end
`;

/**
 * leaseEdits(first group; now, until, limit, /platform/…/; instant, chat…) → chats of these platforms that were due, each now
 * leased until then, and last an instant before which none is due. After that, chats that are still due at some time are
 * moved to the instants that follow. What is due of other platforms is for other processes.
 */
export const leaseEditsScript = `
local P = '${keyPrefix}'${editChatsLibrary}
local now, till, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local due, found = {}, {}
for platform in string.gmatch(ARGV[4], '[^/]+') do
  local groups = redis.call('ZRANGEBYSCORE', due_on(platform), '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, limit)
  for index = 1, #groups, 2 do
    found[#found + 1] = {platform = platform, group = groups[index], at = tonumber(groups[index + 1])}
  end
end
local function sooner(one, other) return one.at < other.at end
table.sort(found, sooner)
for _, of in ipairs(found) do
  if #due >= limit then break end
  local platform, group = of.platform, of.group
  local all, mine, next = redis.call('HGETALL', chats_in(group)), {}, PARKED
  for index = 1, #all, 2 do
    if is_chat(all[index]) and platform_of(all[index]) == platform then
      local chat = read_chat(all[index], group, all[index + 1])
      local at = due_of(chat)
      if at > now then next = math.min(next, at) else mine[#mine + 1] = {chat = chat, at = at} end
    end
  end
  table.sort(mine, sooner)
  for _, one in ipairs(mine) do
    if #due < limit then
      due[#due + 1] = one.chat.scope
      one.chat.at = till
      keep(one.chat)
      next = math.min(next, till)
    else
      next = math.min(next, one.at)
    end
  end
  if next < PARKED then redis.call('ZADD', due_on(platform), whole(next), group)
  else redis.call('ZREM', due_on(platform), group) end
end
for index = 5, #ARGV, 2 do
  local chat = chat_of(ARGV[index + 1])
  if due_of(chat) < PARKED then
    chat.at = tonumber(ARGV[index])
    write_chat(chat)
  end
end
local next
for platform in string.gmatch(ARGV[4], '[^/]+') do
  local at = redis.call('ZRANGE', due_on(platform), 0, 0, 'WITHSCORES')[2]
  if at and (not next or tonumber(at) < tonumber(next)) then next = at end
end
due[#due + 1] = next or ''
return due
`;

/** moveEdits(first group; instant, chat…): chats that are still due at some time are due then; parked: never. */
export const moveEditsScript = `
local P = '${keyPrefix}'${editChatsLibrary}
for index = 1, #ARGV, 2 do
  local chat = chat_of(ARGV[index + 1])
  if due_of(chat) < PARKED then
    chat.at = math.min(tonumber(ARGV[index]), PARKED)
    write_chat(chat)
  end
end
return 1
`;

/** wantEdit(first group; chat, generation, now): where its message still shows progress, that is worth an edit now. */
export const wantEditScript = `
local P = '${keyPrefix}'${editChatsLibrary}
if score_of(chat_of(ARGV[1]), ARGV[2]) then want_edit(ARGV[1], ARGV[2], tonumber(ARGV[3])) end
return 1
`;

/** adoptEdits(chats by when they are due, as an older version kept them; how many) → how many it was. Their messages stay where they are. */
const adoptEditsScript = `
local P = '${keyPrefix}'${editChatsLibrary}
local old = redis.call('ZRANGE', KEYS[1], 0, ARGV[1] - 1, 'WITHSCORES')
for index = 1, #old, 2 do
  local chat = chat_of(old[index])
  chat.at = math.min(due_of(chat), tonumber(old[index + 1]))
  write_chat(chat)
  redis.call('ZREM', KEYS[1], old[index])
end
return #old / 2
`;

const adoptedAtOnce = 200;

/** Takes over the schedule of an older version, which had an entry of one sorted set for every chat. */
export async function adoptOldEdits(redis: StoreConnection): Promise<void> {
  let adopted = adoptedAtOnce;
  while (adopted === adoptedAtOnce)
    adopted = Number(await redis.eval(adoptEditsScript, 1, `${keyPrefix}progress`, adoptedAtOnce));
}

import { editChatsLibrary } from './edit-chats.ts';
import { keyPrefix } from './keys.ts';

/**
 * The scripts by which all processes together edit a chat's status messages at the pace that its platform takes.
 */

const library = `
local P = '${keyPrefix}'${editChatsLibrary}`;

/**
 * takeEdit(first group; scope, now, lock ms, holder, gap ms, limit, window ms, platform, platform's limit a second, patience ms,
 * rest ms) → {'edit', generation} or {'wait'}; the chat is then due again when something can be done.
 *
 * The one that is due longest, where that is fine: no outcome waits in this chat, the platform has not asked to be left
 * alone, the last edit is long enough ago, and after this one there is still room in the window for an edit of every other
 * message that is unfinished, so that an outcome never finds the chat used up by progress.
 */
export const takeEditScript = `${library}
local scope, now, lockMs, holder = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local gap, limit, window = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local platform, perSecond, patience, rest = ARGV[8], tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])
local chat, paced = chat_of(scope), P .. 'paced:' .. scope
local id, due = first_of(chat)
local function wait(at)
  chat.at = at
  write_chat(chat)
  return {'wait'}
end
if not id then return wait(PARKED) end
if due > now then return wait(due) end
if outcomes_of(chat, now - patience) > 0 then return wait(now + rest) end
local hold = tonumber(redis.call('HGET', P .. 'pace:' .. scope, 'hold') or '0')
if hold > now then return wait(hold) end
if gap > 0 or limit > 0 then
  redis.call('ZREMRANGEBYSCORE', paced, '-inf', whole(now - math.max(gap, window)))
  local recent = redis.call('ZRANGE', paced, 0, -1, 'WITHSCORES')
  local last = tonumber(recent[#recent] or '0')
  if last + gap > now then return wait(last + gap) end
  if limit > 0 then
    local missing = #recent / 2 + 1 + size_of(chat) - limit
    if missing > #recent / 2 then return wait(now + window / 4) end
    if missing > 0 then return wait(tonumber(recent[2 * missing]) + window) end
  end
end
if perSecond > 0 then
  local second = P .. 'paced-all:' .. platform .. ':' .. whole(math.floor(now / 1000))
  local used = redis.call('INCR', second)
  if used == 1 then redis.call('EXPIRE', second, 5) end
  if used > perSecond then return wait((math.floor(now / 1000) + 1) * 1000) end
end
if not redis.call('SET', P .. 'edit:' .. id, holder, 'PX', lockMs, 'NX') then
  set_score(chat, id, now + rest)
  return wait(now + rest)
end
if gap > 0 or limit > 0 then
  redis.call('ZADD', paced, whole(now), holder)
  redis.call('PEXPIRE', paced, whole(math.max(gap, window) + 1000))
end
set_score(chat, id, now + lockMs)
write_chat(chat)
return {'edit', id}
`;

/**
 * putEdit(first group; scope, generation, holder, taken at + lock ms, next, how it went, now, asked ms or '', longest hold ms)
 * → when the chat is due next, or ''. `how`: edited, unchanged, refused (429), unknown. A member that was wanted again
 * meanwhile keeps that instant.
 */
export const putEditScript = `${library}
local scope, id, holder, taken, following, how = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local now, longest = tonumber(ARGV[7]), tonumber(ARGV[9])
local chat, pace = chat_of(scope), P .. 'pace:' .. scope
local lock = P .. 'edit:' .. id
if redis.call('GET', lock) == holder then redis.call('DEL', lock) end
if score_of(chat, id) == tonumber(taken) then set_score(chat, id, tonumber(following)) end
if how == 'unchanged' then redis.call('ZREM', P .. 'paced:' .. scope, holder)
elseif how == 'edited' then redis.call('HDEL', pace, 'strikes')
elseif how == 'unknown' then redis.call('SET', P .. 'unsure:' .. id, '1', 'PX', 60000)
elseif how == 'refused' then
  local strikes = redis.call('HINCRBY', pace, 'strikes', 1)
  local ms = tonumber(ARGV[8]) or math.min(longest, 5000 * 2 ^ (strikes - 1))
  local hold = math.max(now + ms, tonumber(redis.call('HGET', pace, 'hold') or '0'))
  redis.call('HSET', pace, 'hold', whole(hold))
  if ARGV[8] ~= '' then redis.call('HSET', pace, 'asked', whole(now + tonumber(ARGV[8]))) end
  redis.call('PEXPIRE', pace, whole(math.max(hold - now, 0) + 600000))
end
local _, first = first_of(chat)
chat.at = nil
write_chat(chat)
return first and whole(first) or ''
`;

/**
 * beginPost(lock of the generation's edit; scope, generation, now, window ms or 0) → {'busy'} while its message is being
 * edited, {'hold', ms} while the platform has asked to be left alone, else {'go', 1 where an earlier edit may still arrive}.
 * Counts as an edit of the chat from then on.
 */
export const beginPostScript = `${library}
local scope, id, now, window = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local unsure = P .. 'unsure:' .. id
local marks = redis.call('EXISTS', KEYS[1], unsure)
if marks > 0 and redis.call('EXISTS', KEYS[1]) == 1 then return {'busy', 0} end
local asked = tonumber(redis.call('HGET', P .. 'pace:' .. scope, 'asked') or '0')
if asked > now then return {'hold', asked - now} end
if window > 0 then
  redis.call('ZADD', P .. 'paced:' .. scope, whole(now), 'outcome:' .. id)
  redis.call('PEXPIRE', P .. 'paced:' .. scope, whole(window))
end
return {'go', marks}
`;

/** holdChat(pace of the chat; until, ms): the platform asked for it when an outcome was posted. */
export const holdChatScript = `${library}
local before = tonumber(redis.call('HGET', KEYS[1], 'asked') or '0')
local hold = whole(math.max(before, tonumber(ARGV[1])))
redis.call('HSET', KEYS[1], 'hold', hold, 'asked', hold)
redis.call('PEXPIRE', KEYS[1], whole(tonumber(ARGV[2]) + 600000))
return 1
`;

/** onBoard(first group; scope, generation) → 1 where its message has its place, and its chat will be seen to when it is due */
export const onBoardScript = `${library}
local chat = chat_of(ARGV[1])
if not score_of(chat, ARGV[2]) then return 0 end
local at = due_of(chat)
if at >= PARKED then return 1 end
local noted = redis.call('ZSCORE', due_on(platform_of(ARGV[1])), chat.group)
return noted and tonumber(noted) <= at and 1 or 0
`;

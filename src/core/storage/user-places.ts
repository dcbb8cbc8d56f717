import type { StoreConnection } from './connection.ts';
import { keys } from './keys.ts';

/**
 * A user's sorted set of requests holds more than their history. By score: as great as instants are the ids of all their requests
 * by creation; at -1 `=<id>` of those that are unfinished; from 0 up, smaller than any instant, what waits in line, by its place.
 * One key instead of one for each, because an entry of a small set takes some twenty bytes, and a key a hundred; and small
 * scores, because an instant takes ten of these.
 *
 * An older version scored the unfinished by their creation below zero, newest first, and what waits in line far below those.
 */

const firstCreation = 100_000_000_000;
const oldLineEnd = -1e14;
const oldLineStart = -1e15;

/** The score of the entry of an unfinished generation. */
export const unfinishedScore = -1;

/** Scores of one kind of entry, as the arguments of a range by score. */
export const scoresOf = {
  history: [`${firstCreation}`, '+inf'],
  unfinished: [`(${oldLineEnd}`, '(0'],
  inLine: ['0', `(${firstCreation}`],
} as const;

export function unfinishedEntry(generationId: string): string {
  return `=${generationId}`;
}

export function idOfUnfinished(entry: string): string {
  return entry.slice(1);
}

/** The entry of a part that waits in a lane; pictures are named where they are several. `part`: `<generation>:<part>`. */
export function lineEntry(lane: string, part: string, pictures: number): string {
  return pictures === 1 ? `${lane} ${part}` : `${lane} ${part} ${pictures}`;
}

/** Whether an entry with this score, or none, is in line where it is looked for. */
export function isInLine(score: string | null): boolean {
  return score !== null && Number(score) >= 0;
}

/** How many parts wait in a lane. */
export async function waitingIn(redis: StoreConnection, lane: string): Promise<number> {
  const [came, left] = await redis.hmget(keys.line(lane), 'in', 'out');
  return Math.max(0, Number(came ?? 0) - Number(left ?? 0));
}

/** The same in scripts. */
export const placesLibrary = `
local FIRST_CREATION = ${firstCreation}
local IN_LINE = {'0', '(${firstCreation}'}
local UNFINISHED = {'(${oldLineEnd}', '(0'}

local function whole(number) return string.format('%.0f', number) end
local function requests_of(user) return P .. 'u:' .. user .. ':history' end
local function line_entry(lane, member, pictures)
  if tonumber(pictures) == 1 then return lane .. ' ' .. member end
  return lane .. ' ' .. member .. ' ' .. pictures
end

-- The first entries, up to so many, of what a user has waiting in a lane, and their places.
local function in_line(lane, user, most)
  local key, begin, mine, places = requests_of(user), lane .. ' ', {}, {}
  local function take(found)
    for index = 1, #found, 2 do
      if #mine < most and string.sub(found[index], 1, #begin) == begin then
        mine[#mine + 1] = found[index]
        places[#places + 1] = tonumber(found[index + 1])
      end
    end
    return #found / 2
  end
  local looked = take(redis.call('ZRANGEBYSCORE', key, IN_LINE[1], IN_LINE[2], 'WITHSCORES', 'LIMIT', 0, most))
  if #mine < looked and looked == most then
    -- Something that waits in another lane lies before.
    mine, places = {}, {}
    take(redis.call('ZRANGEBYSCORE', key, IN_LINE[1], IN_LINE[2], 'WITHSCORES'))
  end
  return mine, places
end

-- The part that an entry stands for, and its pictures.
local function read_entry(entry)
  local part, pictures = string.match(entry, '^%S+ (%S+) ?(%d*)$')
  return part, tonumber(pictures) or 1
end

-- Brings what an older version put into the line to where it is looked for.
local function adopt_line(user)
  local old = redis.call('ZRANGEBYSCORE', requests_of(user), '-inf', '(${oldLineEnd}', 'WITHSCORES')
  for index = 1, #old, 2 do
    redis.call('ZADD', requests_of(user), whole(tonumber(old[index + 1]) - ${oldLineStart}), old[index])
  end
end
`;

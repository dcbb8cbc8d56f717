import type { StoreConnection } from './connection.ts';
import { keys } from './keys.ts';

/**
 * A user's sorted set of requests holds more than their history. By score: from 0 up the ids of all their requests by creation;
 * below, `=<id>` of those that are unfinished, the newest first; far below, what waits in line, by its place. One key instead of
 * one for each, because an entry of a small set takes some twenty bytes, and a key a hundred.
 */

/** Far below any creation, and below any place in line by as much. */
const inLineEnd = -1e14;
const lineStart = -1e15;

/** Scores of one kind of entry, as the arguments of a range by score. */
export const scoresOf = {
  history: ['0', '+inf'],
  unfinished: [`(${inLineEnd}`, '(0'],
  inLine: ['-inf', `(${inLineEnd}`],
} as const;

/** The entry of an unfinished generation; its score is its creation below zero. */
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

/** How many parts wait in a lane. */
export async function waitingIn(redis: StoreConnection, lane: string): Promise<number> {
  const [came, left] = await redis.hmget(keys.line(lane), 'in', 'out');
  return Math.max(0, Number(came ?? 0) - Number(left ?? 0));
}

/** The same in scripts. */
export const placesLibrary = `
local IN_LINE_END = '(${inLineEnd}'
local LINE_START = ${lineStart}
local UNFINISHED = {'(${inLineEnd}', '(0'}

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
        places[#places + 1] = tonumber(found[index + 1]) - LINE_START
      end
    end
    return #found / 2
  end
  local looked = take(redis.call('ZRANGEBYSCORE', key, '-inf', IN_LINE_END, 'WITHSCORES', 'LIMIT', 0, most))
  if #mine < looked and looked == most then
    -- Something that waits in another lane lies before.
    mine, places = {}, {}
    take(redis.call('ZRANGEBYSCORE', key, '-inf', IN_LINE_END, 'WITHSCORES'))
  end
  return mine, places
end

-- The part that an entry stands for, and its pictures.
local function read_entry(entry)
  local part, pictures = string.match(entry, '^%S+ (%S+) ?(%d*)$')
  return part, tonumber(pictures) or 1
end
`;

import type { StoreConnection } from './connection.ts';
import { keyPrefix, keys } from './keys.ts';

/**
 * Who owns which original, and until when: claims of originals whose names begin alike lie together in one small sorted set. A
 * key takes more than a hundred bytes, and as much time to read at a start as a whole record; an entry of a small set takes sixty bytes.
 */

/** Functions of scripts. What an older version noted, in a key for each original, counts as long as it lasts. */
export const ownersLibrary = `
local function owners_of(sha) return P .. 'owners:' .. string.sub(sha, 1, 3) end
-- An entry of more than 64 bytes makes a small set a large one: 176 bits of a name tell it from others as well.
local function claim_of(sha, owner) return string.sub(sha, 4, 44) .. ':' .. owner end
local function own(sha, owner, till)
  redis.call('ZADD', owners_of(sha), 'GT', till, claim_of(sha, owner))
  redis.call('ZADD', P .. 'media', 'GT', till, sha)
end
local function last_claim(sha)
  local last = redis.call('ZREVRANGE', P .. 'm:' .. sha, 0, 0, 'WITHSCORES')[2]
  local claims = redis.call('ZREVRANGE', owners_of(sha), 0, -1, 'WITHSCORES')
  local start = claim_of(sha, '')
  for index = 1, #claims, 2 do
    if string.sub(claims[index], 1, #start) == start then
      local till = claims[index + 1]
      if not last or tonumber(till) > tonumber(last) then last = till end
      break
    end
  end
  return last
end
local function disown(sha, owner)
  redis.call('ZREM', owners_of(sha), claim_of(sha, owner))
  redis.call('ZREM', P .. 'm:' .. sha, owner)
end
-- As long as somebody else owns it, else until then.
local function keep_until(sha, at)
  local last = last_claim(sha)
  if last and tonumber(last) > tonumber(at) then at = last end
  redis.call('ZADD', P .. 'media', at, sha)
end
`;

const claimScript = `local P = '${keyPrefix}'${ownersLibrary}own(ARGV[1], ARGV[2], ARGV[3])`;

const disclaimScript = `local P = '${keyPrefix}'${ownersLibrary}disown(ARGV[1], ARGV[2]) keep_until(ARGV[1], ARGV[3])`;

/** Removes what has ended; the end of the last of the others, false when there is none: nobody owns it any more. */
const endScript = `local P = '${keyPrefix}'${ownersLibrary}
local sha = ARGV[1]
redis.call('ZREMRANGEBYSCORE', P .. 'm:' .. sha, '-inf', ARGV[2])
local start = claim_of(sha, '')
for _, claim in ipairs(redis.call('ZRANGEBYSCORE', owners_of(sha), '-inf', ARGV[2])) do
  if string.sub(claim, 1, #start) == start then redis.call('ZREM', owners_of(sha), claim) end
end
local last = last_claim(sha)
if last then redis.call('ZADD', P .. 'media', last, sha) end
return last`;

/** An original is kept until then at least. `owner` is unique among its owners. */
export async function claimMedia(
  redis: StoreConnection,
  sha256: string,
  owner: string,
  until: number,
): Promise<void> {
  await redis.eval(claimScript, 1, keys.owners(sha256), sha256, owner, until);
}

/** Somebody needs it no more; where nobody else owns it the sweeper takes it after `until`. */
export async function disclaimMedia(
  redis: StoreConnection,
  sha256: string,
  owner: string,
  until: number,
): Promise<void> {
  await redis.eval(disclaimScript, 1, keys.owners(sha256), sha256, owner, until);
}

/** True while the claim of one of its owners lasts beyond `at`; what has ended by then is removed. */
export async function isOwned(redis: StoreConnection, sha256: string, at: number): Promise<boolean> {
  return (await redis.eval(endScript, 1, keys.owners(sha256), sha256, at)) !== null;
}

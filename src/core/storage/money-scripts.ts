/** Scripts' functions for limits and counters of the ledger. */
export const moneyLibrary = `
-- Whether adding passes a limit with what was granted on top: {index, unit, left, limit}, or nil. What was counted
-- before a reset does not count.
local function passed(index, unit, add, limit, sum, granted, before)
  if not limit or add <= 0 then return nil end
  local used = tonumber(sum or '0') - tonumber(before or '0')
  local allowed = limit + tonumber(granted or '0')
  if used + add <= allowed then return nil end
  return {'limit', index, unit, whole(math.max(0, allowed - used)), whole(math.max(0, allowed))}
end

-- What counters were when a limit was checked: {i, u} by key.
local checked = {}

-- The first limit that the reservation would pass, as a reply, or nil.
local function passed_limit(checks)
  for index, check in ipairs(checks) do
    local c = redis.call('HMGET', P .. 'l:' .. check.scope, 'i', 'gi', 'ri', 'u', 'gu', 'ru')
    checked[P .. 'l:' .. check.scope] = {i = c[1], u = c[4]}
    local over = passed(index, 'images', check.addImages, check.images, c[1], c[2], c[3])
      or passed(index, 'microUsd', check.addMicroUsd, check.microUsd, c[4], c[5], c[6])
    if over then return over end
  end
  return nil
end

-- What is given back of a request from before a reset was not counted after it either: it goes from both, so that a reset
-- never lets more through than the limit.
local function give_back(key, by, reset)
  local before = tonumber(redis.call('HGET', key, reset) or '0')
  if before > 0 then redis.call('HINCRBY', key, reset, -math.min(before, -by)) end
end

-- Adds to the same counters of several keys: {key, lifetime, key, lifetime, …}, names, amounts. A key lives so long from the
-- first of these counts on.
local function count(keys, names, amounts, requested_at)
  local images, microUsd = 0, 0
  for index, name in ipairs(names) do
    if name == 'i' then images = amounts[index] elseif name == 'u' then microUsd = amounts[index] end
  end
  for at = 1, #keys, 2 do
    local key, isNew = P .. keys[at], true
    if #names == 1 then
      isNew = redis.call('HINCRBY', key, names[1], amounts[1]) == amounts[1]
    else
      -- One command that is written to disk, whatever the number of counters.
      local sums, known = {}, names[1] == 'i' and names[2] == 'u' and #names == 2 and checked[key]
      known = known and {known.i, known.u} or redis.call('HMGET', key, unpack(names))
      for index, name in ipairs(names) do
        if known[index] then isNew = false end
        sums[2 * index - 1] = name
        sums[2 * index] = whole((tonumber(known[index]) or 0) + amounts[index])
      end
      checked[key] = nil
      redis.call('HSET', key, unpack(sums))
    end
    if isNew then redis.call('EXPIRE', key, keys[at + 1]) end
    if images < 0 or microUsd < 0 then
      local reset_at = redis.call('HGET', key, 'ra')
      if reset_at and tonumber(reset_at) > requested_at then
        if images < 0 then give_back(key, images, 'ri') end
        if microUsd < 0 then give_back(key, microUsd, 'ru') end
      end
    end
  end
end
`;

/**
 * Scripts' functions for a crowd that is kept in small groups, for what an entry of a small hash or sorted set costs (some
 * twenty bytes over its content) instead of that of a large one or of a key (a hundred and more). A name alone says which group
 * it is in, among as many as there are: linear hashing, which makes or dissolves one group at a time as the crowd grows and
 * shrinks, so that groups stay small with ten as with a million, and no change moves more than one of them.
 */

/** As many are in a group on average before another is made; the fullest has some hundred, and 128 make a large one. */
export const groupSize = 40;

/**
 * `crowd`: `{state, made, move}`: a hash whose fields `count` and `groups` say how many there are and in how many groups, how many
 * groups that is (read by whoever uses it), and a function `(from, to, belongs)` that brings those of one group to another
 * whose names `belongs` says yes to.
 */
export const spreadLibrary = `
local function half_of(groups)
  local half = 1
  while half * 2 <= groups do half = half * 2 end
  return half
end

local function group_of(name, groups)
  if groups == 1 then return 0 end
  local half = half_of(groups)
  local group = tonumber(string.sub(redis.sha1hex(name), 1, 7), 16) % (2 * half)
  if group >= groups then return group - half end
  return group
end

local function set_groups(crowd, groups)
  redis.call('HSET', crowd.state, 'groups', groups)
  crowd.made = groups
end

local function one_more(crowd)
  local count, groups = redis.call('HINCRBY', crowd.state, 'count', 1), crowd.made
  if count <= groups * ${groupSize} then return end
  crowd.move(groups - half_of(groups), groups, function(name) return group_of(name, groups + 1) == groups end)
  set_groups(crowd, groups + 1)
end

-- Says how many are left.
local function one_less(crowd)
  local count, groups = redis.call('HINCRBY', crowd.state, 'count', -1), crowd.made
  if groups > 1 and count < groups * ${groupSize / 2} then
    crowd.move(groups - 1, groups - 1 - half_of(groups - 1), function() return true end)
    set_groups(crowd, groups - 1)
  end
  return count
end
`;

import type { StepKind } from '../generation/effects.ts';

/**
 * Every Redis key, in one slot of a cluster (the hash tag), and its lifetime where it has one. Counters and indexes
 * that a script derives from a record are named here too, so that a script and its reader cannot disagree.
 */
export const keyPrefix = '{limner}:';

export const keys = {
  /** String: `<version>\n<packed record>`; 400 days. */
  generation: (id: string) => `${keyPrefix}g:${id}`,
  /** String: generation id; 400 days, for a press that must work once for ever. An older version had one for each request. */
  requestKey: (requestKey: string) => `${keyPrefix}rk:${requestKey}`,
  /** Hash: request → when it came, and its generation's id; until the last of a week count no more (see `request-keys.ts`). */
  requestKeys: (week: number, group: number) => `${keyPrefix}rks:${week}:${group}`,
  /** String `<generation>:<index>`: from a platform's message to the picture it shows; 400 days. */
  message: (messageKey: string) => `${keyPrefix}msg:${messageKey}`,
  /**
   * Whatever is kept about one person beside their requests (settings, favourites, …). What has the user's id in its key,
   * here or between other colons, is shown, exported and deleted by `/privacy` without further ado (see `personal-keys.ts`);
   * names that end in `key` are secrets.
   */
  person: (userId: string, name = '') => `${keyPrefix}u:${userId}:${name}`,
  /** Hash: gateway → JSON of a user's own key, encrypted. */
  ownKeys: (userId: string) => `${keyPrefix}u:${userId}:gateway-key`,
  /** Hash: id → JSON of a key that was replaced or removed while a gateway was at work with it; three hours. */
  retiredKeys: (userId: string) => `${keyPrefix}u:${userId}:retired-key`,
  /** Sorted set: a user's generation ids by creation, and below any instant the unfinished ones and those in line (see `user-places.ts`). */
  requests: (userId: string) => `${keyPrefix}u:${userId}:history`,
  /** Sorted set: pictures `<generation>:<index>` a user keeps as favourites, by when; 400 days after the last change. */
  favourites: (userId: string) => `${keyPrefix}u:${userId}:favourites`,
  /** Hash: a user's suggestions of prompts by id, JSON; 30 days after the last one. */
  suggestions: (userId: string) => `${keyPrefix}u:${userId}:suggestions`,
  /** Counter: how often a user asked the chat model on one day; 2 days. */
  helped: (userId: string, day: string) => `${keyPrefix}helped:${userId}:${day}`,
  /** Set: a user's generations that occupy a gateway. */
  active: (userId: string) => `${keyPrefix}u:${userId}:active`,
  /** Set: lanes in which the user is left out of the ring because of `active`. */
  parkedLanes: (userId: string) => `${keyPrefix}u:${userId}:parked`,
  /** Sorted set: the sets of users with waiting work in a lane, by the turn that comes first in each (see `ring.ts`). */
  turns: (lane: string) => `${keyPrefix}lane:${lane}:turns`,
  /** Sorted set: users with waiting work in a lane, by turn. */
  turnsIn: (lane: string, set: number) => `${keyPrefix}lane:${lane}:turns:${set}`,
  /** String: the turn that was served last in a lane. */
  turn: (lane: string) => `${keyPrefix}lane:${lane}:turn`,
  /** Hash: user → the turn at which they are next entitled. */
  entitled: (lane: string) => `${keyPrefix}lane:${lane}:entitled`,
  /** Hash: how often somebody or something came into a lane's line (`in`), and left it (`out`). */
  line: (lane: string) => `${keyPrefix}lane:${lane}:line`,
  /** Set: attempts that occupy a lane. */
  laneActive: (lane: string) => `${keyPrefix}lane:${lane}:active`,
  /** Sorted set: attempts by their next look. */
  looks: (provider: string) => `${keyPrefix}due:${provider}`,
  /**
   * Sorted set: steps by when somebody must see to them. Fetching from a gateway and delivering to a platform have a set
   * for each (their way), so that a slow one holds up neither another nor the rest (submit leases, requeue, expire).
   */
  steps: (kind: StepKind, way = '') =>
    kind === 'collect' || kind === 'deliver' ? `${keyPrefix}steps:${kind}:${way}` : `${keyPrefix}steps`,
  /**
   * Hash: chat → its unfinished status messages, and when one of them may be edited next, packed. The first group also has how
   * many chats there are (`count`), and in how many groups they lie (`groups`; see `edit-chats.ts`).
   */
  editsIn: (group: number) => `${keyPrefix}edits-in:${group}`,
  /** Sorted set: groups of chats, by an instant before which no status message of a platform in them is to be edited. */
  editsDue: (platform: string) => `${keyPrefix}edits-due:${platform}`,
  /**
   * Sorted set: the generations of a chat that has more of them than an entry of a group holds, by when their status message is
   * to be edited; below zero: since when by the outcome.
   */
  edits: (scope: string) => `${keyPrefix}edits:${scope}`,
  /** Sorted set: the latest edits of a chat by when they were made; as long as they count. */
  pacedEdits: (scope: string) => `${keyPrefix}paced:${scope}`,
  /** Hash: until when a platform wants a chat left alone, and how often it said so without naming a time. */
  editPace: (scope: string) => `${keyPrefix}pace:${scope}`,
  /** Sorted set: the sets of generations with something left to happen, by how many each holds (see `open-generations.ts`). */
  open: () => `${keyPrefix}open`,
  /** Sorted set: generations with something left to happen; for the sweeper. */
  openIn: (set: number) => `${keyPrefix}open:${set}`,
  /**
   * Hash of counters of one ledger scope; 40 days for a day, 400 for a month. Beside the sums: what was granted (`gi`, `gu`),
   * and at a reset what was counted until then (`ri`, `ru`) and when (`ra`).
   */
  ledger: (kind: string, id: string, period: string) => `${keyPrefix}l:${kind}:${id}:${period}`,
  /** Hash: limits set by command, each `<period>:<unit>:<kind>:<id>`, and under `version` another value after each change. */
  limits: () => `${keyPrefix}limits`,
  /** String: a grant that was made, so that it is made once; 40 days. */
  grant: (key: string) => `${keyPrefix}grant:${key}`,
  /** Hash: user → generations at once, where that is not the usual number; as of their last request. */
  concurrent: () => `${keyPrefix}concurrent`,
  /** Stream: one entry per ledger line. */
  ledgerLines: () => `${keyPrefix}ledger`,
  /** Sorted set: owners (generation ids) of originals, by when their claim ends (see `media-owners.ts`). */
  owners: (sha256: string) => `${keyPrefix}owners:${sha256.slice(0, 3)}`,
  /** Sorted set: originals by the end of their last owner's claim. */
  mediaExpiry: () => `${keyPrefix}media`,
  /** String: how long tasks of one kind take, a packed histogram; 90 days. */
  law: (kind: string) => `${keyPrefix}law:${kind}`,
  /** Hash: how a gateway is. */
  health: (provider: string) => `${keyPrefix}health:${provider}`,
  /** String: JSON of volatile progress; ten minutes. */
  live: (id: string) => `${keyPrefix}live:${id}`,
  /** String: the latest preview, JPEG; ten minutes. */
  preview: (id: string) => `${keyPrefix}preview:${id}`,
  /** String: held while a status message is being edited; 3 s, renewed. */
  editLock: (id: string) => `${keyPrefix}edit:${id}`,
  /** String: JSON of an intake; 2 days. */
  intake: (key: string) => `${keyPrefix}in:${key}`,
  /** Sorted set: intakes of a platform by when somebody must see to them. */
  intakes: (platform: string) => `${keyPrefix}in-due:${platform}`,
  /** Hash: people who are being forgotten → JSON of how far that has come. */
  forgetting: () => `${keyPrefix}forgetting`,
  /** String: held while somebody is being forgotten; ten minutes. */
  forgettingLock: () => `${keyPrefix}forgetting:lock`,
  /** String: set while the append-only file holds what was forgotten. */
  rewriteWanted: () => `${keyPrefix}forgetting:rewrite`,
  /** Hash: exports behind links → JSON of file, owner and end. */
  exports: () => `${keyPrefix}exports`,
  /** Sorted set: ways on which nothing may go, by until when. */
  brakes: () => `${keyPrefix}brakes`,
  /** Pub/sub channel of new holds. */
  brakesTold: () => `${keyPrefix}brakes-told`,
  /** Sorted set: processes that use a foreign limit, by when they count as gone; seconds. */
  limitUsers: (limit: string) => `${keyPrefix}sharers:${limit}`,
  /** Counter of refused requests in one window; as long as the window. */
  trouble: (what: string, window: number) => `${keyPrefix}trouble:${what}:${window}`,
  /** Pub/sub channel of changes. */
  events: () => `${keyPrefix}events`,
  /** String that lapses: the last turn of something that may only be done so often. */
  turnOf: (name: string) => `${keyPrefix}turn:${name}`,
  /** Counter: places in line. */
  sequence: () => `${keyPrefix}seq`,
} as const;

const day = 86_400;
/** Lifetimes in seconds. */
export const lifetimes = {
  record: 400 * day,
  /** No platform brings an event again after a day, and some give its number to another one after a week. */
  requestKey: 7 * day,
  ledgerDay: 40 * day,
  ledgerMonth: 400 * day,
  grant: 40 * day,
  intake: 2 * day,
  live: 600,
  law: 90 * day,
} as const;

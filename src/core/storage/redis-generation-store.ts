import { createHash } from 'node:crypto';
import { livePictures } from '../generation/generation.ts';
import type { Generation, PictureRef } from '../generation/generation.ts';
import { generationOfPicture } from '../generation/record-parts.ts';
// prettier-ignore
import type {
  CreateResult, Decide, GenerationStore, PlaceInLine, ReservationRefusal, ScopeLimit, TransitionResult, UserLimits,
} from '../ports/generation-store.ts';
import type { ScriptedRedis } from './connection.ts';
import { laneName } from '../own-key/own-lane.ts';
import { packGeneration, unpackGeneration } from './generation-record.ts';
import { keyPrefix, keys, lifetimes } from './keys.ts';
import { differences, limitChecks } from './operations.ts';
import type { Aftermath, Operation } from './operations.ts';
import { findRequest, noteOf } from './request-keys.ts';
import { idOfUnfinished, lineEntry, scoresOf, waitingIn } from './user-places.ts';

/** Records as a process saw them last. */
export type RecentRecords = Map<string, { readonly generation: Generation; readonly record: Buffer }>;

export interface RedisGenerationStoreConfig {
  readonly redis: ScriptedRedis;
  readonly now: () => number;
  /** How long originals are owned by their generation, milliseconds. */
  readonly retentionMs: number;
  /** Shared by those of one process that have different connections. */
  readonly recent?: RecentRecords;
  /** Told after every stored change: what can go on now. */
  readonly onChanged?: (aftermath: Aftermath) => void;
}

/** How long an original may be without an owner, milliseconds. */
const holdMs = 3_600_000;
/** Owns what belongs to no generation yet; a generation that takes it over takes its place. */
const holdOwner = 'hold';
/** Some kilobytes each. */
const rememberedRecords = 256;
/** So few that are read together are about to go on; many are a list, for which what goes on is not forgotten. */
const rememberedTogether = 8;

/** `GenerationStore` on Redis: every change is one script, compared on the record's version. */
export class RedisGenerationStore implements GenerationStore {
  readonly #config: RedisGenerationStoreConfig;
  readonly #redis: ScriptedRedis;
  /**
   * Records as this process saw them last, oldest first: a change starts from there instead of reading first. It is written
   * only upon the very same record: a store that was set back may have the same version with another content.
   */
  readonly #recent: RecentRecords;

  constructor(config: RedisGenerationStoreConfig) {
    this.#config = config;
    this.#redis = config.redis;
    this.#recent = config.recent ?? new Map();
  }

  async create(
    generation: Generation,
    limits: readonly ScopeLimit[],
    userLimits: UserLimits,
  ): Promise<CreateResult> {
    const change = differences(undefined, generation, {
      now: this.#config.now(),
      retentionMs: this.#config.retentionMs,
    });
    const record = packGeneration(generation);
    const { userId } = generation.requester;
    const reply = read(
      await this.#redis.limnerCreateBuffer(
        keys.generation(generation.id),
        record,
        generation.id,
        generation.requestKey,
        userId,
        userLimits.unfinished,
        JSON.stringify(limitChecks(limits, change.reserved)),
        JSON.stringify([...change.operations, placesOf(userId, userLimits)]),
        lifetimes.record,
        ...noteOf(generation),
      ),
    );
    if (reply[0] === 'duplicate') {
      const existing = await this.get(String(reply[1]));
      if (!existing) throw new Error('A request key points to a record that is gone');
      return { kind: 'duplicate', generation: existing };
    }
    if (reply[0] === 'full') {
      return { kind: 'refused', refusal: { kind: 'queue-full', limit: userLimits.unfinished } };
    }
    if (reply[0] === 'limit') return { kind: 'refused', refusal: refusalOf(reply, limits) };
    this.#saw(generation, record);
    this.#tell(change.aftermath, reply[1]);
    return { kind: 'created', generation };
  }

  async get(id: string): Promise<Generation | undefined> {
    const record = await this.#redis.getBuffer(keys.generation(id));
    return record === null ? undefined : this.#read(id, record);
  }

  recent(id: string): Generation | undefined {
    return this.#recent.get(id)?.generation;
  }

  async getMany(ids: readonly string[]): Promise<readonly Generation[]> {
    if (ids.length === 0) return [];
    const records = await this.#redis.mgetBuffer(ids.map(keys.generation));
    return ids.flatMap((id, position) => {
      const record = records[position] ?? null;
      if (record === null) return [];
      return ids.length <= rememberedTogether ? this.#read(id, record) : unpackGeneration(record);
    });
  }

  async transition(id: string, decide: Decide): Promise<TransitionResult> {
    // What was seen may be out of date: good enough to write upon (the script compares), not to do nothing upon.
    let seen = this.#recent.get(id);
    let current = seen ? seen.generation : await this.get(id);
    for (;;) {
      if (!current) throw new Error(`No generation ${id}`);
      const change = decide(current);
      if (!change && seen) {
        seen = undefined;
        current = await this.get(id);
        continue;
      }
      if (!change) return { kind: 'unchanged', generation: current };
      const next: Generation = { ...change.next, version: current.version + 1 };
      const written = differences(current, next, {
        now: this.#config.now(),
        schedule: change.schedule,
        retentionMs: this.#config.retentionMs,
      });
      const record = packGeneration(next);
      const reply = read(
        await this.#redis.limnerTransitionBuffer(
          keys.generation(id),
          id,
          current.version,
          record,
          JSON.stringify(limitChecks(change.limits, written.reserved)),
          JSON.stringify(written.operations),
          lifetimes.record,
          seen ? createHash('sha1').update(seen.record).digest('hex') : '',
          ...(change.unlessEdited ? [change.unlessEdited.unsure ? 'unsure' : 'sure'] : []),
        ),
      );
      if (reply[0] === 'changed') {
        this.#saw(next, record);
        this.#tell(written.aftermath, reply[1]);
        return { kind: 'changed', generation: next };
      }
      if (reply[0] === 'edited') return { kind: 'edited', generation: current };
      if (reply[0] === 'limit') {
        return { kind: 'refused', generation: current, refusal: refusalOf(reply, change.limits ?? []) };
      }
      current = reply[0] === 'conflict' ? unpackGeneration(reply[1] as Buffer) : undefined;
      seen = undefined;
      this.#recent.delete(id);
    }
  }

  async findByRequestKey(requestKey: string): Promise<Generation | undefined> {
    const id = await findRequest(this.#redis, requestKey, this.#config.now());
    return id === undefined ? undefined : this.get(id);
  }

  async findByMessage(messageKey: string): Promise<PictureRef | undefined> {
    const value = await this.#redis.get(keys.message(messageKey));
    if (value === null) return undefined;
    const separator = value.lastIndexOf(':');
    return { generationId: value.slice(0, separator), index: Number(value.slice(separator + 1)) };
  }

  async findByPicture(pictureId: string): Promise<PictureRef | undefined> {
    const generation = await this.get(generationOfPicture(pictureId));
    const found =
      generation && livePictures(generation).find(({ picture }) => picture.pictureId === pictureId);
    return found && { generationId: generation.id, index: found.index };
  }

  async history(userId: string, options: { before?: number; limit: number }): Promise<readonly Generation[]> {
    const newest = options.before === undefined ? '+inf' : `(${options.before}`;
    const ids = await this.#redis.zrevrangebyscore(
      keys.requests(userId),
      newest,
      scoresOf.history[0],
      'LIMIT',
      0,
      options.limit,
    );
    return this.getMany(ids);
  }

  async unfinished(userId: string): Promise<readonly Generation[]> {
    const entries = await this.#redis.zrangebyscore(keys.requests(userId), ...scoresOf.unfinished);
    const found = await this.getMany(entries.map(idOfUnfinished));
    return found.toSorted((one, other) => other.createdAt - one.createdAt);
  }

  async holdMedia(sha256s: readonly string[]): Promise<void> {
    if (sha256s.length === 0) return;
    const until = this.#config.now() + holdMs;
    await this.#redis.limnerHold(keys.mediaExpiry(), until, holdOwner, ...sha256s);
  }

  async position(generation: Generation): Promise<number | undefined> {
    return (await this.line(generation))?.position;
  }

  async line(generation: Generation): Promise<PlaceInLine | undefined> {
    const part = generation.parts.find(({ state }) => state === 'waiting');
    if (!part) return undefined;
    const lane = laneName(part.provider, generation.payer);
    const entry = lineEntry(lane, `${generation.id}:${part.index}`, part.count);
    const [found, waiting] = await Promise.all([
      this.#redis.limnerLine(keys.turns(lane), lane, generation.requester.userId, entry),
      waitingIn(this.#redis, lane),
    ]);
    if (!found) return undefined;
    const [ownBefore, before, users] = found;
    const position = Math.min(ownBefore * Math.max(users, 1) + (before ?? 0), Math.max(waiting - 1, 0));
    return { position, ownBefore, isParked: before === null };
  }

  /** Puts places back that a record should have, unless the record has changed since it was read. */
  async restore(
    generation: Generation,
    operations: readonly (readonly (string | number)[])[],
  ): Promise<boolean> {
    const reply = read(
      await this.#redis.limnerTransitionBuffer(
        keys.generation(generation.id),
        generation.id,
        generation.version,
        packGeneration(generation),
        '[]',
        JSON.stringify(operations),
        lifetimes.record,
      ),
    );
    return reply[0] === 'changed';
  }

  /** Most steps read what the one before them has written. */
  #read(id: string, record: Buffer): Generation {
    const seen = this.#recent.get(id);
    if (seen?.record.equals(record)) return seen.generation;
    const generation = unpackGeneration(record);
    this.#saw(generation, record);
    return generation;
  }

  #saw(generation: Generation, record: Buffer): void {
    const { id, version } = generation;
    // An answer that comes late must not replace what was written meanwhile.
    if ((this.#recent.get(id)?.generation.version ?? 0) > version) return;
    this.#recent.delete(id);
    this.#recent.set(id, { generation, record });
    const [oldest] = this.#recent.keys();
    if (this.#recent.size > rememberedRecords && oldest !== undefined) this.#recent.delete(oldest);
  }

  #tell(aftermath: Aftermath, unparked: unknown): void {
    const lanes = new Set(aftermath.lanes);
    if (Array.isArray(unparked)) for (const lane of unparked) lanes.add(String(lane));
    this.#config.onChanged?.({ ...aftermath, lanes });
  }
}

/** A script's reply as text, but for the record that a conflict brings. */
function read(reply: readonly unknown[]): readonly unknown[] {
  const [kind, ...rest] = reply;
  const name = String(kind);
  return name === 'conflict' ? [name, ...rest] : [name, ...rest.map(asText)];
}

function asText(item: unknown): unknown {
  return Buffer.isBuffer(item) ? item.toString('utf8') : item;
}

function refusalOf(reply: readonly unknown[], limits: readonly ScopeLimit[]): ReservationRefusal {
  const limit = limits[Number(reply[1]) - 1];
  if (!limit) throw new Error('The store refused by a limit that was not given');
  const unit = reply[2] === 'images' ? 'images' : 'microUsd';
  return { kind: 'limit', scope: limit.scope, unit, limit: Number(reply[4]), left: Number(reply[3]) };
}

/** How many places the user has at once, where that is not the usual number. */
function placesOf(userId: string, { concurrent }: UserLimits): Operation {
  const key = keys.concurrent().slice(keyPrefix.length);
  return concurrent === undefined ? ['hdel', key, userId] : ['hset', key, userId, concurrent];
}

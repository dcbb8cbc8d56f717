import { randomUUID } from 'node:crypto';
import { standingOf } from '../generation/effects.ts';
import type { Generation } from '../generation/generation.ts';
import { editScopeOf } from '../generation/stage.ts';
import { dayOf, endOfDay } from '../ledger/scopes.ts';
import type { StoredImage } from '../ports/media.ts';
import type { ForgettingTask, KeptExport, OtherRecord, PrivacyStore } from '../privacy/privacy-store.ts';
import type { StoreConnection } from './connection.ts';
import { deletePersonalKeys, findKeys, findPersonalKeys, nameOfKey, readAny } from './personal-keys.ts';
import { unpackGeneration } from './generation-record.ts';
import { editChatsLibrary } from './edit-chats.ts';
import { forgetAdminTraces } from './forget-admin-traces.ts';
import { keyPrefix, keys } from './keys.ts';
import { ownersLibrary } from './media-owners.ts';
import { openLibrary, openSetOf } from './open-generations.ts';
import { scoresOf, unfinishedEntry } from './user-places.ts';
import { RedisPresetStore } from './redis-preset-store.ts';
import { forgettingOf, requestKeysLibrary } from './request-keys.ts';
import type { LedgerLine, RedisLedger } from './redis-ledger.ts';
import { renameLedgerLines } from './rename-ledger-lines.ts';

export interface RedisPrivacyStoreConfig {
  readonly redis: StoreConnection;
  readonly ledger: RedisLedger;
  /** True for a store of our own, whose file is rewritten; one that was handed to us is its owner's to see to. */
  readonly isOwnStore: boolean;
  readonly now: () => number;
}

const pageSize = 100;
const lockMs = 600_000;
/** Entries that a person's ordinary keys hold beside the record: they go with it. */
const deleteScript = `
local P = '${keyPrefix}'${openLibrary}${editChatsLibrary}${ownersLibrary}${requestKeysLibrary}
local current = redis.call('GET', KEYS[1])
if not current or string.match(current, '^%d+') ~= ARGV[1] then return false end
for _, op in ipairs(cjson.decode(ARGV[3])) do redis.call(unpack(op)) end
local orphans = {}
for _, sha in ipairs(cjson.decode(ARGV[4])) do
  disown(sha, ARGV[2])
  if not last_claim(sha) then
    redis.call('ZREM', P .. 'media', sha)
    orphans[#orphans + 1] = sha
  end
end
redis.call('DEL', KEYS[1])
close(ARGV[2], ARGV[5])
end_edits(ARGV[6], ARGV[2])
forget_request(unpack(ARGV, 7))
return orphans
`;
const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** `PrivacyStore` on Redis. */
export class RedisPrivacyStore implements PrivacyStore {
  readonly #config: RedisPrivacyStoreConfig;
  readonly #redis: StoreConnection;

  constructor(config: RedisPrivacyStoreConfig) {
    this.#config = config;
    this.#redis = config.redis;
  }

  async *generations(userId: string, until?: number): AsyncGenerator<Generation> {
    const ids = await this.#redis.zrevrangebyscore(
      keys.requests(userId),
      until ?? '+inf',
      scoresOf.history[0],
    );
    for (let from = 0; from < ids.length; from += pageSize) {
      const records = await this.#redis.mgetBuffer(ids.slice(from, from + pageSize).map(keys.generation));
      yield* records.flatMap((record) => (record === null ? [] : [unpackGeneration(record)]));
    }
  }

  async *tombstones(userId: string): AsyncGenerator<Generation> {
    const ids = new Set<string>();
    for await (const { generationId } of this.ledgerLines(userId)) ids.add(generationId);
    const all = [...ids];
    for (let from = 0; from < all.length; from += pageSize) {
      const records = await this.#redis.mgetBuffer(all.slice(from, from + pageSize).map(keys.generation));
      for (const record of records) {
        const generation = record === null ? undefined : unpackGeneration(record);
        if (generation?.deletedAt !== undefined && generation.requester.userId === userId) yield generation;
      }
    }
  }

  async *ledgerLines(userId: string): AsyncGenerator<LedgerLine> {
    let after: string | undefined;
    for (;;) {
      const lines = await this.#config.ledger.lines({
        limit: 1_000,
        ...(after === undefined ? {} : { after }),
      });
      yield* lines.filter((line) => line.userId === userId);
      after = lines.at(-1)?.id;
      if (after === undefined) return;
    }
  }

  async *others(userId: string): AsyncGenerator<OtherRecord> {
    for (const key of await findPersonalKeys(this.#redis, userId)) {
      const name = nameOfKey(key, userId);
      const { value, count } = await readAny(this.#redis, key);
      if (count > 0) yield { name, count, value: /key$/i.test(name) ? 'kept, encrypted' : value };
    }
  }

  async task(userId: string): Promise<ForgettingTask | undefined> {
    const text = await this.#redis.hget(keys.forgetting(), userId);
    return text === null ? undefined : (JSON.parse(text) as ForgettingTask);
  }

  async tasks(): Promise<readonly ForgettingTask[]> {
    const texts = await this.#redis.hvals(keys.forgetting());
    return texts.map((text) => JSON.parse(text) as ForgettingTask);
  }

  async saveTask(task: ForgettingTask): Promise<void> {
    await this.#redis.hset(keys.forgetting(), task.userId, JSON.stringify(task));
  }

  async endTask(userId: string): Promise<void> {
    await this.#redis.hdel(keys.forgetting(), userId);
  }

  async lock(): Promise<{ release(): Promise<void> } | undefined> {
    const token = randomUUID();
    const taken = await this.#redis.set(keys.forgettingLock(), token, 'PX', lockMs, 'NX');
    if (taken !== 'OK') return undefined;
    return {
      release: async () => {
        await this.#redis.eval(releaseScript, 1, keys.forgettingLock(), token);
      },
    };
  }

  async deleteGeneration(generation: Generation): Promise<readonly StoredImage[] | undefined> {
    const { id, version, requester } = generation;
    const { userId } = requester;
    const standing = standingOf(generation, this.#config.now());
    const operations = [
      ['DEL', keys.live(id), keys.preview(id), keys.editLock(id)],
      ...[...standing.messages.keys()].map((message) => ['DEL', keys.message(message)]),
      ['ZREM', keys.requests(userId), id, unfinishedEntry(id)],
      ['SREM', keys.active(userId), id],
    ];
    const orphans = (await this.#redis.eval(
      ...[deleteScript, 1, keys.generation(id), version, id, JSON.stringify(operations)],
      ...[JSON.stringify([...standing.media]), openSetOf(generation), editScopeOf(generation)],
      ...forgettingOf(generation),
    )) as string[] | null;
    if (!orphans) return undefined;
    const gone = new Set(orphans);
    const files = [
      ...generation.references,
      ...(generation.mask ? [generation.mask] : []),
      ...generation.parts.flatMap(({ images }) => images),
    ];
    return files.filter(({ sha256 }) => gone.has(sha256));
  }

  async deleteOthers(task: ForgettingTask): Promise<void> {
    const { userId, chats } = task;
    const presets = new RedisPresetStore(this.#redis, this.#config.now);
    for (const chat of new Set([userId, ...chats])) {
      // One by one: their pictures are kept under the chat's name.
      for (const name of (await presets.all(chat)).keys()) await presets.remove(chat, name);
      for (const key of await findPersonalKeys(this.#redis, chat)) await this.#redis.del(key);
    }
    await deletePersonalKeys(this.#redis, userId);
    await forgetAdminTraces(this.#redis, task);
  }

  async releaseCounters(task: ForgettingTask): Promise<void> {
    const { userId, chats, pseudonym } = task;
    // Once more: what came to its end meanwhile has been added up under the old name.
    await forgetAdminTraces(this.#redis, task);
    await this.#redis.hdel(keys.concurrent(), userId);
    const today = dayOf(this.#config.now());
    const monthEnd = new Date(`${today.slice(0, 7)}-01T00:00:00.000Z`).setUTCMonth(Number(today.slice(5, 7)));
    const ends = new Map([
      [today, endOfDay(this.#config.now())],
      [today.slice(0, 7), monthEnd],
    ]);
    const scopes = [`user:${userId}`, ...chats.map((chat) => `chat:${chat}`)];
    for (const scope of scopes) {
      const [kind = ''] = scope.split(':');
      const begin = `${keyPrefix}l:${scope}:`;
      for (const key of await findKeys(this.#redis, begin)) {
        const period = key.slice(begin.length);
        const end = ends.get(period);
        if (end !== undefined) await this.#redis.pexpireat(key, end);
        else await this.#redis.rename(key, keys.ledger(kind, pseudonym, period));
      }
    }
  }

  renameLines(task: ForgettingTask, kept: ReadonlySet<string>): Promise<void> {
    return renameLedgerLines(this.#redis, task, kept);
  }

  async rewriteFile(): Promise<void> {
    if (!this.#config.isOwnStore) return;
    await this.#redis.set(keys.rewriteWanted(), '1');
    await this.resumeRewrite();
  }

  async resumeRewrite(): Promise<void> {
    if (!this.#config.isOwnStore || (await this.#redis.exists(keys.rewriteWanted())) === 0) return;
    // One that runs already began before the deletion: another has to follow it.
    const begun = await this.#redis.bgrewriteaof().then(
      () => true,
      () => false,
    );
    if (begun) await this.#redis.del(keys.rewriteWanted());
  }

  async saveExport(id: string, kept: KeptExport): Promise<void> {
    await this.#redis.hset(keys.exports(), id, JSON.stringify(kept));
  }

  async findExport(id: string): Promise<KeptExport | undefined> {
    const text = await this.#redis.hget(keys.exports(), id);
    return text === null ? undefined : (JSON.parse(text) as KeptExport);
  }

  async exports(): Promise<ReadonlyMap<string, KeptExport>> {
    const texts = await this.#redis.hgetall(keys.exports());
    return new Map(Object.entries(texts).map(([id, text]) => [id, JSON.parse(text) as KeptExport]));
  }

  async deleteExport(id: string): Promise<void> {
    await this.#redis.hdel(keys.exports(), id);
  }
}

import { z } from 'zod';
import type { KeptPreset, PresetStore } from '../presets/preset-shelf.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix, lifetimes } from './keys.ts';
import { claimMedia, disclaimMedia } from './media-owners.ts';

/** Adds or replaces a field of a hash that may have so many fields only: 0 full, 1 new, 2 replaced. */
const saveScript = `
local known = redis.call('HEXISTS', KEYS[1], ARGV[1])
if known == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1 + known`;

/** How long its pictures outlive the last use of a preset. */
const keptMs = lifetimes.record * 1_000;
/** How long pictures of a removed preset may still be needed by what is being asked for. */
const releaseMs = 3_600_000;

/** A hash of JSON for each chat. Pictures are owned by the preset, as a generation owns its own. */
export class RedisPresetStore implements PresetStore {
  readonly #redis: StoreConnection;
  readonly #now: () => number;

  constructor(redis: StoreConnection, now: () => number) {
    this.#redis = redis;
    this.#now = now;
  }

  async all(chatId: string): Promise<ReadonlyMap<string, KeptPreset>> {
    const fields = await this.#redis.hgetall(keyOf(chatId));
    return new Map(Object.entries(fields).map(([name, text]) => [name, read(text)]));
  }

  async find(chatId: string, name: string): Promise<KeptPreset | undefined> {
    const text = await this.#redis.hget(keyOf(chatId), name);
    return text == null ? undefined : read(text);
  }

  async save(
    chatId: string,
    name: string,
    preset: KeptPreset,
    limit: number,
  ): Promise<'new' | 'replaced' | 'full'> {
    const before = await this.find(chatId, name);
    const saved = await this.#redis.eval(saveScript, 1, keyOf(chatId), name, JSON.stringify(preset), limit);
    if (saved === 0) return 'full';
    const kept = new Set(preset.references.map(({ sha256 }) => sha256));
    const dropped = (before?.references ?? []).filter(({ sha256 }) => !kept.has(sha256));
    await this.#release(chatId, name, dropped);
    await this.renew(chatId, name, preset);
    return saved === 1 ? 'new' : 'replaced';
  }

  async remove(chatId: string, name: string): Promise<boolean> {
    const before = await this.find(chatId, name);
    const removed = await this.#redis.hdel(keyOf(chatId), name);
    await this.#release(chatId, name, before?.references ?? []);
    return removed > 0;
  }

  async renew(chatId: string, name: string, { references }: KeptPreset): Promise<void> {
    const until = this.#now() + keptMs;
    for (const { sha256 } of references) {
      await claimMedia(this.#redis, sha256, ownerOf(chatId, name), until);
    }
  }

  async #release(chatId: string, name: string, images: KeptPreset['references']): Promise<void> {
    for (const { sha256 } of images) {
      await disclaimMedia(this.#redis, sha256, ownerOf(chatId, name), this.#now() + releaseMs);
    }
  }
}

/** A record of ours; only what its readers rely on is looked at. */
const shape = z.looseObject({
  template: z.string(),
  words: z.looseObject({}),
  references: z.array(z.looseObject({ sha256: z.string(), width: z.number(), height: z.number() })),
});

function read(text: string): KeptPreset {
  return shape.parse(JSON.parse(text)) as unknown as KeptPreset;
}

function ownerOf(chatId: string, name: string): string {
  return `preset:${chatId}:${name}`;
}

function keyOf(chatId: string): string {
  return `${keyPrefix}presets:${chatId}`;
}

import { z } from 'zod';
// prettier-ignore
import type {
  AddressedNotice, AdminNotice, AdminNotices, NoticeOptions, ToldNotice,
} from '../ports/admin-notices.ts';
import type { PictureRef } from '../generation/generation.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';

/** Sorted set: `<notice> <user>` by when somebody must tell them. */
export const noticesDueKey = `${keyPrefix}notices-due`;

const logKey = `${keyPrefix}notices`;
/** Sorted set: pictures by when their reports were set aside. */
const setAsideKey = `${keyPrefix}reports-aside`;
const localesKey = `${keyPrefix}admin-locales`;
const day = 86_400;
const keptSeconds = 40 * day;
const keptInLog = 1_000;
const followMs = 90 * day * 1_000;

/**
 * notify(told key, record key, due set, log; id, record, lifetime, now, length of the log, user…) → 1, or 0 where it was
 * told before. One script, so that what is marked as told is certain to be told.
 */
const notifyScript = `
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[3]) then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[3])
redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[5], '*', 'n', ARGV[2])
for index = 6, #ARGV do redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1] .. ' ' .. ARGV[index]) end
return 1`;

export interface RedisAdminNoticesConfig {
  readonly redis: StoreConnection;
  /** Told everything. */
  readonly adminIds: ReadonlySet<string>;
  readonly now: () => number;
  readonly randomId: () => string;
  /** The words of a request, for as long as they are kept. */
  readonly promptOf: (generationId: string) => Promise<string | undefined>;
  /** Something is to be told now. */
  readonly onDue?: () => void;
}

/** Notices as records with a due set of whom to tell; workers take them from there. */
export class RedisAdminNotices implements AdminNotices {
  readonly #config: RedisAdminNoticesConfig;
  readonly #redis: StoreConnection;

  constructor(config: RedisAdminNoticesConfig) {
    this.#config = config;
    this.#redis = config.redis;
  }

  async notify(notice: AdminNotice, { once, chatId }: NoticeOptions): Promise<boolean> {
    const { adminIds, now, randomId } = this.#config;
    const id = randomId();
    const record: ToldNotice = { notice, at: now(), ...(chatId === undefined ? {} : { chatId }) };
    const followers =
      chatId === undefined ? [] : await this.#redis.zrangebyscore(followersKey(chatId), now(), '+inf');
    const told = await this.#redis.eval(
      notifyScript,
      4,
      ...[`${keyPrefix}told:${once}`, recordKey(id), noticesDueKey, logKey],
      ...[id, JSON.stringify(record), keptSeconds, now(), keptInLog],
      ...new Set([...adminIds, ...followers]),
    );
    if (told === 1) this.#config.onDue?.();
    return told === 1;
  }

  async recent({ limit, chatId }: { limit: number; chatId?: string }): Promise<readonly ToldNotice[]> {
    const aside = await this.#setAside();
    const count = chatId === undefined && aside.size === 0 ? limit : keptInLog;
    const entries = await this.#redis.xrevrange(logKey, '+', '-', 'COUNT', count);
    const wanted = entries
      .map(([, [, text = '']]) => toldOf(text))
      .filter((told) => chatId === undefined || told.chatId === chatId)
      .filter(({ notice, at }) => notice.kind !== 'report' || at > (aside.get(pictureOf(notice)) ?? 0))
      .slice(0, limit);
    return Promise.all(wanted.map((told) => this.#withPrompt(told)));
  }

  async setAside(picture: PictureRef): Promise<void> {
    const at = this.#config.now();
    await this.#redis.zadd(setAsideKey, at, pictureOf(picture));
    await this.#redis.zremrangebyscore(setAsideKey, '-inf', at - keptSeconds * 1_000);
  }

  async follow(userId: string, chatId: string): Promise<void> {
    await this.#redis.zadd(followersKey(chatId), this.#config.now() + followMs, userId);
  }

  async unfollow(userId: string, chatId: string): Promise<void> {
    await this.#redis.zrem(followersKey(chatId), userId);
  }

  async isFollowing(userId: string, chatId: string): Promise<boolean> {
    const until = await this.#redis.zscore(followersKey(chatId), userId);
    return until !== null && Number(until) > this.#config.now();
  }

  async rememberLocale(userId: string, locale: string): Promise<void> {
    await this.#redis.hset(localesKey, userId, locale);
  }

  /** What a member of the due set stands for; undefined when it is not kept any more. */
  async due(member: string): Promise<AddressedNotice | undefined> {
    const [id = '', userId = ''] = member.split(' ');
    const [text, locale] = await Promise.all([
      this.#redis.get(recordKey(id)),
      this.#redis.hget(localesKey, userId),
    ]);
    if (text === null) return undefined;
    return {
      ...(await this.#withPrompt(toldOf(text))),
      id,
      userId,
      mayDecide: this.#config.adminIds.has(userId),
      locale: locale ?? undefined,
    };
  }

  async #setAside(): Promise<ReadonlyMap<string, number>> {
    const flat = await this.#redis.zrevrange(setAsideKey, 0, -1, 'WITHSCORES');
    return new Map(flat.flatMap((name, at) => (at % 2 === 0 ? [[name, Number(flat[at + 1])] as const] : [])));
  }

  async #withPrompt(told: ToldNotice): Promise<ToldNotice> {
    const { notice } = told;
    if (notice.kind !== 'report') return told;
    const { prompt: _stored, ...rest } = notice;
    const prompt = await this.#config.promptOf(notice.generationId);
    return { ...told, notice: { ...rest, ...(prompt ? { prompt } : {}) } };
  }
}

/** A record of ours; only what its readers rely on is looked at. */
const shape = z.looseObject({ notice: z.looseObject({ kind: z.string() }), at: z.number() });

function toldOf(text: string): ToldNotice {
  return shape.parse(JSON.parse(text)) as unknown as ToldNotice;
}

function pictureOf({ generationId, index }: { generationId: string; index?: number }): string {
  return `${generationId}:${index ?? ''}`;
}

function recordKey(id: string): string {
  return `${keyPrefix}notice:${id}`;
}

function followersKey(chatId: string): string {
  return `${keyPrefix}followers:${chatId}`;
}

import type { AdminNotices } from '../ports/admin-notices.ts';
import type { GenerationStore, ScopeLimit } from '../ports/generation-store.ts';
import type { ImageProvider } from '../ports/image-provider.ts';
import type { Limits } from '../ports/limits.ts';
import type { Logger } from '../ports/logger.ts';
import { unknownsKey } from '../storage/attempt-counts.ts';
import type { StoreConnection } from '../storage/connection.ts';
import { keyPrefix, keys } from '../storage/keys.ts';
import type { ProviderHealthBoard } from '../storage/provider-health.ts';
import { RedisAdminStore } from '../storage/redis-admin-store.ts';
import { RedisSpendBook } from '../storage/redis-spend-book.ts';
import type { RedisLedger } from '../storage/redis-ledger.ts';

/** Percents of a spending limit that admins are told of. */
const percents = [100, 80, 50] as const;
/** How long a gateway must be well again before that is told, so that one that comes and goes is told of once. */
const recoveredAfterMs = 120_000;
/** How long a submit may be unknown before that is told: a late answer or a callback may still clear it up. */
const unknownAfterMs = 600_000;
const batch = 100;

export interface AdminWatchConfig {
  readonly redis: StoreConnection;
  readonly store: Pick<GenerationStore, 'get'>;
  readonly ledger: RedisLedger;
  readonly health: ProviderHealthBoard;
  readonly notices: AdminNotices;
  readonly providers: readonly ImageProvider[];
  readonly limits: Pick<Limits, 'resolve' | 'usage'>;
  readonly logger: Logger;
  readonly now: () => number;
  readonly owner: string;
  /** Between two looks, milliseconds. */
  readonly everyMs: number;
}

/**
 * Looks every few seconds at what admins want to know: spending, gateways, unknown submits, the end of a drain. One process
 * at a time; each finding is told under a key of its own, so that none is told twice whoever looks.
 */
export class AdminWatch {
  readonly #config: AdminWatchConfig;
  readonly #book: RedisSpendBook;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(config: AdminWatchConfig) {
    this.#config = config;
    this.#book = new RedisSpendBook(config.redis, config.ledger);
  }

  start(): void {
    this.#timer = setInterval(() => (this.#looking ??= this.#look()), this.#config.everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { redis, owner, everyMs, logger } = this.#config;
    try {
      const lifeMs = Math.max(1, everyMs - 200);
      const mine = await redis.set(`${keyPrefix}watching`, owner, 'PX', lifeMs, 'NX');
      if (mine === 'OK') {
        await Promise.all([
          this.#lookAtSpending(),
          this.#lookAtGateways(),
          this.#lookAtUnknowns(),
          this.#lookAtDrain(),
        ]);
      }
    } catch (error) {
      logger.debug({ error }, 'What admins want to know could not be looked at');
    } finally {
      this.#looking = undefined;
    }
  }

  async #lookAtSpending(): Promise<void> {
    const { limits } = this.#config;
    await this.#book.keep();
    const chatIds = await this.#book.moved();
    for (const [index, chatId] of chatIds.entries()) {
      // Of nobody in particular: limits of single users are theirs to watch.
      const applied = await limits.resolve({ userId: '', chatId });
      const [all, own] = ['all', 'chat'].map((kind) =>
        applied.limits.filter(({ scope }) => scope.kind === kind),
      );
      if (index === 0) for (const limit of all ?? []) await this.#tellSpending(limit);
      for (const limit of own ?? []) await this.#tellSpending(limit, chatId);
      await this.#book.looked([chatId]);
    }
  }

  async #tellSpending({ scope, microUsd }: ScopeLimit, chatId?: string): Promise<void> {
    if (microUsd === undefined) return;
    const { notices, limits } = this.#config;
    const { kind, id, period } = scope;
    const wanted = period.length > 'YYYY-MM'.length ? 'day' : 'month';
    const usage = await limits.usage({ kind, id });
    const present = usage.find((one) => one.unit === 'microUsd' && one.period === wanted);
    if (!present) return;
    const { used, granted } = present;
    const limitMicroUsd = microUsd + granted;
    if (limitMicroUsd <= 0) return;
    const reached = percents.filter((percent) => used * 100 >= limitMicroUsd * percent);
    const [percent, ...passed] = reached;
    if (percent === undefined) return;
    const keyOf = (one: number): string => `spend:${kind}:${id}:${period}:${limitMicroUsd}:${one}`;
    const isNew = await notices.notify(
      { kind: 'spend', scope: kind, id, period, percent, usedMicroUsd: used, limitMicroUsd },
      { once: keyOf(percent), ...(chatId === undefined ? {} : { chatId }) },
    );
    // What lies below was passed on the way, and is no news any more.
    if (isNew) for (const one of passed) await this.#tick(keyOf(one));
  }

  async #tick(once: string): Promise<void> {
    await this.#config.redis.set(`${keyPrefix}told:${once}`, 'passed', 'EX', 40 * 86_400, 'NX');
  }

  async #lookAtGateways(): Promise<void> {
    const { redis, health, notices, providers, now } = this.#config;
    const key = `${keyPrefix}watched-gateways`;
    for (const { id } of providers) {
      const [trouble, known] = await Promise.all([health.trouble(id), redis.hget(key, id)]);
      const [since = 0, wellSince = 0] = (known ?? '').split(' ').map(Number);
      if (trouble) {
        const badSince = since || now();
        if (!known || wellSince !== 0) await redis.hset(key, id, `${badSince} 0`);
        await notices.notify(
          { kind: 'gateway-bad', provider: id, state: trouble },
          { once: `bad:${id}:${badSince}` },
        );
      } else if (known && wellSince === 0) {
        await redis.hset(key, id, `${since} ${now()}`);
      } else if (known && now() - wellSince >= recoveredAfterMs) {
        await notices.notify(
          { kind: 'gateway-recovered', provider: id, badSince: since },
          { once: `recovered:${id}:${since}` },
        );
        await redis.hdel(key, id);
      }
    }
  }

  async #lookAtUnknowns(): Promise<void> {
    const { redis, store, notices, now } = this.#config;
    const key = `${keyPrefix}${unknownsKey}`;
    const due = await redis.zrangebyscore(key, '-inf', now() - unknownAfterMs, 'LIMIT', 0, batch);
    for (const generationId of due) {
      const generation = await store.get(generationId);
      for (const attempt of generation?.parts.flatMap(({ attempts }) => attempts) ?? []) {
        if (!generation || attempt.state !== 'unknown') continue;
        const { userId, chatId } = generation.requester;
        const lostMicroUsd = attempt.cost.writtenOffMicroUsd;
        await notices.notify(
          { kind: 'submission-unknown', generationId, provider: attempt.provider, userId, lostMicroUsd },
          { once: `unknown:${attempt.id}`, chatId },
        );
      }
      await redis.zrem(key, generationId);
    }
  }

  async #lookAtDrain(): Promise<void> {
    const { redis, notices } = this.#config;
    const [pause] = await new RedisAdminStore(redis).pauses(undefined);
    if (pause?.mode !== 'drain' || (await redis.zcard(keys.open())) > 0) return;
    await notices.notify({ kind: 'drained' }, { once: `drained:${pause.at}` });
  }
}

import { randomUUID } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { Json } from '../ports/delivery-channel.ts';
import type { Intake, IntakeRecord } from '../ports/intake.ts';
import type { Logger } from '../ports/logger.ts';
import type { ScriptedRedis } from './connection.ts';
import { DueSet } from './due-set.ts';
import { keys, lifetimes } from './keys.ts';

export interface RedisIntakeConfig {
  readonly redis: ScriptedRedis;
  readonly now: () => number;
  readonly logger: Logger;
  /** How long a holder may be silent before another takes over, milliseconds. */
  readonly leaseMs: number;
  /** The longest wait for the one write, milliseconds. */
  readonly writeTimeoutMs: number;
}

interface StoredIntake {
  readonly platform: string;
  readonly receivedAt: number;
  readonly tries: number;
  readonly done?: boolean;
  /** The process that wrote it down. */
  readonly by?: string;
  readonly userId?: string;
  readonly note?: Json;
  /** Each as JSON text. */
  readonly payloads: readonly string[];
  /** Keys of collected pieces, so that a repeated event is no second piece. */
  readonly pieces?: readonly string[];
}

const maxTries = 5;

/** `Intake` on Redis: a JSON string per event and a due set per platform. */
export class RedisIntake implements Intake {
  readonly #config: RedisIntakeConfig;
  readonly #held = new Map<string, string>();
  /** What this process wrote of the events that it holds: a change starts from there instead of reading first. */
  readonly #written = new Map<string, string>();
  readonly #name = randomUUID().slice(0, 8);
  readonly #renewal: NodeJS.Timeout;

  constructor(config: RedisIntakeConfig) {
    this.#config = config;
    this.#renewal = setInterval(() => void this.#renew(), config.leaseMs / 3);
    this.#renewal.unref();
  }

  async begin(event: Parameters<Intake['begin']>[0]): Promise<'new' | 'duplicate'> {
    const { now, leaseMs } = this.#config;
    const at = now();
    const stored: StoredIntake = {
      platform: event.platform,
      receivedAt: at,
      tries: 1,
      by: this.#name,
      ...(event.userId === undefined ? {} : { userId: event.userId }),
      payloads: [JSON.stringify(event.payload)],
    };
    const text = JSON.stringify(stored);
    const reply = await this.#inTime(
      this.#config.redis.limnerIntake(
        keys.intake(event.key),
        keys.intakes(event.platform),
        event.key,
        text,
        at + leaseMs,
        lifetimes.intake,
      ),
    );
    if (reply !== 1) return 'duplicate';
    this.#held.set(event.key, event.platform);
    this.#written.set(event.key, text);
    return 'new';
  }

  async collect(event: Parameters<Intake['collect']>[0]): Promise<void> {
    const { key, pieceKey, platform, userId, delayMs } = event;
    const receivedAt = this.#config.now();
    const owner = userId === undefined ? {} : { userId };
    const none: StoredIntake = { platform, receivedAt, tries: 1, ...owner, payloads: [], pieces: [] };
    const payload = JSON.stringify(event.payload);
    await this.#inTime(
      this.#change(key, {
        change: (stored = none) => {
          const { pieces = [], payloads } = stored;
          if (stored.done || pieces.includes(pieceKey)) return undefined;
          return { ...stored, pieces: [...pieces, pieceKey], payloads: [...payloads, payload] };
        },
        due: { platform, at: receivedAt + delayMs },
      }),
    );
  }

  async note(key: string, note: Json): Promise<void> {
    await this.#change(key, {
      change: (stored) => (stored && !stored.done ? { ...stored, note } : undefined),
    });
  }

  async finish(key: string): Promise<void> {
    const platform = this.#held.get(key) ?? (await this.#read(key))?.platform;
    this.#letGo(key);
    if (platform === undefined) return;
    // The key stays for a while: the same event may come again.
    const done = JSON.stringify({ platform, done: true, payloads: [] });
    const { redis } = this.#config;
    await redis.limnerFinish(keys.intake(key), keys.intakes(platform), key, done, lifetimes.intake);
  }

  async withdraw(key: string): Promise<void> {
    // On the connection of the write that was too slow, and behind it.
    const stored = await this.#read(key);
    if (stored?.by === this.#name && !this.#held.has(key)) await this.finish(key);
  }

  serve(platform: string, handler: (record: IntakeRecord) => Promise<void>): { stop(): Promise<void> } {
    const due = new DueSet(this.#config.redis, keys.intakes(platform));
    const running = new Set<Promise<void>>();
    let stopped = false;
    let timer: NodeJS.Timeout | undefined;
    const tick = async (): Promise<void> => {
      const { members } = await due.lease(this.#config.now(), this.#config.leaseMs, 20);
      for (const key of members) {
        if (this.#held.has(key)) continue;
        const task: Promise<void> = this.#handOut(key, platform, handler)
          .catch((error: unknown) => {
            this.#config.logger.warn({ intake: key, platform, error }, 'An intake is left to its lease');
          })
          .finally(() => running.delete(task));
        running.add(task);
      }
    };
    const loop = async (): Promise<void> => {
      try {
        await tick();
      } catch (error) {
        this.#config.logger.debug({ platform, error }, 'Intakes could not be looked at');
      }
      if (!stopped) timer = setTimeout(() => void loop(), 250);
    };
    void loop();
    return {
      stop: async () => {
        stopped = true;
        clearTimeout(timer);
        await Promise.allSettled(running);
      },
    };
  }

  close(): void {
    clearInterval(this.#renewal);
  }

  async #handOut(
    key: string,
    platform: string,
    handler: (record: IntakeRecord) => Promise<void>,
  ): Promise<void> {
    const stored = await this.#read(key);
    if (!stored || stored.done) {
      await this.#config.redis.zrem(keys.intakes(platform), key);
      return;
    }
    if (stored.tries > maxTries) {
      this.#config.logger.error({ intake: key, platform, tries: stored.tries }, 'Intake given up');
      await this.finish(key);
      return;
    }
    this.#held.set(key, platform);
    try {
      await this.#change(key, {
        change: (current) => current && { ...current, tries: current.tries + 1 },
      });
      await handler({
        key,
        platform,
        payloads: stored.payloads.map((payload) => JSON.parse(payload) as Json),
        receivedAt: stored.receivedAt,
        tries: stored.tries,
        ...(stored.note === undefined ? {} : { note: stored.note }),
      });
    } catch (error) {
      this.#config.logger.warn({ intake: key, platform, error }, 'Intake failed and is tried again');
    } finally {
      this.#letGo(key);
    }
  }

  #letGo(key: string): void {
    this.#held.delete(key);
    this.#written.delete(key);
  }

  async #read(key: string): Promise<StoredIntake | undefined> {
    const text = await this.#config.redis.get(keys.intake(key));
    return text === null ? undefined : (JSON.parse(text) as StoredIntake);
  }

  /** Changes what is stored, whoever else changes it at the same time; `change` gives nothing where nothing is to be done. */
  async #change(
    key: string,
    options: {
      change: (stored: StoredIntake | undefined) => StoredIntake | undefined;
      due?: { platform: string; at: number };
    },
  ): Promise<void> {
    const { redis } = this.#config;
    const { change, due } = options;
    for (;;) {
      const text = this.#written.get(key) ?? (await redis.get(keys.intake(key))) ?? '';
      const next = change(text === '' ? undefined : (JSON.parse(text) as StoredIntake));
      if (!next) return;
      const dueKey = keys.intakes(due?.platform ?? next.platform);
      const changed = JSON.stringify(next);
      this.#written.delete(key);
      const given = [text, changed, lifetimes.intake, due?.at ?? '', key] as const;
      if ((await redis.limnerSwap(keys.intake(key), dueKey, ...given)) !== 1) continue;
      if (this.#held.has(key)) this.#written.set(key, changed);
      return;
    }
  }

  async #renew(): Promise<void> {
    const until = this.#config.now() + this.#config.leaseMs;
    for (const platform of new Set(this.#held.values())) {
      const members = [...this.#held].filter(([, holder]) => holder === platform).map(([key]) => key);
      await new DueSet(this.#config.redis, keys.intakes(platform))
        .renew(members, until)
        .catch((error: unknown) => this.#config.logger.debug({ error }, 'Intakes could not be renewed'));
    }
  }

  async #inTime<T>(write: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The write took too long')), this.#config.writeTimeoutMs);
    });
    try {
      return await Promise.race([write, late]);
    } catch (cause) {
      throw new AppError('An event could not be written down', {
        code: 'store-unavailable',
        retryable: true,
        cause,
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

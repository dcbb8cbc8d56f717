import { emptyHistogram, learn, packHistogram, unpackHistogram } from '../looks/duration-histogram.ts';
import type { DurationHistogram, ObservedEnd } from '../looks/duration-histogram.ts';
import { lawOf, quantileMs } from '../looks/duration-law.ts';
import type { DurationLaw } from '../looks/duration-law.ts';
import type { Logger } from '../ports/logger.ts';
import type { ScriptedRedis } from './connection.ts';
import { keys, lifetimes } from './keys.ts';

/** What makes tasks alike: all that decides how long one takes. */
export interface TaskKind {
  readonly provider: string;
  readonly model: string | undefined;
  readonly resolution: string;
  readonly quality: string;
  readonly count: number;
}

export interface KnownLaw {
  readonly histogram: DurationHistogram;
  readonly law: DurationLaw;
  /** A task that lasts longer is unusual, milliseconds. */
  readonly unusualMs: number;
}

export interface LookLawsConfig {
  readonly redis: ScriptedRedis;
  readonly logger: Logger;
  readonly now: () => number;
}

/** Tasks of a kind that must have ended before their law is used. */
const enough = 8;
/** How long a law is used before it is read again, and how long ends are gathered before they are written. */
const freshMs = 5_000;
const gatherMs = 1_000;
/** Half as long again as all but one in a hundred. */
const unusual = { share: 0.99, factor: 1.5 };
const writesTried = 5;

/** swap(key, value that was read, new value, lifetime) → nothing when it was written, else what stands there now. */
const swapScript = `
local current = redis.call('GET', KEYS[1]) or ''
if current ~= ARGV[1] then return current end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return false
`;

/**
 * How long tasks of each kind take, one packed histogram per kind in the store, shared by all workers. Ends are gathered for a
 * second and written together, compared with what was read; a process that dies forgets a second of them, which nobody misses.
 */
export class LookLaws {
  readonly #config: LookLawsConfig;
  readonly #known = new Map<string, { text: string; law: KnownLaw; readAt: number }>();
  readonly #reading = new Map<string, Promise<KnownLaw>>();
  readonly #gathered = new Map<string, ObservedEnd[]>();
  #timer: NodeJS.Timeout | undefined;

  constructor(config: LookLawsConfig) {
    this.#config = config;
  }

  /** The law of a kind of task; undefined until enough of them have ended. Never rejects: without a store, advice is followed. */
  async get(kind: TaskKind): Promise<KnownLaw | undefined> {
    const key = lawKey(kind);
    const known = this.#known.get(key);
    const fresh = known && this.#config.now() - known.readAt < freshMs;
    const law = fresh ? known.law : await this.#read(key);
    return law.histogram.seen < enough ? undefined : law;
  }

  /** Undefined when all of these kinds can be answered from memory, fresh; else it is read what is missing for that. */
  refresh(kinds: Iterable<TaskKind>): Promise<unknown> | undefined {
    const now = this.#config.now();
    const stale: Promise<KnownLaw | undefined>[] = [];
    for (const kind of kinds) {
      const known = this.#known.get(lawKey(kind));
      if (!known || now - known.readAt >= freshMs) stale.push(this.get(kind));
    }
    return stale.length > 0 ? Promise.all(stale) : undefined;
  }

  /** The law as this process knows it: fresh after `refresh`. */
  known(kind: TaskKind): KnownLaw | undefined {
    const law = this.#known.get(lawKey(kind))?.law;
    return law && law.histogram.seen >= enough ? law : undefined;
  }

  /** Notes how long a task took, or that it was given up; never waits for the store. */
  learn(kind: TaskKind, end: ObservedEnd): void {
    const key = lawKey(kind);
    this.#gathered.set(key, [...(this.#gathered.get(key) ?? []), end]);
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
    this.#timer.unref();
  }

  /** Writes what was gathered. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const gathered = [...this.#gathered];
    this.#gathered.clear();
    await Promise.all(
      gathered.map(async ([key, ends]) => {
        try {
          await this.#write(key, ends);
        } catch (error) {
          this.#config.logger.debug({ error }, 'What tasks took could not be noted');
        }
      }),
    );
  }

  #read(key: string): Promise<KnownLaw> {
    const reading =
      this.#reading.get(key) ??
      this.#config.redis
        .get(key)
        .then(
          (text) => this.#keep(key, text ?? ''),
          () => this.#known.get(key)?.law ?? this.#keep(key, ''),
        )
        .finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  async #write(key: string, ends: readonly ObservedEnd[]): Promise<void> {
    let text = this.#known.get(key)?.text ?? '';
    for (let tries = 0; tries < writesTried; tries += 1) {
      const next = packHistogram(ends.reduce(learn, histogramOf(text)));
      const other = await this.#config.redis.eval(swapScript, 1, key, text, next, lifetimes.law);
      if (other === null) {
        this.#keep(key, next);
        return;
      }
      text = String(other);
    }
  }

  #keep(key: string, text: string): KnownLaw {
    const { now } = this.#config;
    const known = this.#known.get(key);
    if (known?.text === text) {
      known.readAt = now();
      return known.law;
    }
    const histogram = histogramOf(text);
    const law = lawOf(histogram);
    const unusualMs = unusual.factor * quantileMs(law, unusual.share);
    const read = { histogram, law, unusualMs };
    this.#known.set(key, { text, law: read, readAt: now() });
    return read;
  }
}

function histogramOf(text: string): DurationHistogram {
  return text === '' ? emptyHistogram() : unpackHistogram(text);
}

/** A kind is one object for all its tasks that are looked at; its name is made once. */
const lawKeys = new WeakMap<TaskKind, string>();

/** Where the law of a kind is kept. */
export function lawKey(kind: TaskKind): string {
  const known = lawKeys.get(kind);
  if (known !== undefined) return known;
  const { provider, model, resolution, quality, count } = kind;
  const key = keys.law([provider, model ?? '', resolution, quality, count].join(':'));
  lawKeys.set(kind, key);
  return key;
}

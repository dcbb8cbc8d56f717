import type { ChainableCommander, Redis } from 'ioredis';

/** A pipeline with those of Limner's scripts that are asked together. */
export interface ScriptedPipeline extends ChainableCommander {
  limnerInRing(key: string, lane: string, user: string): this;
  limnerOnBoard(key: string, scope: string, generation: string): this;
}

interface Asked {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Questions to the store that travel in one write, each with a promise of its answer. */
export class AskedTogether {
  readonly #pipeline: ScriptedPipeline;
  readonly #asked: Asked[] = [];

  constructor(redis: Redis) {
    this.#pipeline = redis.pipeline() as ScriptedPipeline;
  }

  /** @param command adds the one command that asks; `T` is what the store answers to it */
  ask<T>(command: (pipeline: ScriptedPipeline) => unknown): Promise<T> {
    command(this.#pipeline);
    return new Promise<unknown>((resolve, reject) => this.#asked.push({ resolve, reject })) as Promise<T>;
  }

  /** Sends what was asked so far; each promise hears of its own answer, or of why there is none. Once only. */
  async send(): Promise<void> {
    if (this.#asked.length === 0) return;
    try {
      const answers = await this.#pipeline.exec();
      this.#asked.forEach(({ resolve, reject }, position) => {
        const [error, answer] = answers?.[position] ?? [new Error('The store did not answer'), undefined];
        if (error) reject(error);
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of this.#asked) reject(error as Error);
    }
  }
}

import { Queue, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from '../ports/logger.ts';
import { keyPrefix } from '../storage/keys.ts';

/** The stages of a generation that a worker is woken for. */
export const stages = ['submit', 'collect', 'deliver'] as const;
export type Stage = (typeof stages)[number];

/** What a job carries: the gateway to submit to or to fetch from, the platform to deliver to. Never more than an id. */
interface WakeUp {
  readonly id: string;
}

/** How long wake-ups for the same are gathered after one was sent, milliseconds. */
const gatherMs = 50;

const prefix = keyPrefix.slice(0, -1);
const queueName = (stage: Stage): string => `limner-${stage}`;

/**
 * Wakes workers through BullMQ. A job means only "take the next step": what is to be done, and whether, stands in the
 * store, so a job that is lost costs the second until the next look at the due sets, and one that comes twice finds
 * nothing to do.
 */
export class WakeUps {
  readonly #connection: Redis;
  #queues: ReadonlyMap<Stage, Queue<WakeUp>> = new Map();
  readonly #logger: Logger;
  /** What was sent a moment ago, by stage and id, and whether it is to be sent once more when the moment is over. */
  readonly #lately = new Map<string, { again: boolean; timer: NodeJS.Timeout }>();

  constructor(connection: Redis, logger: Logger) {
    this.#connection = connection;
    this.#logger = logger;
  }

  /** To be called once the store answers: queues ask it at once. */
  open(): void {
    const [connection, logger] = [this.#connection, this.#logger];
    this.#queues = new Map(
      stages.map((stage) => {
        const queue = new Queue<WakeUp>(queueName(stage), {
          connection,
          prefix,
          // A job that fails is not repeated: the due sets are what brings a step back.
          defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: { count: 100 } },
        });
        queue.on('error', (error) =>
          logger.debug({ stage, error: error.message }, 'A queue could not be reached'),
        );
        return [stage, queue];
      }),
    );
  }

  /**
   * Whoever is woken takes all that there is, so of wake-ups that follow each other at once only the first and the last are sent.
   * Never rejects: a wake-up that cannot be sent is made up for by the due sets.
   */
  async wake(stage: Stage, ids: readonly string[]): Promise<void> {
    await this.#send(
      stage,
      ids.filter((id) => this.#isDue(stage, id)),
    );
  }

  #isDue(stage: Stage, id: string): boolean {
    const name = `${stage}:${id}`;
    const lately = this.#lately.get(name);
    if (lately) {
      lately.again = true;
      return false;
    }
    const timer = setTimeout(() => {
      const again = this.#lately.get(name)?.again;
      this.#lately.delete(name);
      if (again) void this.wake(stage, [id]);
    }, gatherMs);
    this.#lately.set(name, { again: false, timer });
    return true;
  }

  async #send(stage: Stage, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    try {
      await this.#queues.get(stage)?.addBulk(ids.map((id) => ({ name: stage, data: { id } })));
    } catch (error) {
      this.#logger.debug({ stage, error }, 'A wake-up could not be sent');
    }
  }

  async close(): Promise<void> {
    for (const { timer } of this.#lately.values()) clearTimeout(timer);
    await Promise.allSettled([...this.#queues.values()].map((queue) => queue.close()));
  }
}

export interface StageWorkersConfig {
  readonly connection: Redis;
  readonly logger: Logger;
  /** Begins what is to be done, and does not wait for it. */
  readonly handle: (stage: Stage, id: string) => void;
}

/** Takes wake-ups from BullMQ and hands them on, one after the other: who takes several at once asks the store for more with each. */
export class StageWorkers {
  readonly #workers: readonly Worker<WakeUp>[];

  constructor({ connection, logger, handle }: StageWorkersConfig) {
    this.#workers = stages.map((stage) => {
      const worker = new Worker<WakeUp>(
        queueName(stage),
        (job: Job<WakeUp>) => {
          handle(stage, job.data.id);
          return Promise.resolve();
        },
        { connection, prefix, maxStalledCount: 1_000 },
      );
      worker.on('error', (error) =>
        logger.debug({ stage, error: error.message }, 'A worker could not be reached'),
      );
      worker.on('failed', (job, error) =>
        logger.warn({ stage, id: job?.data.id, error }, 'A wake-up failed'),
      );
      return worker;
    });
  }

  /** Takes no more jobs; resolves when those in hand are done, or after `timeoutMs`. */
  async close(timeoutMs: number): Promise<void> {
    const closing = Promise.allSettled(this.#workers.map((worker) => worker.close()));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), timeoutMs);
    });
    const first = await Promise.race([closing, late]);
    clearTimeout(timer);
    if (first === 'late') await Promise.allSettled(this.#workers.map((worker) => worker.close(true)));
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { leaseMs } from '../generation/effects.ts';
import { StageWorkers } from '../queue/wake-ups.ts';
import type { Stage } from '../queue/wake-ups.ts';
import type { StoreConnection } from '../storage/connection.ts';
import { DueSet } from '../storage/due-set.ts';
import { keys } from '../storage/keys.ts';
import type { Aftermath } from '../storage/operations.ts';
import type { RedisGenerationStore } from '../storage/redis-generation-store.ts';
import type { RedisLedger } from '../storage/redis-ledger.ts';
import { noticesDueKey } from '../storage/redis-admin-notices.ts';
import { takeDownsKey } from '../storage/redis-moderation-store.ts';
import type { RedisAdminNotices } from '../storage/redis-admin-notices.ts';
import { deliverNotice } from './deliver-notice.ts';
import { DueLoop } from './due-loop.ts';
import { lanesOf } from './lanes-of.ts';
import type { WorkedLane } from './lanes-of.ts';
import { OwnTaskWatcher } from './look-at-own-tasks.ts';
import { TaskWatcher } from './look-at-tasks.ts';
import { LookSchedule } from './look-schedule.ts';
import { LaneSubmitter } from './submit-lane.ts';
import { takeDown } from './take-down.ts';
import { sweepMedia } from './sweep-media.ts';
import { adoptOldSets, sweepGenerations } from './sweeper.ts';
import { runLeasedStep } from './take-step.ts';
import { tendEdits } from './tend-edits.ts';
import type { WorkerContext } from './worker-context.ts';

export interface WorkerConfig {
  readonly context: WorkerContext;
  readonly store: RedisGenerationStore;
  readonly ledger: RedisLedger;
  readonly notices: RedisAdminNotices;
  /** A connection that waits for the store, for BullMQ. */
  readonly connection: StoreConnection;
  /** Between two sweeps, milliseconds. */
  readonly sweepMs: number;
  /** How long lines of the ledger are kept, milliseconds. */
  readonly ledgerKeptMs: number;
  /** What else is to be seen to with every sweep. */
  readonly housekeeping: () => Promise<void>;
}

/** Results of one gateway, and outcomes for one platform, that one process has in hand at once. */
const stepsAtOnce = { collect: 16, deliver: 48, submit: 16 } as const;
const noticesAtOnce = 4;
/** Chats in which one process edits progress at once. */
const editsAtOnce = 12;

/** Looks that are taken at once: alone, and where one request looks at many. */
const looksTaken = { single: 200, batch: 500 } as const;

const lookPrefix = 'look:';
const sweepingKey = `${keys.open()}:sweeping`;

/** What a wake-up carries that means: look at this gateway's tasks now. It travels with those to submit. */
export function lookWakeUp(provider: string): string {
  return `${lookPrefix}${provider}`;
}

/**
 * The role `worker`: takes wake-ups from BullMQ and looks at the due sets, so that what a wake-up forgot or a crash
 * left behind goes on. Holds no state that another process would miss.
 */
export class Worker {
  readonly #config: WorkerConfig;
  readonly #worked: readonly WorkedLane[];
  readonly #schedules: ReadonlyMap<string, LookSchedule>;
  readonly #lanes: LaneSubmitter;
  readonly #loops: DueLoop[] = [];
  readonly #looks = new Map<string, DueLoop>();
  readonly #steps = new Map<DueSet, DueLoop>();
  readonly #notices: DueLoop;
  #edits: DueLoop | undefined;
  #stages: StageWorkers | undefined;
  #stopping = false;
  #laneTimer: NodeJS.Timeout | undefined;
  #sweepTimer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;

  constructor(config: WorkerConfig) {
    this.#config = config;
    const { context } = config;
    this.#worked = lanesOf(context.router.providers, context.ownKeys?.gateways ?? []);
    this.#schedules = new Map(
      this.#worked.map(({ lane, provider }) => [lane, new LookSchedule(context, provider)]),
    );
    this.#lanes = new LaneSubmitter(context, this.#schedules);
    const due = new DueSet(context.redis, noticesDueKey);
    this.#notices = new DueLoop({
      ...this.#loopBasics(due),
      batch: noticesAtOnce,
      together: false,
      handle: async ([member = '']) => deliverNotice(context, config.notices, due, member),
    });
    this.#loops.push(this.#notices);
    const takeDowns = new DueSet(context.redis, takeDownsKey);
    this.#loops.push(
      new DueLoop({
        ...this.#loopBasics(takeDowns),
        batch: noticesAtOnce,
        together: false,
        handle: async ([member = '']) => takeDown(context, takeDowns, member),
      }),
    );
  }

  start(): void {
    const { context, connection } = this.#config;
    context.logger.info({ owner: context.owner }, 'Working');
    for (const { lane, provider, isOwn } of this.#worked) {
      const due = new DueSet(context.redis, keys.looks(lane));
      const schedule = this.#schedules.get(lane) ?? new LookSchedule(context, provider);
      const watcher = isOwn
        ? new OwnTaskWatcher(context, provider, due, schedule)
        : new TaskWatcher(context, provider, due, schedule);
      const loop = new DueLoop({
        ...this.#loopBasics(due),
        batch: looksTaken[provider.limits.pollBatchSize > 1 ? 'batch' : 'single'],
        gatherMs: () => schedule.gatherMs,
        together: true,
        restMs: () => schedule.restMs,
        handle: (members, leasedUntil) => watcher.look(members, leasedUntil),
      });
      this.#looks.set(lane, loop);
      this.#loops.push(loop);
    }
    this.#seeTo('submit');
    for (const { provider } of this.#worked) this.#seeTo('collect', provider.id);
    for (const platform of context.channels.keys()) this.#seeTo('deliver', platform);
    this.#edits = new DueLoop({
      ...this.#loopBasics(context.progress),
      batch: editsAtOnce,
      together: false,
      handle: async ([scope = '']) => tendEdits(context, scope),
    });
    this.#loops.push(this.#edits);
    for (const loop of this.#loops) loop.start();
    this.#stages = new StageWorkers({
      connection,
      logger: context.logger,
      handle: (stage, id) => this.#handle(stage, id),
    });
    this.#laneTimer = setInterval(() => this.#workAllLanes(), 1_000);
    this.#sweepTimer = setInterval(() => void this.#sweep(), this.#config.sweepMs);
    this.#workAllLanes();
    // The older version may have swept just now, and then this one does not yet.
    adoptOldSets(context).catch((error: unknown) => {
      context.logger.debug({ error }, 'What an older version left could not be taken over yet');
    });
    void this.#sweep();
  }

  /** Told of every change that this process stored: something may be due sooner than its timer. */
  nudge({ looksAt, stepsAt, editsAt }: Aftermath): void {
    if (editsAt !== undefined) this.#edits?.nudge(editsAt);
    if (looksAt !== undefined) for (const loop of this.#looks.values()) loop.nudge(looksAt);
    if (stepsAt !== undefined) for (const loop of this.#steps.values()) loop.nudge(stepsAt);
  }

  /** Told of every notice to admins that this process wrote. */
  nudgeNotices(): void {
    if (this.#stages) this.#notices.nudge(this.#config.context.now());
  }

  /** Takes a wake-up up here, without the way through the store; false when another process should have it. */
  takes(stage: Stage | 'look', id: string): boolean {
    const { context } = this.#config;
    if (this.#stopping || !this.#stages) return false;
    if (stage === 'look') {
      this.#looks.get(id)?.nudge(context.now());
      return this.#looks.has(id);
    }
    if (stage === 'submit') {
      this.#workLane(id);
      return true;
    }
    const loop = this.#steps.get(context.steps.of(stage, id));
    if (!loop?.hasRoom) return false;
    loop.nudge(context.now());
    return true;
  }

  /** Takes nothing new; steps in flight end, submits in flight are answered, both within the grace. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#laneTimer);
    clearInterval(this.#sweepTimer);
    const ending = Promise.all([
      this.#lanes.stop(),
      this.#stages?.close(graceMs),
      ...this.#loops.map((loop) => loop.stop()),
    ]);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), graceMs);
    });
    if ((await Promise.race([ending, late])) === 'late') {
      this.#config.context.logger.warn(
        { submits: this.#lanes.inFlight },
        'Stopped before everything in flight had ended',
      );
    }
    clearTimeout(timer);
    this.#config.context.leases.close();
    await this.#config.context.laws.flush();
  }

  #loopBasics(due: DueSet): { due: DueSet; leaseMs: number; context: WorkerContext } {
    return { due, leaseMs, context: this.#config.context };
  }

  #handle(stage: Stage, id: string): void {
    const { context } = this.#config;
    if (id.startsWith(lookPrefix)) this.takes('look', id.slice(lookPrefix.length));
    else if (stage === 'submit') this.#workLane(id);
    else this.#steps.get(context.steps.of(stage, id))?.nudge(context.now());
  }

  /** One loop for each way, so that a slow gateway or platform takes no places from the rest. */
  #seeTo(kind: keyof typeof stepsAtOnce, way?: string): void {
    const { context } = this.#config;
    const due = context.steps.of(kind, way);
    if (this.#steps.has(due)) return;
    const loop = new DueLoop({
      ...this.#loopBasics(due),
      batch: stepsAtOnce[kind],
      together: false,
      handle: async ([member = '']) => runLeasedStep(context, due, member),
    });
    this.#steps.set(due, loop);
    context.places.add(due, loop);
    this.#loops.push(loop);
    if (this.#stages) loop.start();
  }

  #workAllLanes(): void {
    for (const { lane } of this.#worked) this.#workLane(lane);
  }

  #workLane(lane: string): void {
    const { logger } = this.#config.context;
    this.#lanes
      .work(lane)
      .catch((error: unknown) => logger.debug({ lane, error }, 'A lane could not be worked'));
  }

  /** One process sweeps at a time; it goes on with a long sweep while the rest of its round comes again. */
  async #sweep(): Promise<void> {
    const { context, ledger, ledgerKeptMs, housekeeping } = this.#config;
    try {
      if (!this.#sweeping && !(await this.#mayBeginToSweep())) return;
      await sweepMedia(context);
      await ledger.trim(context.now() - ledgerKeptMs);
      await housekeeping();
      this.#sweeping ??= this.#sweepRecords().finally(() => (this.#sweeping = undefined));
      await this.#sweeping;
    } catch (error) {
      context.logger.debug({ error }, 'A sweep broke off');
    }
  }

  async #sweepRecords(): Promise<void> {
    const { context, store } = this.#config;
    const { ways } = await sweepGenerations(context, store, {
      rest: async (ms) => {
        await sleep(ms, undefined, { ref: false });
        if (!this.#stopping) await context.redis.pexpire(sweepingKey, this.#sweepTurnMs);
        return !this.#stopping;
      },
    });
    // Also what belongs to a gateway or a platform that is configured no more has to come to an end.
    if (!this.#stopping) for (const { kind, way } of ways) this.#seeTo(kind, way);
  }

  async #mayBeginToSweep(): Promise<boolean> {
    const { redis, owner } = this.#config.context;
    return (await redis.set(sweepingKey, owner, 'PX', this.#sweepTurnMs, 'NX')) === 'OK';
  }

  /** How long others leave the sweep to the process that began one, milliseconds. */
  get #sweepTurnMs(): number {
    return Math.max(1, this.#config.sweepMs - 500);
  }
}

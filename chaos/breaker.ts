import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import type { Link } from './link.ts';
import type { ManagedProcess } from './managed-process.ts';
import { Seeded } from './seeded.ts';
import type { StoreServer } from './store-server.ts';
import type { Snap, Trap } from './trap.ts';

/** One thing that was broken. */
export interface Breakage {
  readonly at: number;
  readonly what: string;
  /** The process, where it was one. */
  readonly process?: string;
  readonly pid?: number;
  /** When it could work again. */
  backAt?: number;
}

export interface BreakerOptions {
  readonly seed: number;
  readonly kills: number;
  readonly cluster: Cluster;
  readonly store: StoreServer;
  readonly platforms: Link;
  readonly gateways: Link;
  /** 0–1: how much of the load is through. */
  readonly progress: () => number;
}

interface Place {
  readonly pattern: string;
  readonly side: 'platforms' | 'gateways';
}

/** Requests in the middle of which a process is hit. */
const places: readonly Place[] = [
  // Submits, and looks and downloads.
  { side: 'gateways', pattern: '^POST /' },
  { side: 'gateways', pattern: '^POST /' },
  { side: 'gateways', pattern: '^GET /' },
  // Acknowledgements, outcomes and new messages.
  { side: 'platforms', pattern: '^POST /api/v10/interactions/' },
  { side: 'platforms', pattern: '^PATCH /api/v10/webhooks/' },
  { side: 'platforms', pattern: '^PATCH /api/v10/channels/' },
  { side: 'platforms', pattern: '^POST /api/v10/channels/' },
  { side: 'platforms', pattern: '^POST /bot[^/]+/sendMessage' },
  { side: 'platforms', pattern: '^POST /bot[^/]+/editMessageMedia' },
  { side: 'platforms', pattern: '^POST /bot[^/]+/editMessageText' },
  { side: 'platforms', pattern: '^POST /bot[^/]+/sendMediaGroup' },
  { side: 'platforms', pattern: '^POST /bot[^/]+/getUpdates' },
];

/** Breaks processes at moments that the seed decides, spread over the run. */
export class Breaker {
  readonly #options: BreakerOptions;
  readonly #chance: Seeded;
  readonly history: Breakage[] = [];
  kills = 0;
  storeKills = 0;
  storePauses = 0;
  workerPauses = 0;
  replacements = 0;
  #pending = 0;
  readonly #tasks = new Set<Promise<void>>();

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#chance = Seeded.of(options.seed, 'breaker');
  }

  /** Runs until all kills are done; `signal` ends it early. */
  async run(signal: AbortSignal): Promise<void> {
    const { kills, progress } = this.#options;
    const extras = Math.max(3, Math.ceil(kills / 3));
    const total = kills + extras;
    const moments = Array.from(
      { length: total },
      (_, index) => 0.03 + (0.92 * (index + this.#chance.next())) / total,
    );
    const extraAt = new Set<number>();
    while (extraAt.size < extras) extraAt.add(this.#chance.between(0, total - 1));
    let number = 0;
    for (const [index, moment] of moments.entries()) {
      while (progress() < moment && !signal.aborted) await sleep(50);
      if (signal.aborted) return;
      if (extraAt.has(index)) await this.#breakOtherwise(number++);
      else await this.#kill(signal);
    }
    // A trap into which nobody ran by now is replaced by a plain kill.
    const until = Date.now() + 5_000;
    while (this.#pending > 0 && Date.now() < until) await sleep(100);
    await Promise.all([this.#options.platforms.ask('disarm'), this.#options.gateways.ask('disarm')]);
    for (; this.#pending > 0; this.#pending -= 1) this.#killAny();
    await Promise.all(this.#tasks);
  }

  /** A trap has snapped in one of the stand-ins. */
  snapped({ trap, pid, request, at }: Snap): void {
    const { cluster } = this.#options;
    const hit = cluster.byPid(pid);
    if (!hit) return;
    const breakage: Breakage = {
      at,
      what: `${trap.signal} at ${trap.at} of ${request}`,
      process: hit.name,
      pid,
    };
    this.history.push(breakage);
    if (trap.signal === 'SIGSTOP') {
      this.workerPauses += 1;
      this.#later(8_000, () => {
        hit.signal('SIGCONT');
        breakage.backAt = Date.now();
      });
      return;
    }
    this.#pending -= 1;
    this.kills += 1;
    const away = this.#chance.between(200, 1_500);
    hit.wasKilled(away);
    breakage.backAt = at + away;
  }

  async #kill(signal: AbortSignal): Promise<void> {
    const { platforms, gateways } = this.#options;
    const kind = this.#chance.weighted([
      [60, 'trap'],
      [25, 'any'],
      [15, 'store'],
    ] as const);
    if (kind === 'any') return this.#killAny();
    if (kind === 'store') return this.#killStore();
    const { side, pattern } = this.#chance.pick(places);
    const trap: Trap = {
      name: 'kill',
      pattern,
      at: this.#chance.pick(['start', 'finish']),
      signal: 'SIGKILL',
      delayMs: this.#chance.pick([0, 0, 0, 1, 3, 10, 40]),
    };
    if (signal.aborted) return;
    this.#pending += 1;
    await (side === 'platforms' ? platforms : gateways).ask('arm', trap);
  }

  #killAny(): void {
    const { cluster } = this.#options;
    const victim = this.#chance.weighted([
      [70, cluster.workers],
      [30, cluster.receivers],
    ] as const);
    const process = this.#chance.pick(victim);
    const { pid } = process;
    const away = this.#chance.between(200, 1_500);
    if (!process.kill(away)) return this.#again();
    this.kills += 1;
    this.#note('SIGKILL', process, pid, away);
  }

  /** It is away already: another one, so that the number of kills is what was asked for. */
  #again(): void {
    this.#pending += 1;
    this.#later(300, () => {
      this.#pending -= 1;
      this.#killAny();
    });
  }

  #killStore(): void {
    const { store } = this.#options;
    const away = this.#chance.between(100, 2_500);
    const { pid } = store.process;
    if (!store.process.kill(away)) return this.#again();
    this.kills += 1;
    this.storeKills += 1;
    this.#note('SIGKILL', store.process, pid, away);
  }

  async #breakOtherwise(number: number): Promise<void> {
    const { store, gateways, platforms, cluster } = this.#options;
    // The first three are what no run may leave out.
    const kind = number === 0 ? 'stop-in-submit' : number === 1 ? 'pause-store' : number === 2 ? 'replace' : this.#chance.pick(['stop-in-submit', 'pause-store', 'pause-store', 'drop-gateway', 'replace'] as const); // prettier-ignore
    switch (kind) {
      case 'stop-in-submit': {
        // The gateway's answer waits in the socket of a process that does not run.
        const trap: Trap = { name: 'stop', pattern: '^POST /', at: 'start', signal: 'SIGSTOP', delayMs: this.#chance.pick([0, 20]) }; // prettier-ignore
        await gateways.ask('arm', trap);
        return;
      }
      case 'pause-store': {
        const ms = this.#chance.pick([300, 1_000, 2_500, 4_500, 6_000]);
        this.storePauses += 1;
        store.process.signal('SIGSTOP');
        this.history.push({
          at: Date.now(),
          what: `SIGSTOP for ${ms} ms`,
          process: 'redis',
          backAt: Date.now() + ms,
        });
        this.#later(ms, () => store.process.signal('SIGCONT'));
        return;
      }
      case 'replace': {
        const process = this.#chance.pick(cluster.processes);
        if (!process.replace(30_000)) return;
        this.replacements += 1;
        this.history.push({ at: Date.now(), what: 'SIGTERM, and started anew', process: process.name });
        return;
      }
      case 'drop-gateway':
        this.history.push({ at: Date.now(), what: 'Discord cuts every gateway connection' });
        await platforms.ask('dropGateway');
    }
  }

  #note(what: string, process: ManagedProcess, pid: number | undefined, awayMs: number): void {
    const at = Date.now();
    this.history.push({
      at,
      what,
      process: process.name,
      ...(pid === undefined ? {} : { pid }),
      backAt: at + awayMs,
    });
  }

  #later(ms: number, act: () => void): void {
    const task: Promise<void> = sleep(ms).then(act).finally(() => this.#tasks.delete(task)); // prettier-ignore
    this.#tasks.add(task);
  }
}

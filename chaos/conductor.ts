import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Breaker } from './breaker.ts';
import { openCase } from './case-file.ts';
import type { GatewayEvidence, PlatformEvidence } from './evidence.ts';
import type { Finding } from './findings.ts';
import { historyOf } from './history.ts';
import { judge } from './judge.ts';
import type { ChaosOptions } from './options.ts';
import { outageScenes } from './outage-scenes.ts';
import { markerPattern, planScenes, requestsOf } from './plan.ts';
import type { Scene } from './plan.ts';
import { readLogs, recoveryTimes } from './recovery.ts';
import { listUnknown, report } from './report.ts';
import { makeRunFolder } from './run-folder.ts';
import { setUp } from './stage.ts';
import type { Stage } from './stage.ts';
import { readStore, unsettled } from './store-reading.ts';
import { WebPeople } from './web-people.ts';

/** How long after the load everything may take to come to rest, milliseconds. */
const settleMs = 100_000;
/** How long the platforms are away from Limner in the last act. */
const outageMs = 10 * 60_000;

export interface ChaosResult {
  readonly findings: readonly Finding[];
  /** What the run was to do and did not, people who did not come to ask among it; then it has shown nothing. */
  readonly undone: readonly string[];
  /** The table, and what is wrong. */
  readonly text: string;
  /** Logs, evidence and histories; gone when nothing was wrong. */
  readonly folder: string;
}

export interface Conducting {
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** One run from the first process to the table. */
export async function conduct(options: ChaosOptions, { say, signal }: Conducting): Promise<ChaosResult> {
  const folder = await makeRunFolder();
  const stage = await setUp(options, folder, say);
  try {
    return await new Run(options, stage, say).perform(signal);
  } finally {
    await Promise.allSettled([stage.cluster.stop(), stage.platforms.end(), stage.gateways.end()]);
    await stage.store.stop();
  }
}

class Run {
  readonly #options: ChaosOptions;
  readonly #stage: Stage;
  readonly #say: (line: string) => void;
  readonly #begun = Date.now();
  #asked = 0;
  #stayedAway = 0;

  constructor(options: ChaosOptions, stage: Stage, say: (line: string) => void) {
    this.#options = options;
    this.#stage = stage;
    this.#say = say;
  }

  async perform(signal: AbortSignal): Promise<ChaosResult> {
    const { seed } = this.#options;
    const { cluster, platforms, gateways, store } = this.#stage;
    cluster.start();
    await cluster.ready(60_000);
    while (!(await platforms.ask<boolean>('ready'))) await sleep(100);
    const web = new WebPeople({ addresses: cluster.addresses, secretKey: cluster.secretKey, seed });
    const scenes = planScenes(this.#options);
    const breaker = new Breaker({
      ...{ seed, cluster, store, platforms, gateways },
      kills: this.#options.kills,
      progress: () => this.#asked / this.#options.requests,
    });
    this.#stage.onSnap = (snap) => breaker.snapped(snap);
    this.#say(`Everything is up after ${this.#seconds()} s; ${scenes.length} people are about to ask.`);

    const end = new AbortController();
    const breaking = breaker.run(AbortSignal.any([signal, end.signal]));
    await this.#playAll(scenes, web, signal);
    end.abort();
    await breaking;
    await Promise.all([platforms.ask('calm'), gateways.ask('calm')]);
    this.#say(
      `All have asked after ${this.#seconds()} s, ${breaker.kills} kills; waiting for the last outcomes.`,
    );
    await this.#settle(signal);
    const outageAt = Date.now();
    await this.#outage(web, signal);
    return this.#judge({ breaker, web, outageAt });
  }

  /** Everybody at once, but never more than the crowd. */
  async #playAll(scenes: readonly Scene[], web: WebPeople, signal: AbortSignal): Promise<void> {
    const { crowd, minutes } = this.#options;
    const until = this.#begun + minutes * 60_000 - settleMs;
    const queue = [...scenes];
    const total = scenes.length;
    let toldAt = Date.now();
    const one = async (): Promise<void> => {
      for (let scene = queue.shift(); scene; scene = queue.shift()) {
        if (signal.aborted || Date.now() > until) return;
        await this.#play(scene, web);
        this.#asked += requestsOf(scene);
        if (Date.now() - toldAt > 15_000) {
          toldAt = Date.now();
          this.#say(`${this.#seconds()} s: ${total - queue.length} of ${total}`);
        }
        if (this.#asked > this.#options.requests * 0.4) this.#noMoreLate();
      }
    };
    await Promise.all(Array.from({ length: crowd }, one));
    this.#stayedAway = queue.length;
    if (queue.length > 0) {
      this.#say(`${signal.aborted ? 'Stopped' : 'Out of time'}: ${queue.length} people did not come to ask.`);
    }
  }

  #late = true;
  /** Tasks that outlast their deadline come in the first half only: the run would have to wait for them. */
  #noMoreLate(): void {
    if (!this.#late) return;
    this.#late = false;
    void this.#stage.gateways.ask('noMoreLate').catch(() => undefined);
  }

  #play(scene: Scene, web: WebPeople): Promise<unknown> {
    return scene.entrance === 'web' ? web.play(scene) : this.#stage.platforms.ask('play', scene);
  }

  async #settle(signal: AbortSignal): Promise<void> {
    const until = Date.now() + settleMs;
    let quiet = 0;
    while (Date.now() < until && !signal.aborted) {
      const { generations, events, late } = await unsettled(this.#stage.store.client);
      // Late tasks are looked at every thirty seconds, and told when they come; some never do.
      const endless = new Set(await this.#stage.gateways.ask<readonly string[]>('endless'));
      const awaited = late.filter(({ request }) => !endless.has(request.prompt.split(' ')[0] ?? ''));
      quiet = generations.length + events + awaited.length === 0 ? quiet + 1 : 0;
      if (quiet >= 4) return;
      await sleep(500);
    }
    const { generations, events } = await unsettled(this.#stage.store.client);
    if (generations.length > 0 || events > 0) {
      this.#say(
        `Not at rest: ${generations.length} generations (${generations
          .slice(0, 5)
          .map(({ id }) => id)
          .join(' ')}), ${events} events.`,
      );
    }
  }

  /** Deliveries lose their answers, everything dies, and comes back ten minutes later. */
  async #outage(web: WebPeople, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { cluster, platforms } = this.#stage;
    const scenes = outageScenes(this.#options.seed);
    while (!(await platforms.ask<boolean>('ready'))) await sleep(100);
    this.#say(
      `${this.#seconds()} s: the answers to ${scenes.length} deliveries are lost, then ten minutes pass.`,
    );
    const playing = scenes.map((scene) => this.#play(scene, web));
    const until = Date.now() + 15_000;
    const lost = (): Promise<number> => platforms.ask<number>('answersLost');
    while ((await lost()) < scenes.length && Date.now() < until) await sleep(50);
    this.#say(`${await lost()} of ${scenes.length} answers are lost.`);
    for (const one of cluster.processes) one.signal('SIGKILL');
    await Promise.all(cluster.processes.map((one) => one.stop(1_000)));
    await Promise.all([platforms.ask('advance', outageMs), platforms.ask('calm')]);
    cluster.startLater(outageMs, fileURLToPath(new URL('later-clock.mjs', import.meta.url)));
    await cluster.ready(60_000);
    await Promise.all(playing);
    await this.#settle(signal);
  }

  async #judge({
    breaker,
    web,
    outageAt,
  }: {
    breaker: Breaker;
    web: WebPeople;
    outageAt: number;
  }): Promise<ChaosResult> {
    const options = this.#options;
    const { cluster, platforms, gateways, store, folder } = this.#stage;
    const stubborn = await cluster.stop();
    const pathOf = (name: string): string => join(folder.path, `${name}.json`);
    await platforms.ask('evidence', pathOf('platforms'));
    await gateways.ask('evidence', pathOf('gateways'));
    const content = await readStore(store.client);
    const read = <T>(name: string): T => JSON.parse(readFileSync(pathOf(name), 'utf8')) as T;
    const file = openCase({
      seed: options.seed,
      marker: markerPattern(options.seed),
      store: content,
      platforms: read<PlatformEvidence>('platforms'),
      gateways: read<GatewayEvidence>('gateways'),
      web: web.asked(),
      dataDir: folder.dataDir,
    });
    const { findings: judged, remarks, money } = judge(file, markerPattern(options.seed));
    const logs = readLogs(folder.path);
    const findings: Finding[] = [
      ...judged,
      ...web.problems.map((text): Finding => ({ kind: 'outcomes-missing', text })),
      ...cluster.processes
        .filter((one) => one.stubborn > 0)
        .map(({ name }): Finding => ({
          kind: 'left-behind',
          text: `${name} did not end within 20 s of SIGTERM`,
        })),
      ...stubborn.map((name): Finding => ({
        kind: 'left-behind',
        text: `${name} did not end within 20 s of SIGTERM`,
      })),
    ];
    const recovery = recoveryTimes(file, { history: breaker.history, logs, before: outageAt });
    const table = report({
      ...{ options, file, money, findings, remarks, breaker, logs, recovery },
      processes: [...cluster.processes, store.process],
      seconds: (Date.now() - this.#begun) / 1000,
    });
    writeFileSync(
      pathOf('remarks'),
      remarks
        .map(({ what, text }) => `${what}: ${text}`)
        .sort()
        .join('\n'),
    );
    writeFileSync(pathOf('recovery'), recovery.who.join('\n'));
    writeFileSync(pathOf('breakages'), JSON.stringify(breaker.history, undefined, 1));
    const histories = findings.slice(0, 25).map((finding, index) => {
      const path = join(folder.path, `finding-${index + 1}.txt`);
      const history = historyOf(file, finding, breaker.history);
      writeFileSync(path, history);
      // Where nobody can look into the folder afterwards, one whole history says more than many paths.
      return `${finding.kind}: ${finding.text}\n    ${path}${index === 0 ? `\n\n${history}` : ''}`;
    });
    const defects = file.platforms.defects.map((text) => `defect of a stand-in: ${text.slice(0, 300)}`);
    const errors = [...logs.errors].map(([message, count]) => `logged as error ${count}×: ${message}`);
    const unknown = money.unknown.length > 0 ? ['unknown purchases, one by one:', listUnknown(money)] : [];
    const undone = [
      ...(this.#stayedAway > 0 ? [`${this.#stayedAway} people did not come to ask`] : []),
      ...(breaker.kills < options.kills ? [`only ${breaker.kills} of ${options.kills} kills`] : []),
    ];
    const text = [table, '', ...unknown, ...errors, ...defects, ...undone, ...histories].join('\n');
    const isWrong = findings.length > 0 || undone.length > 0;
    if (!isWrong && !options.keep) folder.remove();
    return { findings, undone, text, folder: folder.path };
  }

  #seconds(): string {
    return ((Date.now() - this.#begun) / 1000).toFixed(0);
  }
}

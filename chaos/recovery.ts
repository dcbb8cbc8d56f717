import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Breakage } from './breaker.ts';
import type { CaseFile } from './case-file.ts';

/** What the logs of all lives of all processes tell. */
export interface LogReading {
  /** When an outcome was told for the last time, by generation. */
  readonly deliveredAt: ReadonlyMap<string, number>;
  /** The process id of each worker's name. */
  readonly pidOfOwner: ReadonlyMap<string, number>;
  /** Lines at level error: message and how often. */
  readonly errors: ReadonlyMap<string, number>;
}

interface LogLine {
  readonly level?: number | string;
  readonly time?: number | string;
  readonly pid?: number;
  readonly msg?: string;
  readonly generationId?: string;
  readonly owner?: string;
}

export function readLogs(folder: string): LogReading {
  const deliveredAt = new Map<string, number>();
  const pidOfOwner = new Map<string, number>();
  const errors = new Map<string, number>();
  for (const name of readdirSync(folder).filter((one) => /^(worker|receiver)-.*\.log$/.test(one))) {
    for (const text of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (!text.startsWith('{')) continue;
      let line: LogLine;
      try {
        line = JSON.parse(text) as LogLine;
      } catch {
        continue;
      }
      const at = typeof line.time === 'string' ? Date.parse(line.time) : (line.time ?? 0);
      if (line.msg === 'Delivered' && line.generationId !== undefined) {
        deliveredAt.set(line.generationId, Math.max(at, deliveredAt.get(line.generationId) ?? 0));
      }
      if (line.msg === 'Working' && line.owner !== undefined && line.pid !== undefined) {
        pidOfOwner.set(line.owner, line.pid);
      }
      if (line.level === 'error' || line.level === 50) {
        errors.set(line.msg ?? '', (errors.get(line.msg ?? '') ?? 0) + 1);
      }
    }
  }
  return { deliveredAt, pidOfOwner, errors };
}

/** How long people waited for their outcome after the worker of their picture was killed, milliseconds, sorted. */
export interface Recovery {
  /** Nothing else broke until they were told. */
  readonly alone: readonly number[];
  readonly all: readonly number[];
  /** Who waited, longest first. */
  readonly who: readonly string[];
}

export function recoveryTimes(
  file: CaseFile,
  { history, logs, before }: { history: readonly Breakage[]; logs: LogReading; before: number },
): Recovery {
  const killedAt = new Map<number, number>();
  for (const { what, pid, at } of history)
    if (pid !== undefined && what.startsWith('SIGKILL')) killedAt.set(pid, at);
  const disturbed = new Set(file.gateways.faults.map(({ marker }) => marker));
  const waits: number[] = [];
  const alone: number[] = [];
  const who: (readonly [number, string])[] = [];
  for (const generation of file.store.generations) {
    const marker = file.markerOf.get(generation.id);
    const told = logs.deliveredAt.get(generation.id);
    const ask = file.askOf.get(generation.id);
    if (told === undefined || told > before || ask?.fault !== undefined || disturbed.has(marker)) continue;
    const kills = generation.parts
      .flatMap(({ attempts }) => attempts)
      .flatMap(({ owner, submittedAt }) => {
        const at = killedAt.get(logs.pidOfOwner.get(owner) ?? 0);
        return at !== undefined && submittedAt <= at && at < told ? [at] : [];
      });
    if (kills.length === 0) continue;
    const since = Math.min(...kills);
    // What the store's own outages or the next kill add is no property of this one.
    const isAlone = history.every(
      ({ at, backAt = at, what, pid }) =>
        at === since ||
        at > told ||
        backAt < since - 500 ||
        (what.startsWith('SIGKILL') && pid !== undefined && at < since),
    );
    (isAlone ? alone : waits).push(told - since);
    who.push([
      told - since,
      `${told - since} ms ${generation.id} ${marker ?? ''} since ${new Date(since).toISOString()}`,
    ]);
  }
  const sort = (times: number[]): number[] => times.sort((a, b) => a - b);
  const longestFirst = who.sort(([a], [b]) => b - a).map(([, text]) => text);
  return { alone: sort(alone), all: sort([...alone, ...waits]), who: longestFirst };
}

export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

import { statusOf } from '../src/core/generation/generation.ts';
import type { Breaker } from './breaker.ts';
import type { CaseFile } from './case-file.ts';
import type { Money } from './check-money.ts';
import type { ManagedProcess } from './managed-process.ts';
import { promises } from './findings.ts';
import type { Finding, PromiseKind, Remark } from './findings.ts';
import type { ChaosOptions } from './options.ts';
import { percentile } from './recovery.ts';
import type { LogReading, Recovery } from './recovery.ts';

export interface ReportInput {
  readonly options: ChaosOptions;
  readonly file: CaseFile;
  readonly money: Money;
  readonly findings: readonly Finding[];
  readonly remarks: readonly Remark[];
  readonly breaker: Breaker;
  readonly processes: readonly ManagedProcess[];
  readonly logs: LogReading;
  readonly recovery: Recovery;
  readonly seconds: number;
}

/** The table that a run ends with. */
export function report(input: ReportInput): string {
  const { options, file, money, findings, breaker, processes, recovery, seconds } = input;
  const rows: (readonly [string, string])[] = [];
  const add = (name: string, value: string | number): void => void rows.push([name, String(value)]);
  const statuses = countBy(file.store.generations.map(statusOf));
  add('seed', options.seed);
  add('time', `${seconds.toFixed(0)} s`);
  add('requests made', file.asked.length);
  add('generations', `${file.store.generations.length} (${statuses})`);
  add('tasks sold by gateways', file.gateways.tasks.length);
  add('kills', `${breaker.kills} (Redis ${breaker.storeKills})`);
  add('stopped and continued', `workers ${breaker.workerPauses}, Redis ${breaker.storePauses}`);
  add('replaced with SIGTERM', breaker.replacements);
  add(
    'restarts',
    processes.reduce((sum, { starts }) => sum + starts - 1, 0),
  );
  add(
    'ends that nobody asked for',
    processes.reduce((sum, { crashes }) => sum + crashes.length, 0),
  );
  add('faults of gateways', file.gateways.faults.length);
  add('faults of platforms', file.platforms.faults.length);
  add('callbacks', `${file.gateways.callbacks.sent} sent, ${file.gateways.callbacks.forged} forged`);
  rows.push(['', '']);
  for (const [kind, name] of Object.entries(promises)) {
    add(name, findings.filter((finding) => finding.kind === (kind as PromiseKind)).length);
  }
  add(
    'ledger cost − gateway bill',
    `${dollars(money.ledgerMicroUsd)} − ${dollars(money.billedMicroUsd)} = ${dollars(money.ledgerMicroUsd - money.billedMicroUsd)}`,
  );
  rows.push(['', '']);
  const writtenOff = money.unknown.reduce((sum, one) => sum + one.writtenOffMicroUsd, 0);
  const billed = money.unknown.reduce((sum, one) => sum + one.billedMicroUsd, 0);
  add(
    'unknown purchases',
    `${money.unknown.length}: written off ${dollars(writtenOff)}, billed ${dollars(billed)}`,
  );
  for (const [what, count] of Object.entries(countsOf(input.remarks.map(({ what }) => what))))
    add(what, count);
  add('recovery after one kill', told(recovery.alone));
  add('recovery in the thick of it', told(recovery.all));
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => (name === '' ? '' : `${name.padEnd(width)}  ${value}`)).join('\n');
}

/** Each purchase whose outcome is not known, with what was written off for it. */
export function listUnknown({ unknown }: Money): string {
  return unknown
    .map(
      ({ generationId, provider, state, writtenOffMicroUsd, billedMicroUsd }) =>
        `  ${generationId} ${provider.padEnd(10)} ${state.padEnd(9)} written off ${dollars(writtenOffMicroUsd)}, billed ${dollars(billedMicroUsd)}`,
    )
    .join('\n');
}

function told(times: readonly number[]): string {
  const seconds = (share: number): string => ((percentile(times, share) ?? 0) / 1000).toFixed(1);
  return times.length === 0
    ? 'nobody waited'
    : `median ${seconds(0.5)} s, p99 ${seconds(0.99)} s, of ${times.length}`;
}

function dollars(microUsd: number): string {
  return `$${(microUsd / 1_000_000).toFixed(4)}`;
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function countBy(names: readonly string[]): string {
  return Object.entries(countsOf(names))
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

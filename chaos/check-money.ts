import { isOpen } from '../src/core/generation/generation.ts';
import type { Attempt, Generation, Part } from '../src/core/generation/generation.ts';
import type { CaseFile, Purchase } from './case-file.ts';
import type { Finding, Remark } from './findings.ts';
import { dailyLimit } from './plan.ts';

export interface Money {
  readonly findings: Finding[];
  readonly remarks: Remark[];
  /** Over attempts whose outcome is known: what the ledger says and what the gateways bill, micro-dollars. */
  readonly ledgerMicroUsd: number;
  readonly billedMicroUsd: number;
  /** One line for each attempt whose outcome is not known. */
  readonly unknown: readonly UnknownPurchase[];
}

export interface UnknownPurchase {
  readonly generationId: string;
  readonly provider: string;
  readonly state: Attempt['state'];
  readonly writtenOffMicroUsd: number;
  readonly billedMicroUsd: number;
}

/** Nothing bought twice, nobody charged for what they did not get, and a ledger that is the invoice. */
export function checkMoney(file: CaseFile): Money {
  const findings: Finding[] = [...doubledSubmits(file)];
  const remarks: Remark[] = [];
  const unknown: UnknownPurchase[] = [];
  let ledgerMicroUsd = 0;
  let billedMicroUsd = 0;
  for (const purchase of file.purchases) {
    const { generation, attempt, task } = purchase;
    const billed = task?.billedMicroUsd ?? 0;
    const { capturedMicroUsd, writtenOffMicroUsd } = attempt.cost;
    const cost = capturedMicroUsd + writtenOffMicroUsd;
    if (attempt.state === 'late') {
      const text = `${generation.id} ${attempt.provider} ${task?.id ?? 'no task'}: ${billed} on the bill so far`;
      remarks.push({ what: 'tasks still looked at after their deadline', text });
      continue;
    }
    if (isUnknown(purchase)) {
      unknown.push({
        generationId: generation.id,
        provider: attempt.provider,
        state: attempt.state,
        writtenOffMicroUsd,
        billedMicroUsd: billed,
      });
      if (billed > writtenOffMicroUsd) {
        findings.push(
          about(
            generation,
            'ledger-differs',
            `unknown, billed ${billed}, written off only ${writtenOffMicroUsd}`,
          ),
        );
      }
      continue;
    }
    ledgerMicroUsd += cost;
    billedMicroUsd += billed;
    if (cost !== billed) {
      findings.push(
        about(
          generation,
          'ledger-differs',
          `${attempt.provider} bills ${billed} for ${task?.id ?? 'nothing'} (${task?.state ?? 'no task'}), the ledger says ${cost} (${attempt.state}, ${attempt.errorCode ?? 'no error'})`,
        ),
      );
    }
  }
  for (const generation of file.store.generations) {
    checkCharges(generation, findings);
    const isRevived = generation.parts.some((part) => part.state === 'succeeded' && isFree(part));
    if (isRevived)
      remarks.push({ what: 'unknown submits that became pictures after all', text: generation.id });
  }
  checkLedger(file, findings);
  checkLimits(file, findings);
  return { findings, remarks, ledgerMicroUsd, billedMicroUsd, unknown };
}

/** Its submit was never answered: what it cost can only be guessed. */
function isUnknown({ attempt, part }: Purchase): boolean {
  if (attempt.state === 'unknown') return true;
  // It became known later, with a picture or as a failure; by then it was written off.
  const wasUnknown =
    attempt.errorCode === 'submission-unknown' ||
    (part.error?.code === 'submission-unknown' && part.attempts.at(-1)?.id === attempt.id);
  return wasUnknown && attempt.cost.capturedMicroUsd === 0 && attempt.cost.writtenOffMicroUsd > 0;
}

function doubledSubmits(file: CaseFile): Finding[] {
  const findings: Finding[] = [];
  for (const task of file.strays) {
    findings.push({
      kind: 'submits-doubled',
      text: `${task.gateway} sold ${task.id} (“${task.prompt.slice(0, 40)}”), and no attempt accounts for it`,
      ...markerOf(task.prompt),
    });
  }
  const tasksOf = new Map<string, Purchase[]>();
  for (const purchase of file.purchases) {
    if (!purchase.task) continue;
    const part = `${purchase.generation.id}:${purchase.part.index}`;
    tasksOf.set(part, [...(tasksOf.get(part) ?? []), purchase]);
  }
  for (const [part, purchases] of tasksOf) {
    // A task that the gateway failed at once, and that is not billed, may be followed by another gateway's.
    const bought = purchases.filter(({ task }) => (task?.billedMicroUsd ?? 0) > 0);
    if (bought.length < 2) continue;
    const names = bought.map(({ task }) => `${task?.gateway} ${task?.id}`).join(' and ');
    findings.push({
      kind: 'submits-doubled',
      text: `part ${part} was bought as ${names}`,
      generationId: part.split(':')[0] ?? part,
    });
  }
  return findings;
}

function checkCharges(generation: Generation, findings: Finding[]): void {
  for (const part of generation.parts) {
    const { payment } = part;
    const open = payment.reservedImages - payment.capturedImages - payment.releasedImages;
    const openMoney = payment.reservedMicroUsd - payment.capturedMicroUsd - payment.releasedMicroUsd;
    if (!isOpen(part) && (open !== 0 || openMoney !== 0)) {
      findings.push(
        about(generation, 'charged-wrongly', `part ${part.index} has ended with ${open} pictures reserved`),
      );
    }
    const due = isFree(part) ? 0 : part.images.length;
    const each = part.price.microUsdPerImage ?? 0;
    if (!isOpen(part) && (payment.capturedImages !== due || payment.capturedMicroUsd !== due * each)) {
      findings.push(
        about(
          generation,
          'charged-wrongly',
          `part ${part.index} (${part.state}) has ${part.images.length} pictures and was charged for ${payment.capturedImages}: ${payment.capturedMicroUsd}`,
        ),
      );
    }
  }
}

/** Its user had been told that it failed, or that nobody knows. */
function isFree({ state, attempts }: Part): boolean {
  if (state !== 'succeeded') return true;
  return attempts.every(({ cost }) => cost.capturedMicroUsd === 0);
}

/** Lines, counters and records say the same. */
function checkLedger({ store }: CaseFile, findings: Finding[]): void {
  const lines = new Map<string, { images: number; microUsd: number }>();
  for (const line of store.lines) {
    const key = `${line.generationId} ${line.kind}`;
    const sum = lines.get(key) ?? { images: 0, microUsd: 0 };
    lines.set(key, { images: sum.images + line.images, microUsd: sum.microUsd + line.microUsd });
  }
  const counted = new Map<string, number>();
  for (const generation of store.generations) {
    const sums = { reserve: [0, 0], capture: [0, 0], release: [0, 0], cost: [0, 0], 'write-off': [0, 0] };
    const add = (kind: keyof typeof sums, images: number, microUsd: number): void => {
      sums[kind][0] = (sums[kind][0] ?? 0) + images;
      sums[kind][1] = (sums[kind][1] ?? 0) + microUsd;
    };
    for (const { payment, attempts } of generation.parts) {
      add('reserve', payment.reservedImages, payment.reservedMicroUsd);
      add('capture', payment.capturedImages, payment.capturedMicroUsd);
      add('release', payment.releasedImages, payment.releasedMicroUsd);
      for (const { cost } of attempts) {
        add('cost', 0, cost.capturedMicroUsd);
        add('write-off', 0, cost.writtenOffMicroUsd);
      }
    }
    for (const [kind, [images = 0, microUsd = 0]] of Object.entries(sums)) {
      const written = lines.get(`${generation.id} ${kind}`) ?? { images: 0, microUsd: 0 };
      if (written.images !== images || written.microUsd !== microUsd) {
        findings.push(
          about(
            generation,
            'charged-wrongly',
            `its ${kind} lines say ${written.images}/${written.microUsd}, its record ${images}/${microUsd}`,
          ),
        );
      }
    }
    for (const { kind, id, period } of generation.scopes) {
      const scope = `${kind}:${id}:${period}`;
      const [reserved = 0] = sums.reserve;
      const [released = 0] = sums.release;
      counted.set(scope, (counted.get(scope) ?? 0) + reserved - released);
    }
  }
  for (const [scope, images] of counted) {
    const stored = store.counters.get(scope)?.['i'] ?? 0;
    if (stored !== images)
      findings.push({
        kind: 'charged-wrongly',
        text: `the counter of ${scope} says ${stored}, the records ${images}`,
      });
  }
}

function checkLimits({ store }: CaseFile, findings: Finding[]): void {
  for (const [scope, { i: images = 0 }] of store.counters) {
    const isUserDay = /^user:.*:\d{4}-\d{2}-\d{2}$/.test(scope);
    if (isUserDay && images > dailyLimit) {
      findings.push({
        kind: 'charged-wrongly',
        text: `${scope} has ${images} pictures, the limit is ${dailyLimit}`,
      });
    }
  }
}

function about(generation: Generation, kind: Finding['kind'], text: string): Finding {
  return { kind, text, generationId: generation.id };
}

function markerOf(prompt: string): { marker?: string } {
  const marker = prompt.split(' ')[0];
  return marker === undefined ? {} : { marker };
}

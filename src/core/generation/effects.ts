import { laneName } from '../own-key/own-lane.ts';
import { isInFlight, isOpen, isTerminal, livePictures, statusOf } from './generation.ts';
import type { Attempt, Generation, Part } from './generation.ts';
import { nextEditOf, stageOf } from './stage.ts';
import type { Stage } from './stage.ts';

/**
 * What belongs beside a record: its places in the ready and due sets, its ledger lines, its indexes. Everything here
 * is a function of the record, so the difference of two records is what a transition has to write, and the sets
 * cannot drift from the record.
 */
export interface Standing {
  /** Parts that wait for a turn: key `<generation>:<part>`. */
  readonly ready: ReadonlyMap<string, ReadyEntry>;
  /** Attempts that occupy a lane: attempt id → lane. */
  readonly lanes: ReadonlyMap<string, string>;
  /** Attempts that are looked at: `lookMember` → lane. */
  readonly looks: ReadonlyMap<string, string>;
  /** Steps that somebody must see to: member → default delay class. */
  readonly steps: ReadonlyMap<string, StepEntry>;
  /** Occupies one of the user's concurrent places. */
  readonly active: boolean;
  /** Counts as unfinished. */
  readonly unfinished: boolean;
  /** What its status message is to become next; undefined when it shows the outcome. */
  readonly edit: { readonly next: 'progress' | 'outcome'; readonly stage: Stage } | undefined;
  /** Something is left to happen. */
  readonly open: boolean;
  readonly money: MoneyTotals;
  readonly messages: ReadonlyMap<string, string>;
  readonly media: ReadonlySet<string>;
  /** Listed among its asker's requests. */
  readonly listed: boolean;
}

export interface ReadyEntry {
  readonly lane: string;
  readonly sequence: number;
  readonly weight: number;
}

export interface StepEntry {
  readonly kind: StepKind;
  /** Whose slowness it may meet: the gateway that is fetched from, the platform that is delivered to. */
  readonly way?: string;
  /** When it is due if it is new and the change names no instant; absent: at once. */
  readonly at?: number;
}

export type StepKind = 'submit' | 'collect' | 'deliver' | 'requeue' | 'expire';

/** Ever-growing sums by line; keys `<kind>:<part>`. Differences are the ledger's lines. */
export type MoneyTotals = ReadonlyMap<string, MoneyLine>;

export interface MoneyLine {
  readonly kind: 'reserve' | 'capture' | 'release' | 'cost' | 'write-off';
  readonly part: number;
  readonly provider: string;
  readonly images: number;
  readonly microUsd: number;
}

/** How long a request may wait in line before it is given up, milliseconds. */
export const longestWaitMs = 24 * 3_600_000;

/** How long a submit may stay unattended before it counts as unknown, milliseconds. */
export const leaseMs = 3_000;

export function stepMember(kind: StepKind, generationId: string, part?: number): string {
  return part === undefined ? `${kind}:${generationId}` : `${kind}:${generationId}:${part}`;
}

/**
 * The due set's member of an attempt that is looked at. While everything usual is true of it the name is all that changes about
 * it, so a worker may remember the rest; once the gateway has missed the task, the name says that the record is to be read.
 */
export function lookMember(
  generationId: string,
  part: number,
  position: number,
  attempt: Pick<Attempt, 'missingCount'>,
): string {
  const name = `${generationId}:${part}:${position}`;
  return attempt.missingCount ? `${name}:missing` : name;
}

export function standingOf(generation: Generation, now: number): Standing {
  const { id, parts } = generation;
  const ready = new Map<string, ReadyEntry>();
  const lanes = new Map<string, string>();
  const looks = new Map<string, string>();
  const steps = new Map<string, StepEntry>();
  const canceled = generation.cancelRequestedAt !== undefined;
  const { toConfirm, payer } = generation;
  for (const part of parts) {
    if (part.state === 'waiting' && !canceled && toConfirm === undefined) {
      if (part.notBefore !== undefined) {
        steps.set(stepMember('requeue', id, part.index), { kind: 'requeue', at: part.notBefore });
      } else {
        ready.set(`${id}:${part.index}`, {
          lane: laneName(part.provider, payer),
          sequence: part.sequence,
          weight: part.count,
        });
      }
    }
    part.attempts.forEach((attempt, position) => {
      if (occupiesLane(part, attempt)) lanes.set(attempt.id, laneName(attempt.provider, payer));
      if (isLookedAt(attempt)) {
        const member = lookMember(id, part.index, position, attempt);
        looks.set(member, laneName(attempt.provider, payer));
      }
      if (attempt.state === 'submitting') {
        steps.set(stepMember('submit', id, part.index), { kind: 'submit', at: now + leaseMs });
      }
      if (attempt.state === 'collecting')
        steps.set(stepMember('collect', id, part.index), { kind: 'collect', way: attempt.provider });
    });
  }
  if (generation.delivery.state === 'pending' || generation.delivery.state === 'posting') {
    steps.set(stepMember('deliver', id), { kind: 'deliver', way: generation.target.platform });
  }
  const terminal = isTerminal(statusOf(generation));
  const nextEdit = nextEditOf(generation);
  const waits = parts.some((part) => part.state === 'waiting') && !canceled;
  if (waits && toConfirm !== undefined) {
    steps.set(stepMember('expire', id, 0), { kind: 'expire', at: toConfirm.until });
  }
  return {
    ready,
    lanes,
    looks,
    steps,
    active: parts.some(isInFlight),
    unfinished: !terminal,
    edit: nextEdit && { next: nextEdit, stage: stageOf(generation) },
    open: !terminal || parts.some(isOpen) || steps.size > 0 || looks.size > 0,
    money: moneyOf(parts),
    messages: new Map(messagePositions(generation)),
    media: mediaOf(generation),
    listed: generation.deletedAt === undefined,
  };
}

function occupiesLane(part: Part, attempt: Attempt): boolean {
  return isOpen(part) && (attempt.state === 'submitting' || attempt.state === 'running');
}

/** Running ones, late ones, and unknown ones whose task became known by a callback. */
function isLookedAt(attempt: Attempt): boolean {
  return (attempt.state === 'running' || attempt.state === 'late') && attempt.task !== undefined;
}

function moneyOf(parts: readonly Part[]): MoneyTotals {
  const totals = new Map<string, MoneyLine>();
  for (const { index, payment, attempts } of parts) {
    const add = (kind: MoneyLine['kind'], by: string, images: number, microUsd: number): void => {
      if (images === 0 && microUsd === 0) return;
      totals.set(`${kind}:${index}:${by}`, { kind, part: index, provider: by, images, microUsd });
    };
    add('reserve', '', payment.reservedImages, payment.reservedMicroUsd);
    add('capture', '', payment.capturedImages, payment.capturedMicroUsd);
    add('release', '', payment.releasedImages, payment.releasedMicroUsd);
    const byProvider = new Map<string, { cost: number; writtenOff: number }>();
    for (const attempt of attempts) {
      const sum = byProvider.get(attempt.provider) ?? { cost: 0, writtenOff: 0 };
      sum.cost += attempt.cost.capturedMicroUsd;
      sum.writtenOff += attempt.cost.writtenOffMicroUsd;
      byProvider.set(attempt.provider, sum);
    }
    for (const [by, sum] of byProvider) {
      add('cost', by, 0, sum.cost);
      add('write-off', by, 0, sum.writtenOff);
    }
  }
  return totals;
}

/** A message is found by the first of its pictures that is still there; one that has lost them all is not found. */
function messagePositions(generation: Generation): [string, string][] {
  const live = new Set(livePictures(generation).map(({ index }) => index));
  return (generation.delivery.receipt?.messages ?? []).flatMap(({ key, pictures }) => {
    const shown = pictures.find((index) => live.has(index));
    if (shown === undefined && pictures.length > 0) return [];
    return [[key, `${generation.id}:${shown ?? -1}`]];
  });
}

function mediaOf(generation: Generation): Set<string> {
  const images = livePictures(generation).map(({ picture }) => picture);
  const own = [...generation.references, ...(generation.mask ? [generation.mask] : []), ...images];
  return new Set(own.map((image) => image.sha256));
}

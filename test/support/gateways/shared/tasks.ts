import type { PictureFormat } from './pictures.ts';
import type { ReceivedReference } from './references.ts';

export type StandInTaskState = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';

export interface PlannedPicture {
  width: number;
  height: number;
  format: PictureFormat;
}

/** How a task will end: decided when it is made, changed by a reference that cannot be fetched or by a test. */
export type TaskFate =
  | { kind: 'succeed' }
  | { kind: 'succeed-without-url' }
  | { kind: 'fail'; reason: 'moderation' | 'fault' | 'reference'; message: string }
  | { kind: 'cancel' }
  | { kind: 'never' };

/** One piece of paid work at a gateway. */
export interface StandInTask {
  id: string;
  prompt: string;
  /** The body or the form fields of the submit. */
  submitted: unknown;
  submittedAt: number;
  /** When it ends, in the clock of the stand-in. */
  endsAt: number;
  fate: TaskFate;
  pictures: readonly PlannedPicture[];
  references: ReceivedReference[];
  mask?: ReceivedReference;
  /** Settles when every reference was fetched or refused; the task is not done before. */
  referencesSettled: Promise<void>;
  referencesPending: boolean;
  /** What the gateway asks for the task if it succeeds, in micro-USD. */
  microUsd: number;
  /** 0–100; computed from the clock when undefined. */
  progress: number | undefined;
  /** How often it was looked at. */
  looks: number;
}

/** A line of the gateway's invoice. */
export interface Bill {
  taskId: string;
  microUsd: number;
  images: number;
}

/** The first tenth of a task's time is spent in the gateway's queue. */
const QUEUE_SHARE = 0.1;

export function taskState(task: StandInTask, now: number): StandInTaskState {
  if (now < task.endsAt || task.fate.kind === 'never' || task.referencesPending) {
    const queuedUntil = task.submittedAt + (task.endsAt - task.submittedAt) * QUEUE_SHARE;
    return now < queuedUntil ? 'queued' : 'running';
  }
  if (task.fate.kind === 'fail') return 'failed';
  if (task.fate.kind === 'cancel') return 'canceled';
  return 'succeeded';
}

/** 0–99 while running, 100 at the end. */
export function taskProgress(task: StandInTask, now: number): number {
  const state = taskState(task, now);
  if (state !== 'queued' && state !== 'running') return 100;
  if (task.progress !== undefined) return task.progress;
  const share = (now - task.submittedAt) / Math.max(1, task.endsAt - task.submittedAt);
  return Number.isFinite(share) ? Math.max(0, Math.min(99, Math.floor(share * 100))) : 0;
}

/** Unfinished and finished work is billed, failed work only where the gateway says so. */
export function billOf(task: StandInTask, now: number, billsFailures: boolean): Bill {
  const state = taskState(task, now);
  const lost = state === 'failed' || state === 'canceled';
  const images = lost ? 0 : task.pictures.length;
  return { taskId: task.id, microUsd: lost && !billsFailures ? 0 : task.microUsd, images };
}

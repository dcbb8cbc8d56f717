import type { ImageProvider } from '../../../src/core/ports/image-provider.ts';

/** What the parent hands to a worker process, as JSON. */
export interface CrashWorkerSettings {
  readonly socketPath: string;
  readonly dataDir: string;
  /** Of the stand-in that is gateway and platform in one. */
  readonly url: string;
  /** Stop for ever at the point that a prompt names ("pause at <point>"), and say so to the parent. */
  readonly pauses: boolean;
}

/** Where a worker can be made to stop, in the order in which a generation comes by. */
export const pausePoints = [
  'before the submit',
  'during the submit',
  'with the answer',
  'at a look',
  'before the fetch',
  'after the fetch',
  'before the delivery',
  'before the post',
  'during the post',
  'after the post',
  'after the last checkpoint',
  'at an edit of progress',
] as const;
export type PausePoint = (typeof pausePoints)[number];

export const crashLimits: ImageProvider['limits'] = {
  maxReferences: 0,
  autoQuality: 'low',
  mask: false,
  maxCount: 1,
  needsPublicReferences: false,
  synchronous: false,
  callbacks: false,
  previews: false,
  pollBatchSize: 1,
  firstLookMs: 20,
  lookMs: 50,
  minLookMs: 10,
  deadlineMs: 60_000,
  submitTimeoutMs: 60_000,
  ratios: ['auto', '1:1'],
  resolutions: ['1k'],
};

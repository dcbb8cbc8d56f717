import type { Generation } from '../generation/generation.ts';
import type { Stage } from '../generation/stage.ts';

/** How an unfinished generation stands. Instants are Unix milliseconds. */
export interface GenerationProgress {
  readonly stage: Stage;
  /** About how many pictures are drawn before this one; only while waiting. */
  readonly position?: number;
  /** Percent, where the gateway tells. */
  readonly progress?: number;
  /**
   * By when it is usually done: three in four of its kind (gateway, model, size, quality, number) are, as measured here. In
   * the past for one that takes longer. Absent while too few of the kind were seen.
   * While it waits it is reckoned from its place in line, to the minute.
   */
  readonly expectedAt?: number;
  /** When it is given up, should nothing come. */
  readonly deadlineAt?: number;
  /** Changes with every new partial picture; absent while there is none. */
  readonly previewSequence?: number;
}

/** Tells how things stand, the same on every platform. */
export interface Progress {
  /** Undefined once the outcome is known. */
  of(generation: Generation): Promise<GenerationProgress | undefined>;
}

import type { DueSet } from '../storage/due-set.ts';
import type { DueLoop, ReservedPlace } from './due-loop.ts';

/** The places that this process has for steps, for work that goes straight on instead of by way of a due set. */
export class StepPlaces {
  readonly #loops = new Map<DueSet, Pick<DueLoop, 'reserve'>>();

  /** The loop that sees to the steps of a set. */
  add(due: DueSet, loop: Pick<DueLoop, 'reserve'>): void {
    this.#loops.set(due, loop);
  }

  /** Undefined when this process sees to no such steps, has no place, or is about to end. */
  reserve(due: DueSet): ReservedPlace | undefined {
    return this.#loops.get(due)?.reserve();
  }
}

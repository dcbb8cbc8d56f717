import type { StepKind } from '../generation/effects.ts';
import type { ScriptedRedis } from './connection.ts';
import { DueSet } from './due-set.ts';
import { keys } from './keys.ts';
import type { StoreGuard } from './store-errors.ts';

/** The due sets of steps, by kind and way; the same object every time, since leases are held by it. */
export class StepSets {
  readonly #redis: ScriptedRedis;
  readonly #guard: StoreGuard;
  readonly #sets = new Map<string, DueSet>();

  constructor(redis: ScriptedRedis, guard: StoreGuard) {
    this.#redis = redis;
    this.#guard = guard;
  }

  /** `way`: the gateway of a collect, the platform of a delivery; nothing for the rest, which share one set. */
  of(kind: StepKind, way?: string): DueSet {
    const key = keys.steps(kind, way);
    const known = this.#sets.get(key) ?? this.#guard(new DueSet(this.#redis, key));
    this.#sets.set(key, known);
    return known;
  }
}

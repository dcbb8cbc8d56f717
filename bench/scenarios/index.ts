import type { Scenario } from '../scenario.ts';
import { overhead } from './overhead.ts';

/** All benchmarks, in the order of the table. */
export const scenarios: readonly Scenario[] = [overhead];

import type { Scenario } from '../scenario.ts';
import { ack } from './ack.ts';
import { fairness } from './fairness.ts';
import { growth } from './growth.ts';
import { notice } from './notice.ts';
import { overhead } from './overhead.ts';
import { pictures50 } from './pictures.ts';
import { start } from './start.ts';
import { throughput } from './throughput.ts';
import { waiting } from './waiting.ts';

/** All benchmarks, in the order of the table. */
export const scenarios: readonly Scenario[] = [
  overhead,
  notice,
  waiting,
  ack,
  throughput,
  pictures50,
  fairness,
  start,
  growth,
];

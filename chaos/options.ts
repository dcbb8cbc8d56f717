import { parseArgs } from 'node:util';

/** How much, how hard and how long. */
export interface ChaosOptions {
  /** Requests that users make, presses of Again, Retry and Edit included. */
  readonly requests: number;
  /** Processes ended with SIGKILL, Redis among them. */
  readonly kills: number;
  /** Decides who asks for what, and what breaks when. */
  readonly seed: number;
  /** The run must be over by then; what is still missing counts as missing. */
  readonly minutes: number;
  /** Requests in flight at once. */
  readonly crowd: number;
  /** Processes that receive, and that work. */
  readonly receivers: number;
  readonly workers: number;
  /** Keeps logs, evidence and files of a run that went well, too. */
  readonly keep: boolean;
}

const usage = `npm run chaos -- [--requests 540] [--kills 10] [--seed 1234] [--minutes 5] [--crowd 40] [--receivers 2] [--workers 3] [--full] [--keep]

  --full   10,900 requests, of which more than 10,000 generations come, and 100 kills
  --keep   keep logs and evidence also when nothing was wrong`;

/** @throws Error with the usage for anything it does not know */
export function readOptions(args: readonly string[]): ChaosOptions {
  const { values } = parsed({
    args: [...args],
    options: {
      requests: { type: 'string' },
      kills: { type: 'string' },
      seed: { type: 'string' },
      minutes: { type: 'string' },
      crowd: { type: 'string' },
      receivers: { type: 'string' },
      workers: { type: 'string' },
      full: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
    },
  });
  const number = (
    name: 'requests' | 'kills' | 'seed' | 'minutes' | 'crowd' | 'receivers' | 'workers',
    otherwise: number,
  ): number => {
    const text = values[name];
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} takes a number.\n\n${usage}`);
    return value;
  };
  // One in twelve or so is refused, or a press that makes nothing new.
  const requests = Math.floor(number('requests', values.full ? 10_900 : 540));
  return {
    requests,
    kills: Math.floor(number('kills', values.full ? 100 : Math.floor(requests / 50))),
    seed: Math.floor(number('seed', Date.now() % 1_000_000_000)),
    minutes: number('minutes', values.full ? 20 : 5),
    crowd: Math.max(1, Math.floor(number('crowd', 40))),
    receivers: Math.max(1, Math.floor(number('receivers', 2))),
    workers: Math.max(1, Math.floor(number('workers', 3))),
    keep: values.keep,
  };
}

/** `parseArgs`, with the usage where it says no. */
const parsed: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : 'That is no option'}\n\n${usage}`, {
      cause: error,
    });
  }
};

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../support/eventually.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A start reads and translates every source file: seconds of work, which beside other work last as long as they last. */
const startMs = 90_000;

/** A whole Limner as a process of its own. */
export interface LimnerProcess {
  /** Base of its HTTP server. */
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it wrote to standard output and standard error so far. */
  output(): string;
  /** Sends the signal and resolves with the exit code, or the signal that ended it. */
  end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

/** Starts `src/main.ts` with nothing in its environment but what is given; resolves when it says where it listens. */
export async function startLimnerProcess(
  environment: Record<string, string>,
  user: RunAs = {},
): Promise<LimnerProcess> {
  const child = runAs(user, environment);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const url = await Promise.race([
    eventually(
      () => {
        const found = /Open (http:\/\/\S+) in your browser/.exec(output)?.[1];
        if (!found) throw new Error(`Not ready: ${output}`);
        return found;
      },
      { timeoutMs: startMs, everyMs: 50 },
    ),
    ended.then(([code, by]) => {
      throw new Error(`Ended with ${code ?? by} before it was ready: ${output}`);
    }),
  ]);
  return {
    url,
    child,
    output: () => output,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      const [code, by] = await ended;
      return code ?? by;
    },
  };
}

/** The program from its sources, with the given arguments. */
export function runLimner(environment: Record<string, string>, ...args: string[]): ChildProcess {
  return runAs({}, environment, ...args);
}

/** Another user than this one. */
interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

function runAs(user: RunAs, environment: Record<string, string>, ...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args], {
    ...user,
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

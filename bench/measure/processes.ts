import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Linux counts CPU time in hundredths of a second. */
const ticksPerSecond = 100;

/** CPU time that a process has used, seconds: all of its threads, not its children. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Memory of a process in megabytes: now, and the most since `resetPeak`. */
export function memoryMb(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024;
  return { now: read('VmRSS'), peak: read('VmHWM') };
}

export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

export interface Child {
  readonly pid: number;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** A program of this folder as a process of its own that tells its address: a stand-in. */
export async function startStandin(
  name: 'gateway' | 'telegram' | 'discord',
): Promise<Child & { readonly url: string }> {
  const program = fileURLToPath(new URL(`../standins/${name}.ts`, import.meta.url));
  const child = fork(program, [], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [told] = (await once(child, 'message')) as [{ url: string }];
  return { ...owned(child), url: told.url };
}

/** Runs a command until it is stopped; `core` pins it to one core. */
export function startCommand(
  command: readonly [string, ...string[]],
  options: { env?: NodeJS.ProcessEnv; core?: number; quiet?: boolean; cwd?: string } = {},
): Child {
  const pinned = options.core === undefined ? command : ['taskset', '-c', String(options.core), ...command];
  const [program = '', ...rest] = pinned;
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...options.env },
    ...(options.cwd ? { cwd: options.cwd } : {}),
  });
  if (options.quiet ?? true) child.stdout.resume();
  return owned(child);
}

/** Asks a stand-in's control, which may take as long as it wants. */
export async function control<T>(url: string, path: string, body?: object): Promise<T> {
  const { request } = await import('undici');
  const answer = await request(`${url}/__bench${path}`, {
    method: body ? 'POST' : 'GET',
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return (await answer.body.json()) as T;
}

function owned(child: ChildProcess): Child {
  if (child.pid === undefined) throw new Error('A process did not start');
  return {
    pid: child.pid,
    process: child,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(late);
    },
  };
}

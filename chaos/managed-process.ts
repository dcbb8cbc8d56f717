import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { join } from 'node:path';

export interface ManagedProcessOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Working folder; logs go there too, one file for each life of the process. */
  readonly folder: string;
  /** Told of every new life. */
  readonly onStarted?: (pid: number) => void;
  /** How long a process that ended by itself stays away, milliseconds. */
  readonly restartMs: number;
}

/** Every child of this run that lives, so that none survives it. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Registers a child that must not outlive this process. */
export function keepTrack(child: ChildProcess): void {
  living.add(child);
  child.once('exit', () => living.delete(child));
}

/** A process that comes back whenever it ends, as under any supervisor. */
export class ManagedProcess {
  readonly #options: ManagedProcessOptions;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;
  #env: Readonly<Record<string, string>>;
  /** Lives so far. */
  starts = 0;
  /** Ends that nobody here asked for, each as its exit code. */
  readonly crashes: (number | string)[] = [];
  /** How often it did not end in time when it was asked to. */
  stubborn = 0;
  #expected = false;
  startedAt = 0;

  constructor(options: ManagedProcessOptions) {
    this.#options = options;
    this.#env = options.env;
  }

  get name(): string {
    return this.#options.name;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(env: Readonly<Record<string, string>> = this.#env): void {
    this.#env = env;
    this.#stopping = false;
    const { name, command, args, folder, onStarted } = this.#options;
    this.starts += 1;
    this.startedAt = Date.now();
    const log = openSync(join(folder, `${name}-${String(this.starts).padStart(3, '0')}.log`), 'a');
    const child = spawn(command, [...args], {
      cwd: folder,
      env: { ...this.#env },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    keepTrack(child);
    this.#child = child;
    this.#expected = false;
    child.once('exit', (code, signal) => this.#ended(child, code ?? signal ?? 'unknown'));
    if (child.pid !== undefined) onStarted?.(child.pid);
  }

  /** SIGKILL; it comes back after `awayMs`. False when it is away already. */
  kill(awayMs: number): boolean {
    const child = this.#child;
    if (!child || this.#expected) return false;
    this.#expected = true;
    child.kill('SIGKILL');
    this.#restartAfter(awayMs);
    return true;
  }

  /** SIGTERM, as a new version is rolled out; it comes back once it has ended. False when it is away already. */
  replace(graceMs: number): boolean {
    const child = this.#child;
    if (!child || this.#expected) return false;
    this.#expected = true;
    child.kill('SIGTERM');
    const timer = setTimeout(() => {
      this.stubborn += 1;
      child.kill('SIGKILL');
    }, graceMs);
    child.once('exit', () => {
      clearTimeout(timer);
      this.#restartAfter(0);
    });
    return true;
  }

  /** Somebody else has killed it on our behalf. */
  wasKilled(awayMs: number): void {
    if (this.#expected) return;
    this.#expected = true;
    this.#restartAfter(awayMs);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Ends it for good: with SIGTERM and, when that takes too long, SIGKILL. Resolves to false for the latter. */
  async stop(graceMs: number): Promise<boolean> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return true;
    this.#expected = true;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    let gentle = true;
    const timer = setTimeout(() => {
      gentle = false;
      child.kill('SIGKILL');
    }, graceMs);
    await ended;
    clearTimeout(timer);
    return gentle;
  }

  #ended(child: ChildProcess, code: number | string): void {
    if (this.#child === child) this.#child = undefined;
    if (this.#stopping || this.#expected) return;
    this.crashes.push(code);
    this.#restartAfter(this.#options.restartMs);
  }

  #restartAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#stopping) this.start();
    }, ms);
  }
}

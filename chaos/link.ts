import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepTrack } from './managed-process.ts';

/** A question to the other side, and its answer. */
interface Call {
  readonly call: number;
  readonly verb: string;
  readonly argument: unknown;
}
interface Reply {
  readonly reply: number;
  readonly result?: unknown;
  readonly problem?: string;
}
interface Notice {
  readonly notice: string;
  readonly detail: unknown;
}

/** A helper process of this run: stand-ins, and the people who use them. */
export class Link {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  #calls = 0;
  #ending = false;

  constructor(
    script: string,
    options: {
      readonly name: string;
      readonly folder: string;
      readonly onNotice: (notice: string, detail: unknown) => void;
      readonly onLost: (problem: string) => void;
    },
  ) {
    const log = openSync(join(options.folder, `${options.name}.log`), 'a');
    this.#child = fork(fileURLToPath(new URL(script, import.meta.url)), [], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      execArgv: ['--import', 'tsx', '--max-old-space-size=4096'],
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    keepTrack(this.#child);
    this.#child.on('message', (message: Reply | Notice) => {
      if ('notice' in message) return options.onNotice(message.notice, message.detail);
      const waiting = this.#waiting.get(message.reply);
      this.#waiting.delete(message.reply);
      if (message.problem === undefined) waiting?.resolve(message.result);
      else waiting?.reject(new Error(`${options.name}: ${message.problem}`));
    });
    this.#child.once('exit', (code) => {
      const problem = `${options.name} ended (${code ?? 'signal'}); its log says why`;
      for (const { reject } of this.#waiting.values()) reject(new Error(problem));
      this.#waiting.clear();
      if (!this.#ending) options.onLost(problem);
    });
  }

  ask<T>(verb: string, argument?: unknown): Promise<T> {
    this.#calls += 1;
    const call: Call = { call: this.#calls, verb, argument };
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(call.call, { resolve: (value) => resolve(value as T), reject });
      this.#child.send(call);
    });
  }

  async end(): Promise<void> {
    this.#ending = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** The other side of a `Link`: answers each verb with its handler. */
export function serveLink(handlers: Readonly<Record<string, (argument: never) => unknown>>): void {
  process.on('message', ({ call, verb, argument }: Call) => {
    const answer = async (): Promise<unknown> => {
      const handler = handlers[verb];
      if (!handler) throw new Error(`There is no ${verb}`);
      return handler(argument as never);
    };
    answer().then(
      (result) => process.send?.({ reply: call, result } satisfies Reply),
      (error: unknown) =>
        process.send?.({
          reply: call,
          problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
        } satisfies Reply),
    );
  });
  process.on('disconnect', () => process.exit());
}

/** Tells the conductor something that it did not ask for. */
export function notify(notice: string, detail: unknown): void {
  process.send?.({ notice, detail } satisfies Notice);
}

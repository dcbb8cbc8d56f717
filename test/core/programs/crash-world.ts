import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { tinyPicture } from '../../fakes/tiny-picture.ts';
import type { CrashWorkerSettings } from './crash-settings.ts';

export interface PostedMessage {
  readonly id: string;
  readonly prompt: string;
  /** What it showed, in order; the same one twice in a row is one. */
  readonly outcomes: string[];
}

/**
 * A gateway and a platform in the test's own process, which outlive every worker: they count what reached them, and may
 * keep an answer back. Prompts decide.
 */
export class CrashWorld {
  readonly submits: string[] = [];
  readonly messages: PostedMessage[] = [];
  /** Prompts whose tasks are drawn until they are taken out. */
  readonly unfinished = new Set<string>();
  /** Called before an answer is given, for a submit or a post; what it returns is waited for. */
  hold: (what: 'submit' | 'post', prompt: string) => Promise<void> | undefined = () => undefined;
  readonly #server: Server;
  readonly #names = new Map<string, PostedMessage>();

  constructor() {
    this.#server = createServer((incoming, outgoing) => {
      this.#answer(incoming)
        .then((answer) => {
          const binary = Buffer.isBuffer(answer);
          outgoing.setHeader('content-type', binary ? 'image/png' : 'application/json');
          outgoing.end(binary ? answer : JSON.stringify(answer));
        })
        .catch(() => outgoing.destroy());
    });
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close').catch(() => undefined);
  }

  async #answer(incoming: IncomingMessage): Promise<Buffer | object> {
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    const [, kind, name = ''] = url.pathname.split('/');
    const body = (await readJson(incoming)) as { prompt?: string; name?: string; outcome?: string };
    const { prompt = '' } = body;
    switch (`${incoming.method} ${kind}`) {
      case 'POST submit':
        this.submits.push(prompt);
        await this.hold('submit', prompt);
        return { task: `${this.submits.length}-${encodeURIComponent(prompt)}` };
      case 'GET tasks':
        return { done: !this.unfinished.has(decodeURIComponent(name.slice(name.indexOf('-') + 1))) };
      case 'GET pictures':
        return tinyPicture(name);
      case 'POST messages': {
        const message = { id: `m${this.messages.length + 1}`, prompt, outcomes: [body.outcome ?? ''] };
        this.messages.push(message);
        this.#names.set(body.name ?? '', message);
        await this.hold('post', prompt);
        return { message: message.id };
      }
      case 'GET messages':
        return { message: this.#names.get(url.searchParams.get('name') ?? '')?.id };
      case 'PUT messages': {
        const message = this.messages.find(({ id }) => id === name);
        if (message && message.outcomes.at(-1) !== body.outcome) message.outcomes.push(body.outcome ?? '');
        return {};
      }
      default:
        throw new Error(`Unexpected ${incoming.method} ${url.pathname}`);
    }
  }
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return pieces.length === 0 ? {} : JSON.parse(Buffer.concat(pieces).toString());
}

/** A worker process and what it says. */
export interface CrashWorker {
  readonly process: ChildProcess;
  /** Points at which it has stopped, in the order of their arrival. */
  readonly pausedAt: string[];
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Kills it; resolves once it is gone. */
  kill(): Promise<void>;
}

/** Starts a worker; resolves once it takes work. */
export async function startCrashWorker(settings: CrashWorkerSettings): Promise<CrashWorker> {
  const program = fileURLToPath(new URL('./crash-worker.ts', import.meta.url));
  const child = fork(program, [JSON.stringify(settings)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const pausedAt: string[] = [];
  const started = new Promise<void>((resolve, reject) => {
    child.on('message', (message: { started?: boolean; pausedAt?: string }) => {
      if (message.started) resolve();
      if (message.pausedAt) pausedAt.push(message.pausedAt);
    });
    child.once('exit', () => reject(new Error('The worker ended before it had started')));
  });
  await started;
  return {
    process: child,
    pausedAt,
    signal: (name) => void child.kill(name),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

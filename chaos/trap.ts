import { subscribe } from 'node:diagnostics_channel';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { notify } from './link.ts';

/**
 * Hits the very process that is in the middle of something: when a request that fits reaches a stand-in, or has been
 * answered, its sender is killed or stopped.
 */
export interface Trap {
  readonly name: string;
  /** Tried against `METHOD /path`. */
  readonly pattern: string;
  /** `start`: its head has arrived · `finish`: the answer is on its way. */
  readonly at: 'start' | 'finish';
  readonly signal: 'SIGKILL' | 'SIGSTOP';
  readonly delayMs: number;
}

/** What the conductor hears of a trap that snapped. */
export interface Snap {
  readonly trap: Trap;
  readonly pid: number;
  readonly request: string;
  readonly at: number;
}

interface HttpEvent {
  readonly request: IncomingMessage;
}

/** The traps of one stand-in process. */
export class Traps {
  #armed: Trap[] = [];
  #pids: readonly number[] = [];

  constructor() {
    subscribe('http.server.request.start', (event) => this.#see('start', (event as HttpEvent).request));
    subscribe('http.server.response.finish', (event) => this.#see('finish', (event as HttpEvent).request));
  }

  arm(trap: Trap): void {
    this.#armed.push(trap);
  }

  disarm(): void {
    this.#armed = [];
  }

  /** The processes that may be hit. */
  aimAt(pids: readonly number[]): void {
    this.#pids = pids;
  }

  #see(at: Trap['at'], request: IncomingMessage): void {
    if (this.#armed.length === 0) return;
    const line = `${request.method ?? ''} ${request.url ?? ''}`;
    const index = this.#armed.findIndex((trap) => trap.at === at && new RegExp(trap.pattern).test(line));
    const trap = this.#armed[index];
    if (!trap) return;
    const pid = senderOf(request.socket.remotePort ?? 0, this.#pids);
    if (pid === undefined) return;
    this.#armed.splice(index, 1);
    const hit = (): void => {
      try {
        process.kill(pid, trap.signal);
      } catch {
        return;
      }
      notify('snap', { trap, pid, request: line.slice(0, 300), at: Date.now() } satisfies Snap);
    };
    if (trap.delayMs === 0) hit();
    else setTimeout(hit, trap.delayMs);
  }
}

/** Whose socket has this local port. Undefined where the system does not tell. */
function senderOf(port: number, pids: readonly number[]): number | undefined {
  const inode = inodeOf(port);
  if (inode === undefined) return undefined;
  const wanted = `socket:[${inode}]`;
  return pids.find((pid) => {
    try {
      return readdirSync(`/proc/${pid}/fd`).some((fd) => linkOf(`/proc/${pid}/fd/${fd}`) === wanted);
    } catch {
      return false;
    }
  });
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function inodeOf(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  let table: string;
  try {
    table = readFileSync('/proc/net/tcp', 'utf8');
  } catch {
    return undefined;
  }
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/);
    // A socket that is closing has no owner any more: inode 0.
    if (columns[1]?.endsWith(`:${hex}`) && columns[9] !== '0') return columns[9];
  }
  return undefined;
}

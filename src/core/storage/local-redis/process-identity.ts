import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process beyond its id, which the system gives to another process some day. Plain JSON. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; the same as long as it is the same process. */
  readonly startedAs: string;
}

/** The identity of a live process; undefined when there is none. A zombie is dead: nothing but its exit code is left. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const startedAs = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return startedAs === undefined ? undefined : { pid, startedAs };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startedAs === identity.startedAs;
}

/** Names the space in which process ids mean something: one boot of one machine, and one container on it. */
export function machineId(): string {
  if (process.platform !== 'linux') return hostname();
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
}

function startOnLinux(pid: number): string | undefined {
  const stat = readStat(pid);
  if (stat === undefined) return undefined;
  // The second field is the name in parentheses and may hold anything; the third is the state, the 22nd the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function readStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code)))
      return undefined;
    throw error;
  }
}

function startElsewhere(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    // ps ends with 1 when there is no such process.
    return undefined;
  }
}

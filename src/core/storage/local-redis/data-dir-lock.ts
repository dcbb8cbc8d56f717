import { randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimes,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DataDirLockedError } from './local-redis-error.ts';
import { identifyProcess, isAlive, machineId } from './process-identity.ts';

const HEARTBEAT_MS = 1000;

const claimSchema = z.object({
  machine: z.string(),
  pid: z.number(),
  startedAs: z.string(),
  released: z.boolean(),
});
type Claim = z.infer<typeof claimSchema>;

export interface DataDirLock {
  release(): void;
}

/**
 * Makes this process the only one that works on `dataDir`, or throws a `DataDirLockedError`. The lock of a process
 * that was killed is taken over at once.
 *
 * Claims are numbered files and the highest number holds the lock. A file appears complete and only under a number
 * that is free, and the highest is never removed, only marked as released: so of two processes that find the same
 * dead claim one wins, without a moment in which neither or both hold the lock.
 */
export async function lockDataDir(
  dataDir: string,
  options: { foreignWaitMs?: number } = {},
): Promise<DataDirLock> {
  const folder = join(dataDir, 'lock');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own: Claim = { machine: machineId(), ...ownIdentity(), released: false };

  for (;;) {
    const highest = highestClaim(folder);
    if (highest > 0) {
      const path = join(folder, String(highest));
      const holder = readClaim(path);
      if (holder && (await isHeld(path, holder, own, options.foreignWaitMs ?? 5 * HEARTBEAT_MS))) {
        throw new DataDirLockedError(dataDir, holder.pid);
      }
    }

    const number = highest + 1;
    if (!place(folder, number, own)) continue;
    // A slow process can take a number that a faster one has used, outdone and removed meanwhile.
    if (highestClaim(folder) === number) return holdLock(folder, number, own);
    rmSync(join(folder, String(number)), { force: true });
  }
}

function ownIdentity(): { pid: number; startedAs: string } {
  const identity = identifyProcess(process.pid);
  if (!identity) throw new Error('This process cannot find itself among the processes of the system');
  return identity;
}

/** Across machines and containers ids say nothing; there the holder's heartbeat on the file does. */
async function isHeld(path: string, holder: Claim, own: Claim, foreignWaitMs: number): Promise<boolean> {
  if (holder.released) return false;
  if (holder.machine === own.machine) return isAlive(holder);
  const before = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  await sleep(foreignWaitMs);
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs !== before;
}

function holdLock(folder: string, number: number, own: Claim): DataDirLock {
  const path = join(folder, String(number));
  for (const name of readdirSync(folder)) {
    if (Number(name) < number) rmSync(join(folder, name), { force: true });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A full disk or a removed folder is told where it does harm; a heartbeat that is missed harms nothing here.
    utimes(path, now, now, () => {});
  }, HEARTBEAT_MS).unref();

  return {
    release() {
      clearInterval(heartbeat);
      // Whoever removed the folder removed the lock with it.
      if (!existsSync(folder)) return;
      renameSync(writeDraft(folder, { ...own, released: true }), path);
    },
  };
}

/** False when the number is taken. */
function place(folder: string, number: number, claim: Claim): boolean {
  const draft = writeDraft(folder, claim);
  try {
    linkSync(draft, join(folder, String(number)));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(folder: string, claim: Claim): string {
  const draft = join(folder, `draft-${randomUUID()}`);
  writeFileSync(draft, JSON.stringify(claim), { mode: 0o600 });
  return draft;
}

function highestClaim(folder: string): number {
  const numbers = readdirSync(folder).filter((name) => /^\d+$/.test(name));
  return Math.max(0, ...numbers.map(Number));
}

/** Undefined when the claim was removed meanwhile, or the disk was full when it was written: then nobody holds it. */
function readClaim(path: string): Claim | undefined {
  try {
    return claimSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

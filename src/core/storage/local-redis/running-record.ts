import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { machineId, type ProcessIdentity } from './process-identity.ts';

const recordSchema = z.object({
  machine: z.string(),
  pid: z.number(),
  startedAs: z.string(),
  socketPath: z.string(),
});

/** Which server works on a folder: how a later process finds one that was left running. */
export interface RunningRecord extends ProcessIdentity {
  readonly socketPath: string;
}

export function writeRecord(folder: string, { pid, startedAs, socketPath }: RunningRecord): void {
  const draft = join(folder, 'process.json.new');
  writeFileSync(draft, JSON.stringify({ machine: machineId(), pid, startedAs, socketPath }), { mode: 0o600 });
  renameSync(draft, join(folder, 'process.json'));
}

/** Undefined when there is none, one that a power cut left half-written, or one of another machine or container, whose process ids mean nothing here. */
export function readRecord(folder: string): RunningRecord | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'process.json'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const parsed = recordSchema.safeParse(parseJson(text));
  if (!parsed.success || parsed.data.machine !== machineId()) return undefined;
  const { pid, startedAs, socketPath } = parsed.data;
  return { pid, startedAs, socketPath };
}

export function removeRecord(folder: string): void {
  rmSync(join(folder, 'process.json'), { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

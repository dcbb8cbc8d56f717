import { readFile } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import { basename } from 'node:path';
import type { Logger } from '../core/ports/logger.ts';
import type { OperatorContent, ParsedOperatorFile } from './operator/parse-operator-file.ts';

export interface OperatorFile {
  /** What the file says now; every section of it may be absent. The same object until the file changes. */
  readonly current: () => OperatorContent;
  close(): void;
}

export interface OperatorFileOptions {
  /** It need not be there, now or later. */
  readonly path: string;
  readonly logger: Logger;
  /** How often its time is looked at, milliseconds (2,000). */
  readonly lookMs?: number;
}

/** The file cannot be used. Each problem is a sentence with its line. */
export class OperatorFileError extends Error {
  override readonly name = 'OperatorFileError';
  readonly problems: readonly string[];

  constructor(path: string, problems: readonly string[]) {
    super(`${basename(path)} has mistakes`);
    this.problems = problems.map((problem) => `${basename(path)}, ${problem}`);
  }
}

/**
 * Reads the operator's file and follows its changes. A change with mistakes is told in the log and leaves everything as
 * it was. @throws OperatorFileError with all mistakes that it has at the start
 */
export async function openOperatorFile({
  path,
  logger,
  lookMs = 2_000,
}: OperatorFileOptions): Promise<OperatorFile> {
  let text = await read(path);
  let content: OperatorContent = {};
  if (text !== undefined) {
    const parsed = await parse(text);
    if (parsed.kind === 'wrong') throw new OperatorFileError(path, parsed.problems);
    content = parsed.content;
  }

  const look = async (): Promise<void> => {
    const fresh = await read(path);
    if (fresh === text) return;
    text = fresh;
    if (fresh === undefined) {
      logger.warn({ path }, 'The configuration file is gone; what it said stays in force');
      return;
    }
    const parsed = await parse(fresh);
    if (parsed.kind === 'wrong') {
      const { problems } = parsed;
      logger.error(
        { path, problems },
        'The configuration file has mistakes; what it said before stays in force',
      );
      return;
    }
    content = parsed.content;
    logger.info({ path }, 'The configuration file was read anew');
  };
  // By its time stamp: notices of a change are lost where an editor puts another file in its place.
  const listener = (): void =>
    void look().catch((error: unknown) =>
      logger.error({ path, error }, 'The configuration file cannot be read'),
    );
  watchFile(path, { interval: lookMs, persistent: false }, listener);
  return { current: () => content, close: () => unwatchFile(path, listener) };
}

/** Most have no such file: what reads YAML is loaded for those who have one. */
async function parse(text: string): Promise<ParsedOperatorFile> {
  const { parseOperatorFile } = await import('./operator/parse-operator-file.ts');
  return parseOperatorFile(text);
}

/** Undefined where there is no such file. */
async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

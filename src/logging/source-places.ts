import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How long a map is kept after it was needed: read, it takes some megabytes. Milliseconds. */
const keptMs = 10_000;

const maps = new Map<string, SourceMap | undefined>();

/**
 * From a place in a built file to the place in its source: `file:///app/dist/main.js` 120:7 to `src/core/core.ts:31:5`.
 * Line and column count from one. Undefined where there is no map: a package, or a program that runs from its sources.
 */
export function sourcePlace(fileUrl: string, line: number, column: number): string | undefined {
  if (!fileUrl.startsWith('file:') || fileUrl.includes('/node_modules/')) return undefined;
  const path = fileURLToPath(fileUrl);
  const entry = mapOf(path)?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry)) return undefined;
  const source = relative(dirname(dirname(path)), join(dirname(path), entry.originalSource));
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

function mapOf(path: string): SourceMap | undefined {
  if (!maps.has(path)) {
    maps.set(path, readMap(`${path}.map`));
    setTimeout(() => maps.delete(path), keptMs).unref();
  }
  return maps.get(path);
}

function readMap(path: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(path, 'utf8')) as SourceMapPayload);
  } catch {
    // There is none, or it is cut short: the place in the built file has to do.
    return undefined;
  }
}

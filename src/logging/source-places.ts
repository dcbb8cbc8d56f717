import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is read of a source map. */
interface PlacesMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

const rememberedPlaces = 2_000;
/** How long a map is kept after it was needed: one place of a bug seldom comes alone. Milliseconds. */
const keptMs = 5_000;

const places = new Map<string, string | undefined>();
const maps = new Map<string, PlacesMap | undefined>();

/**
 * From a place in a built file to the place in its source: `file:///app/dist/main.js` 120:7 to `src/core/core.ts:31:5`.
 * Line and column count from one. Undefined where there is no map: a package, or a program that runs from its sources.
 */
export function sourcePlace(fileUrl: string, line: number, column: number): string | undefined {
  if (!fileUrl.startsWith('file:') || fileUrl.includes('/node_modules/')) return undefined;
  const key = `${fileUrl}:${line}:${column}`;
  if (places.has(key)) return places.get(key);
  if (places.size >= rememberedPlaces) places.clear();
  const place = lookUp(fileURLToPath(fileUrl), line - 1, column - 1);
  places.set(key, place);
  return place;
}

function lookUp(path: string, line: number, column: number): string | undefined {
  const map = mapOf(path);
  const found = map && originalOf(map.mappings, line, column);
  const source = found && map.sources[found.source];
  if (!source) return undefined;
  const file = relative(dirname(dirname(path)), join(dirname(path), source));
  return `${file}:${found.line + 1}:${found.column + 1}`;
}

function mapOf(path: string): PlacesMap | undefined {
  if (!maps.has(path)) {
    maps.set(path, readMap(`${path}.map`));
    setTimeout(() => maps.delete(path), keptMs).unref();
  }
  return maps.get(path);
}

function readMap(path: string): PlacesMap | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as PlacesMap;
  } catch {
    // There is none, or it is cut short: the place in the built file has to do.
    return undefined;
  }
}

const digits = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((character, value) => [
    character.charCodeAt(0),
    value,
  ]),
);
const [semicolon, comma] = [';'.charCodeAt(0), ','.charCodeAt(0)];

/**
 * The last mapping at or before a place of the built file, all counted from nought. Mappings are differences, so it is
 * read from the beginning, and nothing is kept of it: the parser of Node builds a list of half a million objects first.
 */
function originalOf(
  mappings: string,
  line: number,
  column: number,
): { source: number; line: number; column: number } | undefined {
  // Column of the built file, number, line and column of the source, number of a name.
  const state = [0, 0, 0, 0, 0];
  let found: { source: number; line: number; column: number } | undefined;
  let [builtLine, field, value, shift] = [0, 0, 0, 0];
  for (let at = 0; at <= mappings.length; at += 1) {
    const code = at < mappings.length ? mappings.charCodeAt(at) : semicolon;
    if (code === semicolon || code === comma) {
      const [builtColumn = 0, source = 0, originalLine = 0, originalColumn = 0] = state;
      if (builtLine === line && field > 0) {
        if (builtColumn > column) return found;
        found = field > 3 ? { source, line: originalLine, column: originalColumn } : undefined;
      }
      field = 0;
      if (code === comma) continue;
      if (builtLine === line) return found;
      builtLine += 1;
      state[0] = 0;
      continue;
    }
    const digit = digits.get(code) ?? 0;
    value += (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    state[field] = (state[field] ?? 0) + ((value & 1) === 1 ? -(value >> 1) : value >> 1);
    field += 1;
    value = shift = 0;
  }
  return found;
}

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Generation } from '../generation/generation.ts';
import { recordDictionary } from './record-dictionary.ts';
import { withoutWords, withWords } from './record-words.ts';
import { wholeRecordsDictionary } from './whole-records-dictionary.ts';
import { wordedRecordsDictionary } from './worded-records-dictionary.ts';

/** What follows the version: the dictionary that a record is packed with. A record that is not packed begins with its JSON. */
const dictionaries = new Map([
  [1, recordDictionary],
  [2, wholeRecordsDictionary],
  [3, wordedRecordsDictionary],
]);
/** The first whose records have their words in front. */
const worded = 3;
const packedWith = 3;
const newline = 10;
const windowBits = 12;
const settings = { level: 6, memLevel: 5, windowBits, dictionary: wordedRecordsDictionary } as const;

/**
 * The stored form: `<version>\n`, a byte that names the dictionary, raw deflate of the JSON, with its words in front. One packed string instead of a
 * hash (measured: 734 against 1,972 bytes, and 1,925 against some 290 since it is deflated, at 25 us), with the version in
 * front so that a script compares it without reading the rest. What will be written anew as soon as a call is answered stays
 * JSON: packing it costs more than it saves.
 */
export function packGeneration(generation: Generation): Buffer {
  if (isPassing(generation)) return Buffer.from(`${generation.version}\n${JSON.stringify(generation)}`);
  const head = Buffer.from(`${generation.version}\n_`, 'latin1');
  head[head.length - 1] = packedWith;
  return Buffer.concat([head, deflateRawSync(withWords(generation), settings)]);
}

/** A submit or a post is under way. */
function isPassing({ parts, delivery }: Generation): boolean {
  return delivery.state === 'posting' || parts.some(({ state }) => state === 'submitting');
}

/** @throws SyntaxError for what is no record, or one that a newer version of the program wrote */
export function unpackGeneration(record: Buffer): Generation {
  const start = record.indexOf(newline) + 1;
  const kind = record[start] ?? 0;
  const dictionary = dictionaries.get(kind);
  if (!dictionary) return JSON.parse(record.toString('utf8', start)) as Generation;
  const text = inflateRawSync(record.subarray(start + 1), { windowBits, dictionary }).toString('utf8');
  return JSON.parse(kind < worded ? text : withoutWords(text)) as Generation;
}

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Generation } from '../generation/generation.ts';
import { recordDictionary } from './record-dictionary.ts';

/** What follows the version: a record packed with the first dictionary. A record of old begins with its JSON. */
const packedWithFirst = 1;
const newline = 10;
const settings = { level: 3, memLevel: 2, windowBits: 12, dictionary: recordDictionary } as const;

/**
 * The stored form: `<version>\n`, a byte that names the dictionary, raw deflate of the JSON. One packed string instead of a
 * hash (measured: 734 against 1,972 bytes, and 2,120 against some 700 since it is deflated, at 15 us), with the version in
 * front so that a script compares it without reading the rest.
 */
export function packGeneration(generation: Generation): Buffer {
  const head = Buffer.from(`${generation.version}\n_`, 'latin1');
  head[head.length - 1] = packedWithFirst;
  return Buffer.concat([head, deflateRawSync(JSON.stringify(generation), settings)]);
}

/** @throws SyntaxError for what is no record, or one that a newer version of the program wrote */
export function unpackGeneration(record: Buffer): Generation {
  const start = record.indexOf(newline) + 1;
  if (record[start] !== packedWithFirst) return JSON.parse(record.toString('utf8', start)) as Generation;
  const { windowBits, dictionary } = settings;
  const json = inflateRawSync(record.subarray(start + 1), { windowBits, dictionary });
  return JSON.parse(json.toString('utf8')) as Generation;
}

import type { Redis } from 'ioredis';
import { expect } from 'vitest';
import { standingOf } from '../../src/core/generation/effects.ts';
import type { Generation } from '../../src/core/generation/generation.ts';
import { isOpen } from '../../src/core/generation/generation.ts';
import { unpackGeneration } from '../../src/core/storage/generation-record.ts';
import { keyPrefix } from '../../src/core/storage/keys.ts';

const fieldsOf: Record<string, readonly { field: string; unit: 'images' | 'microUsd'; sign: number }[]> = {
  reserve: [
    { field: 'i', unit: 'images', sign: 1 },
    { field: 'u', unit: 'microUsd', sign: 1 },
  ],
  release: [
    { field: 'i', unit: 'images', sign: -1 },
    { field: 'u', unit: 'microUsd', sign: -1 },
  ],
  capture: [
    { field: 'ci', unit: 'images', sign: 1 },
    { field: 'cu', unit: 'microUsd', sign: 1 },
  ],
  cost: [{ field: 'cost', unit: 'microUsd', sign: 1 }],
  'write-off': [{ field: 'off', unit: 'microUsd', sign: 1 }],
};

/** Every record in the store. */
export async function allGenerations(client: Redis): Promise<readonly Generation[]> {
  const found = await client.keys(`${keyPrefix}g:*`);
  if (found.length === 0) return [];
  const records = await client.mgetBuffer(found);
  return records.filter((record) => record !== null).map(unpackGeneration);
}

/** Counters of all scopes, the ledger's lines and the records say the same; nothing that has ended is left reserved. */
export async function expectBooksToBalance(client: Redis): Promise<readonly Generation[]> {
  const generations = await allGenerations(client);
  const wanted = new Map<string, number>();
  const perLine = new Map<string, number>();
  const add = (map: Map<string, number>, key: string, by: number): void => {
    const sum = (map.get(key) ?? 0) + by;
    if (sum === 0) map.delete(key);
    else map.set(key, sum);
  };
  for (const generation of generations) {
    for (const line of standingOf(generation, 0).money.values()) {
      const key = `${generation.id} ${line.part} ${line.kind} ${line.provider}`;
      add(perLine, `${key} images`, line.images);
      add(perLine, `${key} microUsd`, line.microUsd);
      // What somebody paid with their own key moves no counter of money.
      if (generation.payer && (line.kind === 'cost' || line.kind === 'write-off')) continue;
      for (const { kind, id, period } of generation.scopes) {
        for (const { field, unit, sign } of fieldsOf[line.kind] ?? []) {
          add(wanted, `${kind}:${id}:${period} ${field}`, sign * line[unit]);
        }
      }
    }
    for (const part of generation.parts) {
      if (isOpen(part)) continue;
      const { payment } = part;
      expect(payment.capturedImages + payment.releasedImages).toBe(payment.reservedImages);
      expect(payment.capturedMicroUsd + payment.releasedMicroUsd).toBe(payment.reservedMicroUsd);
    }
  }
  const counted = new Map<string, number>();
  for (const key of await client.keys(`${keyPrefix}l:*`)) {
    const scope = key.slice(`${keyPrefix}l:`.length);
    for (const [field, value] of Object.entries(await client.hgetall(key))) {
      // Grants and resets stand beside the sums and change none of them.
      if (['gi', 'gu', 'ri', 'ru', 'ra'].includes(field)) continue;
      add(counted, `${scope} ${field}`, Number(value));
    }
  }
  const written = new Map<string, number>();
  for (const [, fields] of await client.xrange(`${keyPrefix}ledger`, '-', '+')) {
    const named = new Map<string, string>();
    for (let index = 0; index < fields.length; index += 2)
      named.set(fields[index] ?? '', fields[index + 1] ?? '');
    const key = `${named.get('g')} ${named.get('p')} ${named.get('k')} ${named.get('v')}`;
    add(written, `${key} images`, Number(named.get('i')));
    add(written, `${key} microUsd`, Number(named.get('u')));
  }
  expect(sorted(counted)).toEqual(sorted(wanted));
  expect(sorted(written)).toEqual(sorted(perLine));
  return generations;
}

function sorted(map: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : 1));
}

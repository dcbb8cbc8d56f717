import { expect, it } from 'vitest';
import { conduct } from '../../chaos/conductor.ts';
import { readOptions } from '../../chaos/options.ts';

/** A fresh seed each time; the message of a failure names it, and `npm run chaos -- --seed …` plays it again. */
it(
  'keeps every promise while processes die, the store goes and answers are lost',
  { timeout: 240_000 },
  async () => {
    const seed = String(Date.now() % 1_000_000_000);
    const options = readOptions(['--generations', '40', '--kills', '3', '--crowd', '12', '--seed', seed]);

    const { findings, text } = await conduct(options, {
      say: () => undefined,
      signal: new AbortController().signal,
    });

    expect(findings, `seed ${seed}\n${text}`).toEqual([]);
  },
);

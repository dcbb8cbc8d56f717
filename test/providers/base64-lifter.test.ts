import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Base64Lifter, liftedIndex } from '../../src/providers/shared/openai-images/base64-lifter.ts';

/** What a lifter makes of a text that comes in pieces of `pieceBytes`. */
async function lift(text: string, pieceBytes: number): Promise<{ rest: string; pictures: string[] }> {
  const pictures: string[] = [];
  let rest = '';
  const lifter = new Base64Lifter({
    onText: (piece) => (rest += piece),
    openTarget: (index) => ({
      write: async (base64) => void (pictures[index] = (pictures[index] ?? '') + base64),
      end: async () => undefined,
      fail: (error) => (pictures[index] = `failed: ${String(error)}`),
    }),
  });
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += pieceBytes)
    await lifter.push(bytes.subarray(from, from + pieceBytes));
  lifter.finish();
  return { rest, pictures };
}

/** Puts the pictures back where their marks stand. */
function restore(value: unknown, pictures: readonly string[]): unknown {
  if (typeof value === 'string') {
    const index = liftedIndex(value);
    return index === undefined ? value : pictures[index];
  }
  if (Array.isArray(value)) return value.map((entry) => restore(entry, pictures));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, restore(entry, pictures)]));
}

const base64 = fc
  .uint8Array({ minLength: 1, maxLength: 300 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));
const awkwardText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '"b64_json":"AAAA"',
    'b64_json',
    '\\"data:image/png;base64,AA',
    '"',
    '\\',
    ':"',
    'data:image/',
  ),
);
const answer = fc.array(
  fc.record(
    {
      b64_json: fc.option(base64),
      url: fc.oneof(
        base64.map((text) => `data:image/png;base64,${text}`),
        fc.webUrl(),
      ),
      text: awkwardText,
    },
    { requiredKeys: [] },
  ),
  { maxLength: 4 },
);

describe('Base64Lifter', () => {
  it('takes every picture out and nothing else, wherever the pieces are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        answer,
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        async (data, pieceBytes, escapes) => {
          const json = JSON.stringify({ data }, null, pieceBytes % 3);
          const sent = escapes ? json.replaceAll('/', '\\/').replaceAll('+', '\\u002B') : json;

          const { rest, pictures } = await lift(sent, pieceBytes);

          expect(restore(JSON.parse(rest), pictures)).toEqual(JSON.parse(json));
          expect(rest.includes('base64,')).toBe(data.some(({ text }) => text?.includes('base64,')));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leaves an empty string, null and a number where they are', async () => {
    const json = '{"b64_json":"","x":{"b64_json" : null},"y":{"b64_json":7}}';

    expect(await lift(json, 5)).toEqual({ rest: json, pictures: [] });
  });

  it('fails a picture that the answer breaks off in', async () => {
    expect(await lift('{"b64_json":"AAAABBBB', 6)).toMatchObject({
      pictures: ['failed: Error: The answer ended inside a picture'],
    });
  });
});

import { readFile, readdir } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { saveBase64 } from '../../src/media/save-base64.ts';
import { createStagingArea } from '../../src/media/staging-area.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function makeStaging() {
  return createStagingArea({ directory: await temporaryFolder(), now: Date.now });
}

const bytes = randomBytes(700_001);
const text = bytes.toString('base64');

function* inPieces(whole: string, length: number) {
  for (let start = 0; start < whole.length; start += length) yield whole.slice(start, start + length);
}

async function* later(pieces: Iterable<string>) {
  for (const piece of pieces) {
    await Promise.resolve();
    yield piece;
  }
}

describe('saveBase64', () => {
  it.each([
    { form: 'plain', input: () => text },
    { form: 'a data URI', input: () => `data:image/png;base64,${text}` },
    {
      form: 'a data URI with parameters, in capitals',
      input: () => `DATA:image/png;charset=x;BASE64,${text}`,
    },
    { form: 'broken into lines', input: () => text.replace(/.{76}/g, '$&\r\n') },
    { form: 'without padding', input: () => text.replace(/=+$/, '') },
    { form: 'URL-safe', input: () => bytes.toString('base64url') },
    { form: 'in odd pieces', input: () => inPieces(text, 7777) },
    {
      form: 'in pieces of one character at the start',
      input: () => inPieces(`data:image/png;base64,${text}`, 1),
    },
    { form: 'arriving over time', input: () => later(inPieces(`data:;base64,${text}`, 65_537)) },
  ])('decodes base64 that is $form', async ({ input }) => {
    const staging = await makeStaging();

    const saved = await saveBase64(input(), { staging, maxBytes: 1_000_000 });

    expect(saved).toEqual({
      path: expect.stringContaining(staging.directory),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      byteLength: bytes.byteLength,
    });
    expect((await readFile(saved.path)).equals(bytes)).toBe(true);
  });

  it.each([
    { fault: 'other characters', input: 'AAAA<html>', reason: 'bad-base64' },
    { fault: 'a wrong length', input: 'AAAAA', reason: 'bad-base64' },
    { fault: 'something after the padding', input: ['AA==', 'AAAA'], reason: 'bad-base64' },
    { fault: 'padding in the middle', input: 'AA==AAAA', reason: 'bad-base64' },
    { fault: 'a data URI that is not base64', input: 'data:image/svg+xml,<svg/>', reason: 'bad-base64' },
    { fault: 'a data URI without end', input: `data:${'x'.repeat(5000)}`, reason: 'bad-base64' },
    { fault: 'a data URI without data', input: 'data:image/png;base64', reason: 'bad-base64' },
    { fault: 'nothing in it', input: '', reason: 'empty' },
    { fault: 'nothing after the comma', input: 'data:image/png;base64,', reason: 'empty' },
  ])('refuses a text with $fault and leaves no file', async ({ input, reason }) => {
    const staging = await makeStaging();

    const saving = saveBase64(input, { staging, maxBytes: 1000 });

    await expect(saving).rejects.toMatchObject({ code: 'media-not-image', reason });
    expect(await readdir(staging.directory)).toEqual([]);
  });

  it('stops reading at the limit', async () => {
    const staging = await makeStaging();
    let given = 0;
    function* endless() {
      for (;;) {
        given += 1;
        yield 'A'.repeat(4000);
      }
    }

    const saving = saveBase64(endless(), { staging, maxBytes: 30_000 });

    await expect(saving).rejects.toMatchObject({ code: 'media-too-large', reason: 'bytes' });
    expect(given).toBe(11);
    expect(await readdir(staging.directory)).toEqual([]);
  });

  it('lets others have their turn between slices', async () => {
    const staging = await makeStaging();
    let turns = 0;
    let saving = true;
    const count = () => {
      turns += 1;
      if (saving) setImmediate(count);
    };
    setImmediate(count);

    await saveBase64('A'.repeat(4 * 1024 * 1024), { staging, maxBytes: 4_000_000 });
    saving = false;

    expect(turns).toBeGreaterThanOrEqual(8);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTranslator } from '../../src/bots/shared/messages.ts';
import { parseImagine } from '../../src/bots/shared/parse-imagine.ts';
import { refusalText } from '../../src/bots/shared/refusal-text.ts';
import { imageRequestSchema } from '../../src/core/generation/image-request.ts';
import { requestIssues } from '../../src/core/generation/request-issues.ts';
import { fuzz, fuzzTimeoutMs } from './fuzz.ts';
import { hostileText } from './hostile-text.ts';

const fields = [
  ...['prompt', 'ratio', 'resolution', 'size', 'quality', 'count', 'format', 'compression'],
  ...['background', 'provider', 'private', 'spoiler'],
];

it(
  'flags: any text is taken apart, and ends in a valid request or in a sentence',
  async () => {
    await fuzz(
      fc.property(hostileText, (text) => {
        const { request, issues } = parseImagine(text);

        expect(Object.keys(request).filter((field) => !fields.includes(field))).toEqual([]);
        expect(String(request.prompt).length).toBeLessThanOrEqual(text.length);
        const parsed = imageRequestSchema.safeParse(request);
        if (parsed.success) {
          expect(parsed.data.prompt.isWellFormed()).toBe(true);
          // eslint-disable-next-line no-control-regex
          expect(parsed.data.prompt).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
          expect(parsed.data.prompt).not.toBe('');
        }
        const all = [...issues, ...(parsed.success ? [] : requestIssues(parsed.error, { ...request }))];
        if (all.length === 0) return;
        const sentence = refusalText({ code: 'invalid-input', issues: all }, createTranslator('en'), {
          formatInstant: String,
        });
        expect(sentence.length).toBeGreaterThan(10);
        expect(sentence.length).toBeLessThan(2_000);
      }),
    );
  },
  fuzzTimeoutMs,
);

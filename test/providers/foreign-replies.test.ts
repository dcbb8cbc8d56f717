import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTask as readAizfw } from '../../src/providers/aizfw/aizfw-reply.ts';
import {
  readBatch,
  readSubmit as readGccaiSubmit,
  readTask as readGccai,
} from '../../src/providers/gccai/gccai-reply.ts';
import { readEnvelope } from '../../src/providers/shared/envelope.ts';
import {
  readDetail,
  readSubmit as readWuyinkejiSubmit,
} from '../../src/providers/wuyinkeji/wuyinkeji-reply.ts';

/** JSON in which the words of the gateways' replies turn up in wrong places. */
const words = [
  'data',
  'id',
  'task_id',
  'status',
  'result',
  'images',
  'url',
  'error',
  'message',
  'code',
  'progress',
];
const { value: reply } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(
      null,
      true,
      0,
      -1,
      Infinity,
      '',
      '2',
      'completed',
      'failed',
      'https://a.example/x.png',
      '/f/x.png',
    ),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...words, '__proto__', 'constructor'), tie('value'), { maxKeys: 5 }),
  ),
}));

describe('readers of gateways’ replies', () => {
  it.each([
    ['the envelope', readEnvelope],
    ['wuyinkeji submits', readWuyinkejiSubmit],
    ['wuyinkeji looks', readDetail],
    ['aizfw tasks', readAizfw],
    ['gccai submits', readGccaiSubmit],
    ['gccai tasks', readGccai],
    ['gccai batches', readBatch],
  ] as const)('never break on anything: %s', (_name, read: (json: unknown) => unknown) => {
    fc.assert(
      fc.property(reply, (json) => {
        expect(() => read(json)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });

  it('call a task done only where the reply says so', () => {
    fc.assert(
      fc.property(reply, (json) => {
        const states = [readAizfw(json)?.state, readGccai(json)?.state];
        if (!states.includes('succeeded')) return;
        expect(JSON.stringify(json)).toContain('completed');
      }),
      { numRuns: 2_000 },
    );
  });

  it('take only addresses for results', () => {
    fc.assert(
      fc.property(reply, (json) => {
        const urls = [
          ...(readDetail(json)?.urls ?? []),
          ...(readGccai(json)?.images.map(({ url }) => url) ?? []),
          readAizfw(json)?.url ?? '/',
        ];
        for (const url of urls) expect(url).toMatch(/^(https?:\/\/|\/)/);
      }),
      { numRuns: 2_000 },
    );
  });
});

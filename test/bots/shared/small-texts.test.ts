import { describe, expect, it } from 'vitest';
import { cancelText, historyLine, quotaLines } from '../../../src/bots/shared/account-text.ts';
import { buildButtonId, outcomeVerbs, parseButtonId } from '../../../src/bots/shared/buttons.ts';
import { formatDuration, formatMoney, plainInstant } from '../../../src/bots/shared/format.ts';
import { createTranslator } from '../../../src/bots/shared/messages.ts';
import { progressLines, type ProgressTextOptions } from '../../../src/bots/shared/progress-text.ts';
import type { ProgressView } from '../../../src/core/ports/delivery-channel.ts';
import { refusalText } from '../../../src/bots/shared/refusal-text.ts';
import { joinLines, truncate } from '../../../src/bots/shared/text.ts';
import { makeGeneration, makePart } from './make-generation.ts';

const en = createTranslator('en');
const now = Date.UTC(2026, 10, 21, 19, 0, 0);
const formatInstant = plainInstant(en, () => now);
const midnight = Date.UTC(2026, 10, 22);

describe('refusalText', () => {
  it.each([
    {
      refusal: {
        code: 'quota-exceeded',
        limit: { scope: 'user', unit: 'images', limit: 50, left: 2, retryAt: midnight },
      },
      said: 'That would pass your 50 pictures a day: 2 are left, more at 00:00 UTC (in 5 h).',
    },
    {
      refusal: {
        code: 'quota-exceeded',
        limit: { scope: 'all', unit: 'microUsd', limit: 5_000_000, left: 0 },
      },
      said: 'That would pass the $5.00 a day of this bot: $0.00 is left.',
    },
    {
      refusal: { code: 'queue-full', limit: { scope: 'user', unit: 'waiting', limit: 10, left: 0 } },
      said: 'You have 10 requests waiting already, the most one person may have; try again when one is finished, or use /cancel.',
    },
    {
      refusal: { code: 'no-provider', unable: 'mask' },
      said: 'No gateway here works with a mask; leave it out and say in words what to change.',
    },
    {
      refusal: {
        code: 'invalid-input',
        issues: [
          { field: 'quality', problem: 'not-allowed', allowed: 'auto, low', given: 'ultra' },
          { field: 'prompt', problem: 'required' },
        ],
      },
      said: '“ultra” is not possible for quality; use one of auto, low.\nSay what to draw, for example: /imagine a lighthouse in a storm, oil painting.',
    },
    {
      refusal: { code: 'provider-moderated' },
      said: 'The safety filter of the gateway blocked this request; put it in other words.',
    },
  ] as const)('says: $said', ({ refusal, said }) => {
    expect(refusalText(refusal, en, { formatInstant })).toBe(said);
  });
});

describe('progressLines', () => {
  const generation = makeGeneration({
    createdAt: now - 65_000,
    parts: [makePart({ state: 'running', images: [] })],
  });

  const at = (view: Partial<ProgressView>, times?: ProgressTextOptions['times']): readonly string[] =>
    progressLines({ generation, stage: 'drawing', ...view }, en, {
      now: () => now,
      providerTitle: () => 'GCC',
      ...(times === undefined ? {} : { times }),
    });

  it('shows the place in line while waiting', () => {
    expect(at({ stage: 'waiting', position: 3 })).toEqual([
      'Waiting for a turn · about 3 pictures before this one',
      '1 min 5 s so far',
    ]);
    expect(at({ stage: 'waiting', position: 0 })[0]).toBe('Waiting for a turn · next in line');
    expect(at({ stage: 'waiting', position: 3, expectedAt: now + 120_000 })[1]).toBe(
      '1 min 5 s so far · usually ready in 2 min',
    );
    expect(at({ stage: 'waiting', expectedAt: now - 1 })[1]).toBe('1 min 5 s so far');
  });

  it('shows percent, elapsed time and what is usually left while drawing', () => {
    expect(at({ progress: 40.4, expectedAt: now + 20_000, deadlineAt: now + 500_000 })).toEqual([
      'GCC is drawing · 40 %',
      '1 min 5 s so far · usually ready in 20 s',
    ]);
  });

  it('says so when it takes longer, and when it is given up', () => {
    expect(at({ expectedAt: now - 1, deadlineAt: now + 120_000 })[1]).toBe(
      '1 min 5 s so far · taking longer than usual, given up in 2 min if nothing comes',
    );
    expect(at({ expectedAt: now - 1 })[1]).toBe('1 min 5 s so far · taking longer than usual');
  });

  it('leaves instants to a platform that counts by itself, in words that stay true when they are over', () => {
    const stamp = (instant: number): string => `<t:${instant / 1000}:R>`;

    expect(at({ expectedAt: now + 20_000 }, stamp)).toEqual([
      'GCC is drawing',
      `asked ${stamp(now - 65_000)} · usually ready ${stamp(now + 20_000)}`,
    ]);
    expect(at({ expectedAt: now - 1, deadlineAt: now + 60_000 }, stamp)[1]).toBe(
      `asked ${stamp(now - 65_000)} · taking longer than usual, given up ${stamp(now + 60_000)} if nothing comes`,
    );
  });

  it('says nothing that passes where it is to last until the next stage', () => {
    const clock = (instant: number): string => new Date(instant).toISOString().slice(11, 16);

    expect(at({ stage: 'waiting', position: 2, expectedAt: now + 90_000 }, 'lasting')).toEqual([
      'Waiting for a turn · about 2 pictures were before this one',
    ]);
    expect(at({ progress: 40, expectedAt: now + 90_000 }, 'lasting')).toEqual([
      'GCC is drawing',
      `usually ready at ${clock(now + 90_000)} UTC`,
    ]);
  });
});

describe('account texts', () => {
  it('lists limits, what is unfinished, the reset and doubtful prices', () => {
    const quota = {
      lines: [
        { scope: 'user', period: 'day', unit: 'images', used: 3, limit: 50 },
        { scope: 'user', period: 'day', unit: 'microUsd', used: 360_000 },
        { scope: 'chat', period: 'month', unit: 'images', used: 1 },
        { scope: 'chat', period: 'month', unit: 'microUsd', used: 40_000, limit: 2_500_000 },
      ],
      resetsAt: midnight,
      monthResetsAt: midnight + 9 * 86_400_000,
      unfinished: 1,
      concurrentLimit: 3,
      queuedLimit: 10,
      ownKeys: ['gccai'],
      assumedPrices: ['aizfw'],
      unknownPrices: [],
    } as const;

    expect(quotaLines(quota, en, { formatInstant })).toEqual([
      'You today: 3 pictures of 50 · $0.36',
      'This chat this month: 1 picture · $0.04 of $2.50',
      'Unfinished: 1 request (3 drawn at once, 10 may wait)',
      'The day starts anew at 00:00 UTC (in 5 h).',
      'The month starts anew on December 1 (in 9 days).',
      'Your own key pays gccai: pictures made there count against your pictures and cost none of your dollars here.',
      'Prices of aizfw are assumed: their owners name none.',
    ]);
  });

  it('tells free cancellations from bought ones', () => {
    const generation = makeGeneration();

    expect(cancelText([], en)).toBe('Nothing of yours is waiting or being drawn here.');
    expect(
      cancelText(
        [
          { generation, bought: false },
          { generation, bought: true },
        ],
        en,
      ),
    ).toBe(
      'Canceled; nothing was charged.\nCanceled; it was handed over already, so a picture that still comes is charged and goes to /history.',
    );
  });

  it('shows a history entry in one line', () => {
    expect(historyLine(makeGeneration(), en)).toBe('Done · a lighthouse in a storm');
  });
});

describe('formats', () => {
  it.each([
    { microUsd: 120_000, text: '$0.12' },
    { microUsd: 3_500, text: '$0.0035' },
    { microUsd: 0, text: '$0.00' },
    { microUsd: 12_500_000, text: '$12.50' },
  ])('writes $microUsd micro-dollars as $text', ({ microUsd, text }) => {
    expect(formatMoney(microUsd, 'en')).toBe(text);
  });

  it.each([
    { ms: 400, text: '0 s' },
    { ms: 59_600, text: '1 min' },
    { ms: 125_000, text: '2 min 5 s' },
    { ms: 3_600_000 * 5 + 180_000, text: '5 h 3 min' },
  ])('writes $ms ms as $text', ({ ms, text }) => {
    expect(formatDuration(ms, en)).toBe(text);
  });

  it('cuts texts between graphemes and within the limit', () => {
    expect(truncate('abc', 3)).toBe('abc');
    expect(truncate('abcd', 3)).toBe('ab…');
    expect(truncate('ae\u0301\u0301x', 4)).toBe('a…');
    expect(joinLines(['one', '', 'two'], 6)).toBe('one\nt…');
  });
});

describe('button ids', () => {
  it.each([
    { id: 'again:V1StGXR8_Z5jdHi6B-myT', button: { verb: 'again', id: 'V1StGXR8_Z5jdHi6B-myT' } },
    { id: 'original:g1:3', button: { verb: 'original', id: 'g1', index: 3 } },
  ] as const)('reads and writes $id', ({ id, button }) => {
    expect(buildButtonId(button)).toBe(id);
    expect(parseButtonId(id)).toEqual(button);
  });

  it.each([
    '',
    'again',
    'again:',
    'other:g1',
    'again:g1:x',
    'again:g1:1:2',
    'toString:g1',
    `again:${'x'.repeat(80)}`,
  ])('knows no button of "%s"', (id) => {
    expect(parseButtonId(id)).toBeUndefined();
  });

  it('refuses ids that Telegram would not take', () => {
    expect(() => buildButtonId({ verb: 'original', id: 'x'.repeat(60) })).toThrow(RangeError);
  });

  it('puts the right buttons under an outcome', () => {
    expect([
      outcomeVerbs({ status: 'succeeded', retried: false }),
      outcomeVerbs({
        ...{ status: 'succeeded', retried: false },
        ...{ larger: ['2k', '4k'], hasParent: true, canShare: true },
      }),
      outcomeVerbs({ status: 'failed', retried: false }),
      outcomeVerbs({ status: 'failed', retried: true }),
      outcomeVerbs({ status: 'canceled', retried: false }),
    ]).toEqual([
      ['again', 'edit', 'vary', 'region', 'original', 'favourite', 'add', 'sticker', 'delete', 'report'],
      [
        ...['again', 'edit', 'vary', 'region', 'undo', 'share'],
        ...['2k', '4k', 'original', 'favourite', 'add', 'sticker', 'delete', 'report'],
      ],
      ['retry'],
      ['again'],
      ['again'],
    ]);
  });
});

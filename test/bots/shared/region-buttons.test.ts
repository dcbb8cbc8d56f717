import { expect, it } from 'vitest';
import { maxButtonIdBytes, parseButtonId } from '../../../src/bots/shared/buttons.ts';
// prettier-ignore
import {
  buildRegionButtonId, gridButtons, parseRegionButtonId,
} from '../../../src/bots/shared/region-buttons.ts';

const sessionId = '0123456789bc';

it('a grid button says what is to be, whoever presses it how often', () => {
  const buttons = gridButtons(sessionId, [4]);

  expect(buttons.map(({ label }) => label)).toEqual(['1', '2', '3', '4', '✓ 5', '6', '7', '8', '9']);
  expect(buttons.map(({ button }) => buildRegionButtonId(button)).slice(3, 5)).toEqual([
    `mark:${sessionId}:3`,
    `clear:${sessionId}:4`,
  ]);
});

it('what a button carries is read back, is short, and is no other button', () => {
  const all = [
    ...gridButtons(sessionId, [0, 8]).map(({ button }) => button),
    { kind: 'words', sessionId } as const,
  ];

  for (const button of all) {
    const id = buildRegionButtonId(button);
    expect(parseRegionButtonId(id)).toEqual(button);
    expect(Buffer.byteLength(id)).toBeLessThanOrEqual(maxButtonIdBytes);
    expect(parseButtonId(id)).toBeUndefined();
  }
});

it.each([
  'mark:0123456789bc',
  'mark:0123456789bc:9',
  'words:0123456789bc:1',
  'mark::1',
  'again:0123456789bc',
  '',
])('reads nothing from "%s"', (text) => {
  expect(parseRegionButtonId(text)).toBeUndefined();
});

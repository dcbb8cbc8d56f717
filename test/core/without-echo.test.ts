import { describe, expect, it } from 'vitest';
import { ProviderError, type ProviderErrorOptions } from '../../src/core/errors.ts';
import { cutEcho, withoutEcho } from '../../src/core/worker/without-echo.ts';

const prompt = 'A portrait of my neighbour Wilhelmina, 42 Rosewood Lane, laughing';

describe('A gateway’s words in the log', () => {
  it.each([
    ['whole', `Blocked: ${prompt}.`, 'Blocked: [removed].'],
    ['in part', 'blocked for "neighbour Wilhelmina, 42 Rose…"', 'blocked for "[removed]…"'],
    ['in capitals', 'NO: MY NEIGHBOUR WILHELMINA', 'NO: [removed]'],
    ['escaped', 'no: \\u0057ilhelmina at %52osewood &#76;ane', 'no: [removed] at [removed]'],
    [
      'between other words',
      'The word "Wilhelmina" is not allowed (code 7)',
      'The word "[removed]" is not allowed (code 7)',
    ],
  ])('do not hold the prompt %s', (_, said, logged) => {
    expect(cutEcho(said, prompt)).toBe(logged);
  });

  it.each([
    ['一只猫在雪地里奔跑', '内容违规：在雪地里奔跑', '内容违规：[removed]'],
    ['a fox', 'no "A FOX" here, but a foxhound', 'no "[removed]" here, but [removed]hound'],
    ['猫', '内容违规：猫', '内容违规：猫'],
    ['x', 'index out of range', 'index out of range'],
    ['', 'no prompt', 'no prompt'],
  ])('measure %j by its script', (asked, said, logged) => {
    expect(cutEcho(said, asked)).toBe(logged);
  });

  it('stay as they are where they share nothing with it', () => {
    const words = 'Insufficient balance: please top up (request 7f3a)';

    expect(cutEcho(words, prompt)).toBe(words);
  });

  it('are all that changes of an error', () => {
    const options: ProviderErrorOptions = {
      code: 'provider-moderated',
      provider: 'alpha',
      phase: 'poll',
      statusCode: 400,
      costMicroUsd: 7,
      providerMessage: 'no Wilhelmina',
    };
    const error = new ProviderError('refused', options);

    expect({ ...(withoutEcho(error, prompt) as object) }).toEqual({
      ...error,
      providerMessage: 'no [removed]',
    });
    const other = new Error('another');
    expect(withoutEcho(other, prompt)).toBe(other);
  });
});

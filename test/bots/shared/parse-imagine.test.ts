import { describe, expect, it } from 'vitest';
import { parseImagine } from '../../../src/bots/shared/parse-imagine.ts';

describe('parseImagine', () => {
  it.each([
    { text: 'a cat', request: { prompt: 'a cat' } },
    { text: 'a cat --ratio 16:9', request: { prompt: 'a cat', ratio: '16:9' } },
    { text: '--ar 16:9 a cat', request: { prompt: 'a cat', ratio: '16:9' } },
    { text: 'a cat --ratio=16:9 on a mat', request: { prompt: 'a cat on a mat', ratio: '16:9' } },
    { text: 'a cat —n 2 –quality high', request: { prompt: 'a cat', count: '2', quality: 'high' } },
    { text: 'a cat ——count 2', request: { prompt: 'a cat', count: '2' } },
    { text: '一只猫 —ratio １６：９', request: { prompt: '一只猫', ratio: '16:9' } },
    { text: 'a cat --RATIO 3:2, --Count 3', request: { prompt: 'a cat', ratio: '3:2', count: '3' } },
    { text: 'x --size 1536x1024 --format webp', request: { prompt: 'x', size: '1536x1024', format: 'webp' } },
    {
      text: 'x --compression 80 --background opaque --provider gccai --resolution 2k',
      request: { prompt: 'x', compression: '80', background: 'opaque', provider: 'gccai', resolution: '2k' },
    },
    { text: 'a cat --private', request: { prompt: 'a cat', private: true } },
    { text: '--private a cat', request: { prompt: 'a cat', private: true } },
    { text: 'the end --spoiler of it', request: { prompt: 'the end of it', spoiler: true } },
    { text: 'a cat —spoiler=no', request: { prompt: 'a cat', spoiler: false } },
    { text: 'a cat --private=false', request: { prompt: 'a cat', private: false } },
    { text: '"a cat --big" --n 2', request: { prompt: 'a cat --big', count: '2' } },
    { text: '“a cat” —n 2', request: { prompt: 'a cat', count: '2' } },
    { text: 'a sign "use --force" here', request: { prompt: 'a sign "use --force" here' } },
    { text: 'x --provider "gccai"', request: { prompt: 'x', provider: 'gccai' } },
    { text: 'dusk — a cat – asleep', request: { prompt: 'dusk — a cat – asleep' } },
    { text: 'well-known --- cats', request: { prompt: 'well-known --- cats' } },
    { text: '—Hola, dijo', request: { prompt: '—Hola, dijo' } },
    { text: 'line one\nline two --n 2', request: { prompt: 'line one\nline two', count: '2' } },
    { text: 'a 5" pipe --n 2', request: { prompt: 'a 5" pipe', count: '2' } },
    { text: '  ', request: { prompt: '' } },
  ])('reads $text', ({ text, request }) => {
    expect(parseImagine(text)).toEqual({ request, issues: [] });
  });

  it.each([
    { text: 'a cat --v 6', given: '--v' },
    { text: 'a cat —raito 3:2', given: '--raito' },
    { text: 'a cat --raito=3:2', given: '--raito' },
    { text: 'a cat --constructor', given: '--constructor' },
  ])('names the allowed flags for $given', ({ text, given }) => {
    expect(parseImagine(text).issues).toEqual([
      {
        field: 'flag',
        problem: 'not-allowed',
        given,
        allowed:
          '--ratio, --resolution, --size, --quality, --count, --format, --compression, --background, --provider, --private, --spoiler, --preset',
      },
    ]);
  });

  it('reports a flag without its value instead of eating the next flag', () => {
    expect(parseImagine('a cat --quality --n 2')).toEqual({
      request: { prompt: 'a cat', count: '2' },
      issues: [{ field: 'quality', problem: 'required', allowed: 'auto, low, medium, high' }],
    });
  });

  it('takes the last of a repeated flag', () => {
    expect(parseImagine('a --n 2 --count 3').request).toEqual({ prompt: 'a', count: '3' });
  });

  it('stays quick on a hostile text', () => {
    const text = `${'--a '.repeat(8000)}${'" '.repeat(8000)}`;

    expect(parseImagine(text).issues).toHaveLength(8000);
  });
});

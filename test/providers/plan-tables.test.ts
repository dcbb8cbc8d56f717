import { describe, expect, it } from 'vitest';
import { ratios, resolutions } from '../../src/core/generation/image-request.ts';
import type { ImageProvider, ProviderPlan } from '../../src/core/ports/image-provider.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { AizfwProvider } from '../../src/providers/aizfw/aizfw-provider.ts';
import { GccaiProvider } from '../../src/providers/gccai/gccai-provider.ts';
import { WuyinkejiProvider } from '../../src/providers/wuyinkeji/wuyinkeji-provider.ts';
import { planOf } from '../support/providers/make-order.ts';

const config = { apiKey: 'key', baseUrls: ['http://127.0.0.1:9'] };
const deps = { now: Date.now, logger: silentLogger };

/** One line: what is sent, the pixels, what is enlarged, what the user is told. */
function line(plan: ProviderPlan): string {
  const { ratio, resolution, width, height, upscaleTo } = plan.applied;
  const pixels = width === undefined ? '?' : `${width}x${height}`;
  const enlarged = upscaleTo ? ` ^${upscaleTo.width}x${upscaleTo.height}` : '';
  const told = plan.changes.map(({ from, to }) => ` ${from}→${to}`).join('');
  return `${ratio} ${resolution} ${pixels}${enlarged}${told}`;
}

function table(provider: ImageProvider): Record<string, readonly string[]> {
  const rows = ratios.map((ratio) => [
    ratio,
    resolutions.map((resolution) => line(planOf(provider, { ratio, resolution }))),
  ]);
  return Object.fromEntries(rows) as Record<string, readonly string[]>;
}

describe('what becomes of every ratio and resolution', () => {
  it('on wuyinkeji: one of six hints, one number of pixels, enlarged here on request', () => {
    expect(table(new WuyinkejiProvider(config, deps))).toEqual({
      auto: ['auto 1k ?', '1:1 1k 1254x1254 ^2048x2048 2k→1k', '1:1 1k 1254x1254 ^2880x2880 4k→1k'],
      '1:1': ['1:1 1k 1254x1254', '1:1 1k 1254x1254 ^2048x2048 2k→1k', '1:1 1k 1254x1254 ^2880x2880 4k→1k'],
      '3:2': ['3:2 1k 1536x1024', '3:2 1k 1536x1024 ^2048x1360 2k→1k', '3:2 1k 1536x1024 ^3520x2336 4k→1k'],
      '2:3': ['2:3 1k 1024x1536', '2:3 1k 1024x1536 ^1360x2048 2k→1k', '2:3 1k 1024x1536 ^2336x3520 4k→1k'],
      '4:3': [
        '3:2 1k 1536x1024 4:3→3:2',
        '3:2 1k 1536x1024 ^2048x1360 4:3→3:2 2k→1k',
        '3:2 1k 1536x1024 ^3520x2336 4:3→3:2 4k→1k',
      ],
      '3:4': [
        '2:3 1k 1024x1536 3:4→2:3',
        '2:3 1k 1024x1536 ^1360x2048 3:4→2:3 2k→1k',
        '2:3 1k 1024x1536 ^2336x3520 3:4→2:3 4k→1k',
      ],
      '5:4': [
        '3:2 1k 1536x1024 5:4→3:2',
        '3:2 1k 1536x1024 ^2048x1360 5:4→3:2 2k→1k',
        '3:2 1k 1536x1024 ^3520x2336 5:4→3:2 4k→1k',
      ],
      '4:5': [
        '2:3 1k 1024x1536 4:5→2:3',
        '2:3 1k 1024x1536 ^1360x2048 4:5→2:3 2k→1k',
        '2:3 1k 1024x1536 ^2336x3520 4:5→2:3 4k→1k',
      ],
      '16:9': ['16:9 1k 1672x941', '16:9 1k 1672x941 ^2048x1152 2k→1k', '16:9 1k 1672x941 ^3840x2160 4k→1k'],
      '9:16': ['9:16 1k 941x1672', '9:16 1k 941x1672 ^1152x2048 2k→1k', '9:16 1k 941x1672 ^2160x3840 4k→1k'],
      '2:1': [
        '16:9 1k 1672x941 2:1→16:9',
        '16:9 1k 1672x941 ^2048x1152 2:1→16:9 2k→1k',
        '16:9 1k 1672x941 ^3840x2160 2:1→16:9 4k→1k',
      ],
      '1:2': [
        '9:16 1k 941x1672 1:2→9:16',
        '9:16 1k 941x1672 ^1152x2048 1:2→9:16 2k→1k',
        '9:16 1k 941x1672 ^2160x3840 1:2→9:16 4k→1k',
      ],
      '3:1': [
        '16:9 1k 1672x941 3:1→16:9',
        '16:9 1k 1672x941 ^2048x1152 3:1→16:9 2k→1k',
        '16:9 1k 1672x941 ^3840x2160 3:1→16:9 4k→1k',
      ],
      '1:3': [
        '9:16 1k 941x1672 1:3→9:16',
        '9:16 1k 941x1672 ^1152x2048 1:3→9:16 2k→1k',
        '9:16 1k 941x1672 ^2160x3840 1:3→9:16 4k→1k',
      ],
      '21:9': [
        '16:9 1k 1672x941 21:9→16:9',
        '16:9 1k 1672x941 ^2048x1152 21:9→16:9 2k→1k',
        '16:9 1k 1672x941 ^3840x2160 21:9→16:9 4k→1k',
      ],
      '9:21': [
        '9:16 1k 941x1672 9:21→9:16',
        '9:16 1k 941x1672 ^1152x2048 9:21→9:16 2k→1k',
        '9:16 1k 941x1672 ^2160x3840 9:21→9:16 4k→1k',
      ],
    });
  });

  it('on wuyinkeji with its longer list of sizes: only 5:4 and 4:5 are changed', () => {
    const provider = new WuyinkejiProvider({ ...config, sizes: 'extended' }, deps);

    const changed = ratios.filter((ratio) => planOf(provider, { ratio }).changes.length > 0);

    expect(changed).toEqual(['5:4', '4:5']);
    expect(line(planOf(provider, { ratio: '5:4' }))).toBe('4:3 1k 1448x1086 5:4→4:3');
  });

  it('on aizfw: thirteen ratios, a square for auto', () => {
    expect(table(new AizfwProvider(config, deps))).toEqual({
      auto: ['1:1 1k 1024x1024', '1:1 2k 2048x2048', '1:1 4k 2880x2880'],
      '1:1': ['1:1 1k 1024x1024', '1:1 2k 2048x2048', '1:1 4k 2880x2880'],
      '3:2': ['3:2 1k 1536x1024', '3:2 2k 2048x1360', '3:2 4k 3520x2336'],
      '2:3': ['2:3 1k 1024x1536', '2:3 2k 1360x2048', '2:3 4k 2336x3520'],
      '4:3': ['4:3 1k 1024x768', '4:3 2k 2048x1536', '4:3 4k 3312x2480'],
      '3:4': ['3:4 1k 768x1024', '3:4 2k 1536x2048', '3:4 4k 2480x3312'],
      '5:4': ['5:4 1k 1280x1024', '5:4 2k 2560x2048', '5:4 4k 3216x2576'],
      '4:5': ['4:5 1k 1024x1280', '4:5 2k 2048x2560', '4:5 4k 2576x3216'],
      '16:9': ['16:9 1k 1536x864', '16:9 2k 2048x1152', '16:9 4k 3840x2160'],
      '9:16': ['9:16 1k 864x1536', '9:16 2k 1152x2048', '9:16 4k 2160x3840'],
      '2:1': ['2:1 1k 2048x1024', '2:1 2k 2688x1344', '2:1 4k 3840x1920'],
      '1:2': ['1:2 1k 1024x2048', '1:2 2k 1344x2688', '1:2 4k 1920x3840'],
      '3:1': ['21:9 1k 2016x864 3:1→21:9', '21:9 2k 2688x1152 3:1→21:9', '21:9 4k 3840x1648 3:1→21:9'],
      '1:3': ['9:21 1k 864x2016 1:3→9:21', '9:21 2k 1152x2688 1:3→9:21', '9:21 4k 1648x3840 1:3→9:21'],
      '21:9': ['21:9 1k 2016x864', '21:9 2k 2688x1152', '21:9 4k 3840x1648'],
      '9:21': ['9:21 1k 864x2016', '9:21 2k 1152x2688', '9:21 4k 1648x3840'],
    });
  });

  it('on aizfw with its model for many references: 1k only', () => {
    const provider = new AizfwProvider({ ...config, model: 'gpt-image-2-r' }, deps);

    const lines = resolutions.map((resolution) => line(planOf(provider, { ratio: '16:9', resolution })));

    expect(lines).toEqual(['16:9 1k 1536x864', '16:9 1k 1536x864 2k→1k', '16:9 1k 1536x864 4k→1k']);
    expect(provider.limits.maxReferences).toBe(16);
  });

  it('on gccai: everything as asked, auto left to the gateway', () => {
    expect(table(new GccaiProvider(config, deps))).toEqual({
      auto: ['auto 1k ?', 'auto 2k ?', 'auto 4k ?'],
      '1:1': ['1:1 1k 1024x1024', '1:1 2k 2048x2048', '1:1 4k 2880x2880'],
      '3:2': ['3:2 1k 1536x1024', '3:2 2k 2048x1360', '3:2 4k 3520x2336'],
      '2:3': ['2:3 1k 1024x1536', '2:3 2k 1360x2048', '2:3 4k 2336x3520'],
      '4:3': ['4:3 1k 1024x768', '4:3 2k 2048x1536', '4:3 4k 3312x2480'],
      '3:4': ['3:4 1k 768x1024', '3:4 2k 1536x2048', '3:4 4k 2480x3312'],
      '5:4': ['5:4 1k 1280x1024', '5:4 2k 2560x2048', '5:4 4k 3216x2576'],
      '4:5': ['4:5 1k 1024x1280', '4:5 2k 2048x2560', '4:5 4k 2576x3216'],
      '16:9': ['16:9 1k 1536x864', '16:9 2k 2048x1152', '16:9 4k 3840x2160'],
      '9:16': ['9:16 1k 864x1536', '9:16 2k 1152x2048', '9:16 4k 2160x3840'],
      '2:1': ['2:1 1k 2048x1024', '2:1 2k 2688x1344', '2:1 4k 3840x1920'],
      '1:2': ['1:2 1k 1024x2048', '1:2 2k 1344x2688', '1:2 4k 1920x3840'],
      '3:1': ['3:1 1k 1536x512', '3:1 2k 3072x1024', '3:1 4k 3840x1280'],
      '1:3': ['1:3 1k 512x1536', '1:3 2k 1024x3072', '1:3 4k 1280x3840'],
      '21:9': ['21:9 1k 2016x864', '21:9 2k 2688x1152', '21:9 4k 3840x1648'],
      '9:21': ['9:21 1k 864x2016', '9:21 2k 1152x2688', '9:21 4k 1648x3840'],
    });
  });
});

describe('what becomes of a size in pixels', () => {
  it.each([
    {
      size: '1024x1024',
      wuyinkeji: '1:1 1k 1254x1254 1024x1024→1254x1254',
      aizfw: 'auto 1k 1024x1024',
      gccai: '1:1 1k 1024x1024',
    },
    {
      size: '2048x1152',
      wuyinkeji: '16:9 1k 1672x941 ^2048x1152 2048x1152→1672x941',
      aizfw: 'auto 2k 2048x1152',
      gccai: '16:9 2k 2048x1152',
    },
    {
      size: '1536x864',
      wuyinkeji: '16:9 1k 1672x941 1536x864→1672x941',
      aizfw: '16:9 1k 1536x864',
      gccai: '16:9 1k 1536x864',
    },
    {
      size: '2000x1000',
      wuyinkeji: '16:9 1k 1672x941 ^2000x1126 2000x1000→1672x941',
      aizfw: '2:1 1k 2048x1024 2000x1000→2048x1024',
      gccai: 'auto 1k 2016x1008 2000x1000→2016x1008',
    },
    {
      size: '1600x1200',
      wuyinkeji: '3:2 1k 1536x1024 ^1800x1200 1600x1200→1536x1024',
      aizfw: '4:3 2k 2048x1536 1600x1200→2048x1536',
      gccai: 'auto 1k 1600x1200',
    },
    {
      size: '300x300',
      wuyinkeji: '1:1 1k 1254x1254 300x300→1254x1254',
      aizfw: '1:1 1k 1024x1024 300x300→1024x1024',
      gccai: 'auto 1k 816x816 300x300→816x816',
    },
    {
      size: '1881x836',
      wuyinkeji: '16:9 1k 1672x941 ^1881x1059 1881x836→1672x941',
      aizfw: '21:9 1k 2016x864 1881x836→2016x864',
      gccai: 'auto 1k 1881x836',
    },
  ])('$size', ({ size, wuyinkeji, aizfw, gccai }) => {
    expect({
      wuyinkeji: line(planOf(new WuyinkejiProvider(config, deps), { size })),
      aizfw: line(planOf(new AizfwProvider(config, deps), { size })),
      gccai: line(planOf(new GccaiProvider(config, deps), { size })),
    }).toEqual({ wuyinkeji, aizfw, gccai });
  });
});

describe('what becomes of quality, format, compression and background', () => {
  const wish = { ratio: '1:1', quality: 'high', format: 'jpeg', compression: 70, background: 'opaque' };

  it('is told where it is lost', () => {
    const changesOn = (provider: ImageProvider) =>
      planOf(provider, wish).changes.map(({ field, from, to }) => `${field} ${from}→${to}`);

    expect(changesOn(new WuyinkejiProvider(config, deps))).toEqual([
      'quality high→auto',
      'format jpeg→png',
      'background opaque→auto',
    ]);
    expect(changesOn(new AizfwProvider(config, deps))).toEqual(['format jpeg→png', 'background opaque→auto']);
    expect(changesOn(new GccaiProvider(config, deps))).toEqual([]);
  });

  it('drops a compression that png does not have, and says so', () => {
    const plan = planOf(new GccaiProvider(config, deps), { ratio: '1:1', compression: 70 });

    expect(plan).toEqual({
      applied: {
        ratio: '1:1',
        resolution: '1k',
        width: 1024,
        height: 1024,
        quality: 'auto',
        format: 'png',
        background: 'auto',
      },
      changes: [{ field: 'compression', from: '70', to: 'none' }],
    });
  });
});

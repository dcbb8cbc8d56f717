import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../src/bots/shared/messages.ts';
import { outcomeText } from '../../../src/bots/shared/outcome-text.ts';
import { makeGeneration, makePart, makePicture } from './make-generation.ts';

const en = createTranslator('en');
const unpaid = {
  reservedImages: 1,
  reservedMicroUsd: 120_000,
  capturedImages: 0,
  capturedMicroUsd: 0,
  releasedImages: 1,
  releasedMicroUsd: 120_000,
};

const failedAttempt = {
  id: 'g1-a1',
  provider: 'gccai',
  state: 'failed',
  owner: 'worker',
  submittedAt: 0,
  deadlineAt: 1,
  cost: { capturedMicroUsd: 0, writtenOffMicroUsd: 0 },
} as const;

describe('outcomeText', () => {
  it('says what was asked, gateway, real pixels, time and cost', () => {
    expect(outcomeText(makeGeneration(), en)).toEqual({
      prompt: 'a lighthouse in a storm',
      summary: '16:9 · 2k · high · gccai · 2048×1152 px · 34 s · $0.12',
      notes: [],
    });
  });

  it('says it in Chinese', () => {
    expect(outcomeText(makeGeneration(), createTranslator('zh-CN')).summary).toBe(
      '16:9 · 2k · high · gccai · 2048×1152 像素 · 34 秒 · $0.12',
    );
  });

  it('names changes, fail-over, what is missing and the wording of the gateway', () => {
    const done = makePart({
      provider: 'xinliu',
      refusedBy: ['gccai'],
      changes: [{ field: 'ratio', from: '3:1', to: '21:9' }],
      price: { microUsdPerImage: 40_000, assumed: true },
      payment: { ...unpaid, capturedImages: 1, capturedMicroUsd: 40_000, releasedImages: 0 },
      images: [
        makePicture({ revisedPrompt: 'a tall lighthouse', upscaledFrom: { width: 1672, height: 941 } }),
      ],
    });
    const lost = makePart({
      index: 1,
      state: 'failed',
      images: [],
      payment: unpaid,
      error: { code: 'provider-moderated', provider: 'gccai', at: 0 },
    });
    const base = makeGeneration();
    const generation = makeGeneration({
      pictureVersion: 3,
      request: { ...base.request, ratio: '3:1', count: 2 },
      parts: [done, lost],
    });

    expect(outcomeText(generation, en, { providerTitle: (id) => id.toUpperCase() })).toEqual({
      prompt: 'a lighthouse in a storm',
      summary:
        'v3 · 3:1 · 2k · high · 2 pictures · XINLIU · 2048×1152 px (enlarged here from 1672×941) · 34 s · about $0.04',
      notes: [
        'Changed: 3:1 → 21:9',
        'GCCAI could not take it, XINLIU did.',
        '1 of 2 pictures; the rest failed and was not charged. The safety filter of GCCAI blocked this request; put it in other words.',
        'Drawn as: a tall lighthouse',
      ],
    });
  });

  it.each([
    { how: 'was named by the user', named: 'gccai', asked: [] },
    { how: 'was asked in vain', named: undefined, asked: ['gccai'] },
    { how: 'was named and asked twice', named: 'gccai', asked: ['gccai', 'gccai'] },
  ])('names the gateway that another stood in for when it $how', ({ named, asked }) => {
    const base = makeGeneration();
    const part = makePart({
      provider: 'xinliu',
      attempts: asked.map((provider) => ({ ...failedAttempt, provider })),
    });

    const generation = makeGeneration({
      request: { ...base.request, ...(named ? { provider: named } : {}) },
      parts: [part],
    });

    expect(outcomeText(generation, en).notes).toEqual(['gccai could not take it, xinliu did.']);
  });

  it('says what a figure or a word belongs to that was changed', () => {
    const part = makePart({
      changes: [
        { field: 'resolution', from: '4k', to: '2k' },
        { field: 'compression', from: '80', to: 'none' },
        { field: 'quality', from: 'high', to: 'auto' },
      ],
    });

    expect(outcomeText(makeGeneration({ parts: [part] }), en).notes).toEqual([
      'Changed: 4k → 2k, compression 80 → none, quality high → auto',
    ]);
  });

  it('marks the sandbox', () => {
    const part = makePart({
      provider: 'sandbox',
      price: { microUsdPerImage: 0, assumed: false },
      payment: { ...unpaid, capturedImages: 1 },
    });

    const text = outcomeText(makeGeneration({ parts: [part] }), en);

    expect(text.summary).toBe('16:9 · 2k · high · sandbox · 2048×1152 px · 34 s · free');
    expect(text.notes).toEqual(['Sandbox: drawn on this machine as a trial, without an image model.']);
  });

  it.each([
    {
      code: 'submission-unknown',
      said: 'Nobody can tell whether gccai took this request, so it was not sent a second time; press Retry to have it made anew. Not charged.',
    },
    {
      code: 'internal',
      said: 'Something went wrong here; try again, and if it happens again tell whoever runs this bot. Not charged.',
    },
  ] as const)('says why there is no picture: $code', ({ code, said }) => {
    const error = { code, provider: 'gccai', at: 0 };
    const part = makePart({ state: 'failed', images: [], payment: unpaid, error });

    expect(outcomeText(makeGeneration({ parts: [part], error }), en)).toEqual({
      prompt: 'a lighthouse in a storm',
      summary: said,
      notes: [],
    });
  });

  it.each([
    { bought: false, said: 'Canceled; nothing was charged.' },
    {
      bought: true,
      said: 'Canceled; it was handed over already, so a picture that still comes is charged and goes to /history.',
    },
  ])('says what a cancellation costs (bought: $bought)', ({ bought, said }) => {
    const part = makePart({
      state: bought ? 'running' : 'canceled',
      images: [],
      payment: bought ? { ...unpaid, releasedImages: 0, releasedMicroUsd: 0 } : unpaid,
    });

    expect(outcomeText(makeGeneration({ parts: [part], cancelRequestedAt: 1 }), en).summary).toBe(said);
  });

  it('shortens a long prompt between graphemes', () => {
    const base = makeGeneration();
    const generation = makeGeneration({ request: { ...base.request, prompt: '👩‍👩‍👧‍👦'.repeat(100) } });

    expect(outcomeText(generation, en, { maxPrompt: 30 }).prompt).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
  });
});

import type { GeneratedImage, Generation, Part } from '../../../src/core/generation/generation.ts';

const now = Date.UTC(2026, 10, 21, 10, 0, 0);

/** A finished picture of 2048 × 1152. */
export function makePicture(changes: Partial<GeneratedImage> = {}): GeneratedImage {
  return {
    pictureId: 'pic1',
    sha256: 'a'.repeat(64),
    mediaType: 'image/png',
    width: 2048,
    height: 1152,
    byteLength: 1000,
    ...changes,
  };
}

/** A part of one picture that succeeded at gccai for $0.12. */
export function makePart(changes: Partial<Part> = {}): Part {
  const images = changes.images ?? [makePicture()];
  return {
    index: 0,
    count: 1,
    state: 'succeeded',
    provider: 'gccai',
    applied: { ratio: '16:9', resolution: '2k', quality: 'high', format: 'png', background: 'auto' },
    changes: [],
    sequence: 1,
    refusedBy: [],
    price: { microUsdPerImage: 120_000, assumed: false },
    payment: {
      reservedImages: 1,
      reservedMicroUsd: 120_000,
      capturedImages: images.length,
      capturedMicroUsd: 120_000 * images.length,
      releasedImages: 1 - images.length,
      releasedMicroUsd: 120_000 * (1 - images.length),
    },
    attempts: [],
    images,
    ...changes,
  };
}

/** A generation of one part that succeeded after 34 s; `makePart` for others. */
export function makeGeneration(changes: Partial<Generation> = {}): Generation {
  return {
    id: 'g1',
    version: 7,
    requestKey: 'web:1',
    createdAt: now,
    requester: { userId: 'web:ann', chatId: 'web:ann', locale: 'en' },
    target: { platform: 'web', address: {} },
    request: {
      prompt: 'a lighthouse in a storm',
      ratio: '16:9',
      resolution: '2k',
      quality: 'high',
      count: 1,
      format: 'png',
      background: 'auto',
      private: false,
    },
    references: [],
    pictureVersion: 1,
    parts: [makePart()],
    scopes: [],
    delivery: { state: 'pending', tries: 0 },
    finishedAt: now + 34_000,
    ...changes,
  };
}

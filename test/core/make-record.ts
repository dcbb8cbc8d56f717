import type { Attempt, GeneratedImage, Generation, Part } from '../../src/core/generation/generation.ts';
import { newGeneration } from '../../src/core/generation/new-generation.ts';
import { imageRequestSchema } from '../../src/core/generation/image-request.ts';
import type { AppliedParameters } from '../../src/core/ports/image-provider.ts';

export const startAt = Date.UTC(2026, 10, 21, 10, 0, 0);
export const priceEach = 50_000;

export const applied: AppliedParameters = {
  ratio: '1:1',
  resolution: '1k',
  quality: 'low',
  format: 'png',
  background: 'auto',
};

/** A queued record as it comes from a request, for the gateway `alpha` at five cents a picture. */
export function makeQueued(
  options: {
    id?: string;
    count?: number;
    perSubmit?: number;
    userId?: string;
    sequence?: number;
    confirmAboveMicroUsd?: number;
  } = {},
): Generation {
  const { id = 'g1', count = 1, perSubmit = 4, userId = 'test:1', sequence = 1 } = options;
  return newGeneration({
    id,
    requestKey: `key-${id}`,
    requester: { userId, chatId: 'test:chat', locale: 'en' },
    target: { platform: 'test', address: {} },
    request: imageRequestSchema.parse({ prompt: 'a fox', count }),
    references: [],
    pictureVersion: 1,
    route: {
      provider: { id: 'alpha' },
      plan: { applied, changes: [] },
      price: { microUsdPerImage: priceEach, assumed: false },
      perSubmit,
    } as never,
    firstPlace: sequence,
    ...(options.confirmAboveMicroUsd === undefined
      ? {}
      : { confirmAboveMicroUsd: options.confirmAboveMicroUsd }),
    now: startAt,
  });
}

/** A finished picture whose content is named after `name`. */
export function makeImage(name: string): GeneratedImage {
  return {
    pictureId: name,
    sha256: name.padEnd(64, '0'),
    mediaType: 'image/png',
    width: 1024,
    height: 1024,
    byteLength: 1_000,
  };
}

export function partOf(generation: Generation, index = 0): Part {
  const part = generation.parts[index];
  if (!part) throw new Error(`No part ${index}`);
  return part;
}

export function attemptsOf(generation: Generation): readonly Attempt[] {
  return generation.parts.flatMap(({ attempts }) => attempts);
}

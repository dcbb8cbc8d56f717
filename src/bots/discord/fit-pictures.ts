import type { GeneratedImage } from '../../core/generation/generation.ts';
import type { FitLimits, FittedImage } from '../../core/ports/media.ts';

/** Discord's limit for a whole request, less what the other parts of the form take. */
export const maxRequestBytes = 25 * 1024 * 1024 - 256 * 1024;

export type Fit = (picture: GeneratedImage, limits: FitLimits) => Promise<FittedImage>;

/**
 * Makes the pictures of one message small enough: each within `sizeLimit`, all together within a request. A picture that
 * is small leaves its room to the others.
 */
export async function fitPictures(
  pictures: readonly GeneratedImage[],
  sizeLimit: number,
  fit: Fit,
): Promise<readonly FittedImage[]> {
  const limits = shareOut(
    pictures.map((picture) => picture.byteLength),
    sizeLimit,
  );
  return Promise.all(
    pictures.map((picture, index) => fit(picture, { maxBytes: limits[index] ?? sizeLimit })),
  );
}

/** How many bytes each file may have; a file that fits anyway keeps its size. */
export function shareOut(sizes: readonly number[], sizeLimit: number): readonly number[] {
  const limits = sizes.map(() => sizeLimit);
  let room = maxRequestBytes;
  const smallestFirst = [...sizes.keys()].sort((left, right) => (sizes[left] ?? 0) - (sizes[right] ?? 0));
  for (const [done, index] of smallestFirst.entries()) {
    const share = Math.floor(room / (sizes.length - done));
    const limit = Math.min(sizeLimit, share);
    limits[index] = limit;
    room -= Math.min(sizes[index] ?? 0, limit);
  }
  return limits;
}

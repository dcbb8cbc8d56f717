import type { Generation, Part, Payment } from './generation.ts';
import { isTerminal, picturesOf, statusOf } from './generation.ts';

// How money and outcome follow a change of parts.

/** Notes the end, and that an outcome is to be delivered, when a change brought one about. */
export function conclude(before: Generation, after: Generation, now: number): Generation {
  const status = statusOf(after);
  if (!isTerminal(status)) return after;
  const was = statusOf(before);
  const morePictures = status === 'succeeded' && picturesOf(after).length > picturesOf(before).length;
  if (isTerminal(was) && status === was && !morePictures) return after;
  const failure = after.parts.find((part) => part.error)?.error;
  const { error: _old, ...rest } = after;
  return {
    ...rest,
    ...(status === 'failed' && failure ? { error: failure } : {}),
    finishedAt: after.finishedAt ?? now,
    delivery: { ...after.delivery, state: 'pending', tries: 0, since: now },
  };
}

/** True while the part waits, or while the named attempt is its submit under way: nobody else has moved it on. */
export function nothingBought(part: Part, attemptId: string | undefined): boolean {
  if (attemptId === undefined) return part.state === 'waiting';
  const attempt = part.attempts.find(({ id }) => id === attemptId);
  return part.state === 'submitting' && attempt?.state === 'submitting';
}

/** Captures `images` pictures of a part's reservation and releases the rest, once. */
export function settle(part: Part, images: number): Part {
  const { payment, price } = part;
  const openImages = payment.reservedImages - payment.capturedImages - payment.releasedImages;
  const openMicroUsd = payment.reservedMicroUsd - payment.capturedMicroUsd - payment.releasedMicroUsd;
  const capturedImages = Math.min(images, openImages);
  const capturedMicroUsd =
    capturedImages === openImages && images > 0
      ? openMicroUsd
      : Math.min(openMicroUsd, (price.microUsdPerImage ?? 0) * capturedImages);
  const settled: Payment = {
    ...payment,
    capturedImages: payment.capturedImages + capturedImages,
    capturedMicroUsd: payment.capturedMicroUsd + capturedMicroUsd,
    releasedImages: payment.releasedImages + openImages - capturedImages,
    releasedMicroUsd: payment.releasedMicroUsd + openMicroUsd - capturedMicroUsd,
  };
  return { ...part, payment: settled };
}

/** A fresh reservation for some pictures. */
export function reservation(images: number, price: Part['price']): Payment {
  return {
    reservedImages: images,
    reservedMicroUsd: images * (price.microUsdPerImage ?? 0),
    capturedImages: 0,
    capturedMicroUsd: 0,
    releasedImages: 0,
    releasedMicroUsd: 0,
  };
}

/** The same reservation for another number of pictures at another price; sums only grow. */
export function repriced(payment: Payment, images: number, price: Part['price']): Payment {
  const openImages = payment.reservedImages - payment.capturedImages - payment.releasedImages;
  const openMicroUsd = payment.reservedMicroUsd - payment.capturedMicroUsd - payment.releasedMicroUsd;
  const microUsd = images * (price.microUsdPerImage ?? 0);
  return {
    ...payment,
    reservedImages: payment.reservedImages + Math.max(0, images - openImages),
    releasedImages: payment.releasedImages + Math.max(0, openImages - images),
    reservedMicroUsd: payment.reservedMicroUsd + Math.max(0, microUsd - openMicroUsd),
    releasedMicroUsd: payment.releasedMicroUsd + Math.max(0, openMicroUsd - microUsd),
  };
}

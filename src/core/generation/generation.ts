import type { ErrorCode } from '../errors.ts';
import type { AppliedParameters, Change, ProviderTask, ResultImage } from '../ports/image-provider.ts';
import type { StoredImage } from '../ports/media.ts';
import type { Delivery, DeliveryTarget } from '../ports/delivery-channel.ts';
import type { ImageRequest } from './image-request.ts';

/**
 * What a user asked for, from the ask to the delivered picture: Generation → parts → attempts. Plain JSON, stored as
 * one record; only the store's `transition` changes it. All instants are Unix milliseconds, money is integer
 * micro-dollars.
 */
export interface Generation {
  readonly id: string;
  /** Raised by every transition; what compare-and-set compares. */
  readonly version: number;
  /** Idempotency key from the platform's own id; an event delivered twice makes one generation. */
  readonly requestKey: string;
  readonly createdAt: number;
  readonly requester: Requester;
  readonly target: DeliveryTarget;
  readonly request: ImageRequest;
  readonly references: readonly StoredImage[];
  readonly mask?: StoredImage;
  /** The picture this one was made from, where it was one of ours. */
  readonly parent?: PictureRef;
  /** 1 for a first picture, the parent's plus one for an edit of it. */
  readonly pictureVersion: number;
  readonly parts: readonly Part[];
  /** Who pays the gateway, where it is not the operator: the asker, with a key of their own. It goes nowhere else. */
  readonly payer?: 'own-key';
  /** Scopes that were charged, fixed at the reservation: its day counts. */
  readonly scopes: readonly LedgerScope[];
  /** Waits for its asker to agree to this price, and until when; nothing is bought before. */
  readonly toConfirm?: { readonly microUsd: number; readonly assumed: boolean; readonly until: number };
  /** More than this it may not cost, wherever it is taken: what was agreed to, or what needs no agreement. */
  readonly ceilingMicroUsd?: number;
  /** Set while unfinished, and then the outcome: what was bought already is kept for `/history`. */
  readonly cancelRequestedAt?: number;
  /** Why it failed, for the user; set with the last part's end when no part has a picture. */
  readonly error?: GenerationError;
  readonly delivery: Delivery;
  /** The generation that a press of Retry made from this failed one; Retry works once. */
  readonly retriedAs?: string;
  readonly retryOf?: string;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** When all of it was deleted on its asker's wish: words, references and pictures are gone, what was paid stays. */
  readonly deletedAt?: number;
}

export const generationStatuses = [
  'queued',
  'submitting',
  'running',
  'succeeded',
  'failed',
  'canceled',
] as const;
export type GenerationStatus = (typeof generationStatuses)[number];

/** Who asked, as far as core needs it. `userId` and `chatId` carry their platform as a prefix, opaque to core. */
export interface Requester {
  readonly userId: string;
  readonly chatId: string;
  /** BCP 47 tag of the language to answer in. */
  readonly locale: string;
  /** What is shown to admins; never used to decide anything. */
  readonly name?: string;
  readonly roles?: readonly string[];
  /** The channel in a chat that has several, with its platform as a prefix. */
  readonly channelId?: string;
  /** The platform says that this place is for adults. */
  readonly ageRestricted?: boolean;
}

export interface PictureRef {
  readonly generationId: string;
  /** Position among the generation's pictures, from 0. */
  readonly index: number;
}

export interface GenerationError {
  readonly code: ErrorCode;
  /** Which gateway it was, where one was asked. */
  readonly provider?: string;
  readonly at: number;
}

/** One ledger counter: a scope and a UTC day ("2026-11-21") or month ("2026-11"). */
export interface LedgerScope {
  readonly kind: 'user' | 'chat' | 'role' | 'list' | 'all';
  readonly id: string;
  readonly period: string;
}

/**
 * Pictures that are bought together: one submit. Waits in the lane of `provider`.
 *
 * waiting → submitting → running → collecting → succeeded | failed | canceled, and back to waiting where no picture can
 * exist. A failed part whose fate was unknown or late may still become succeeded.
 */
export interface Part {
  readonly index: number;
  readonly count: number;
  readonly state: 'waiting' | 'submitting' | 'running' | 'collecting' | 'succeeded' | 'failed' | 'canceled';
  /** Present choice of gateway: the lane. */
  readonly provider: string;
  readonly applied: AppliedParameters;
  readonly changes: readonly Change[];
  /** Place in line within one user: taken at the request and kept over failovers. */
  readonly sequence: number;
  /** Not before this instant: a 429 or a closed gateway is being waited out. */
  readonly notBefore?: number;
  /** Since when its gateway has been waited for; until it is submitted or goes elsewhere. */
  readonly stalledSince?: number;
  /** Gateways that refused it, not to be asked again for this part. */
  readonly refusedBy: readonly string[];
  readonly price: PartPrice;
  readonly payment: Payment;
  readonly attempts: readonly Attempt[];
  readonly images: readonly GeneratedImage[];
  readonly error?: GenerationError;
}

/** What one picture of the part costs the user, by the price table at the reservation. */
export interface PartPrice {
  /** Absent while no price is known: pictures are counted anyway. */
  readonly microUsdPerImage?: number;
  readonly assumed: boolean;
}

/** Only ever grows; the ledger's lines are the differences. reserved = captured + released once settled. */
export interface Payment {
  readonly reservedImages: number;
  readonly reservedMicroUsd: number;
  readonly capturedImages: number;
  readonly capturedMicroUsd: number;
  readonly releasedImages: number;
  readonly releasedMicroUsd: number;
}

/** One submit to one gateway, and all that became of it. */
export interface Attempt {
  readonly id: string;
  readonly provider: string;
  /**
   * submitting: the intention is written, the call may be under way · running: the task is known · collecting: results
   * are being fetched · succeeded · failed · unknown: whether a task exists cannot be known · late: its deadline has
   * passed, still looked at
   */
  readonly state: 'submitting' | 'running' | 'collecting' | 'succeeded' | 'failed' | 'unknown' | 'late';
  /** Name of the worker process that holds the submit. */
  readonly owner: string;
  /** Which of the asker's own keys it was sent with, where they pay; looked at with the same. */
  readonly keyId?: string;
  readonly submittedAt: number;
  readonly deadlineAt: number;
  readonly task?: ProviderTask;
  readonly results?: readonly ResultImage[];
  /** What the gateway says it cost, once known. */
  readonly reportedMicroUsd?: number;
  readonly missingCount?: number;
  readonly collectTries?: number;
  readonly finishedAt?: number;
  /** The owner's cost, only ever growing: what the gateway reports, else the table's. */
  readonly cost: { readonly capturedMicroUsd: number; readonly writtenOffMicroUsd: number };
  readonly errorCode?: ErrorCode;
  readonly revisedPrompt?: string;
}

/** A finished picture. */
export interface GeneratedImage extends StoredImage {
  /** Short id that users can type and links carry; see `pictureIdOf`. */
  readonly pictureId: string;
  readonly revisedPrompt?: string;
  /** Set when it was enlarged locally, with the gateway's own pixels. */
  readonly upscaledFrom?: { readonly width: number; readonly height: number };
  /** Set when it was deleted: only its place among the others is left, no file has its `sha256`. */
  readonly deletedAt?: number;
}

/** A finished picture that has no place among those of its generation yet. */
export type NewImage = Omit<GeneratedImage, 'pictureId'>;

const unfinished = new Set<Part['state']>(['waiting', 'submitting', 'running', 'collecting']);

/** True while something is still to happen to the part. */
export function isOpen(part: Part): boolean {
  return unfinished.has(part.state);
}

/** True while the part occupies a gateway: between its submit and its end. */
export function isInFlight(part: Part): boolean {
  return isOpen(part) && part.state !== 'waiting';
}

/** The status that users see, derived from the parts. */
export function statusOf(generation: Generation): GenerationStatus {
  const { parts } = generation;
  if (generation.cancelRequestedAt !== undefined) return 'canceled';
  if (parts.some(isOpen)) {
    if (
      parts.some(
        (part) => part.state === 'running' || part.state === 'collecting' || part.state === 'succeeded',
      )
    ) {
      return 'running';
    }
    return parts.some((part) => part.state === 'submitting') ? 'submitting' : 'queued';
  }
  if (parts.some((part) => part.state === 'succeeded')) return 'succeeded';
  return parts.some((part) => part.state === 'failed') ? 'failed' : 'canceled';
}

/** True once the user can be told the outcome: nothing is waited for any more. */
export function isTerminal(status: GenerationStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'canceled';
}

/** True while it waits for its asker to agree to the price. */
export function awaitsConfirmation(generation: Generation): boolean {
  return generation.toConfirm !== undefined && !isTerminal(statusOf(generation));
}

/** All pictures in order of parts; a deleted one keeps its place, so that positions never shift. */
export function picturesOf(generation: Generation): readonly GeneratedImage[] {
  return generation.parts.flatMap((part) => part.images);
}

/** The pictures that can be shown, each with its position. */
export function livePictures(
  generation: Generation,
): readonly { readonly picture: GeneratedImage; readonly index: number }[] {
  return picturesOf(generation).flatMap((picture, index) =>
    picture.deletedAt === undefined ? [{ picture, index }] : [],
  );
}

/** What the user was charged so far, in micro-dollars and pictures. */
export function chargedOf(generation: Generation): { microUsd: number; images: number } {
  return generation.parts.reduce(
    (sum, { payment }) => ({
      microUsd: sum.microUsd + payment.capturedMicroUsd,
      images: sum.images + payment.capturedImages,
    }),
    { microUsd: 0, images: 0 },
  );
}

/** Everything that is done otherwise than asked, without repetition. */
export function changesOf(generation: Generation): readonly Change[] {
  const seen = new Map<string, Change>();
  for (const change of generation.parts.flatMap((part) => part.changes)) {
    seen.set(`${change.field} ${change.from} ${change.to}`, change);
  }
  return [...seen.values()];
}

// prettier-ignore
import {
  awaitsConfirmation, changesOf, chargedOf, type GeneratedImage, type Generation, type GenerationStatus, isInFlight, livePictures, statusOf,
} from '../../../core/generation/generation.ts';
import type { Stage } from '../../../core/generation/stage.ts';
import type { ImageRequest } from '../../../core/generation/image-request.ts';
import type { AppliedParameters, Change } from '../../../core/ports/image-provider.ts';
import type { GenerationProgress } from '../../../core/ports/progress.ts';
import type { StoredImage } from '../../../core/ports/media.ts';
import type { OutcomeText } from '../../shared/outcome-text.ts';

/** A picture as the API shows it; `url` is root-relative, signed, and good for at least a day. */
export interface ImageView {
  readonly id: string;
  /** Position among the pictures of its request, from 0; a deleted one leaves a gap. */
  readonly index: number;
  readonly isFavourite: boolean;
  /** Resolutions in which a gateway would really draw it anew. */
  readonly larger: readonly string[];
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
  readonly byteLength: number;
  readonly revisedPrompt?: string;
  readonly upscaledFrom?: { readonly width: number; readonly height: number };
}

export interface ReferenceView {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** A generation as the API shows it. Instants are Unix milliseconds. */
export interface GenerationView {
  readonly id: string;
  readonly status: GenerationStatus;
  readonly stage?: Stage;
  /** About how many pictures come before this one. */
  readonly position?: number;
  /** Percent, where the gateway tells. */
  readonly progress?: number;
  /** By when it is usually done, from measured latencies; in the past for one that takes longer. */
  readonly expectedAt?: number;
  /** When it is given up, should nothing come. */
  readonly deadlineAt?: number;
  readonly request: RequestView;
  /** What was done otherwise than asked. */
  readonly changes: readonly Change[];
  /** Who made it, or is about to. */
  readonly provider?: string;
  readonly applied?: AppliedParameters;
  readonly images: readonly ImageView[];
  readonly references: readonly ReferenceView[];
  readonly mask?: ReferenceView;
  /** The id of the picture it was made from, where it was one of ours, as the first of the references. */
  readonly parent?: { readonly generationId: string; readonly index: number };
  /** 1 for a first picture, one more for each edit of it. */
  readonly version: number;
  readonly error?: { readonly code: string; readonly message: string };
  /** Of an outcome: what was asked, who made it, pixels, time and cost on one line, in the caller's language. */
  readonly summary?: string;
  /** Everything else worth saying about an outcome, a sentence each. */
  readonly notes?: readonly string[];
  /** True while Retry would make it anew. */
  readonly retryable: boolean;
  readonly retriedAs?: string;
  /** The asker's own key paid the gateway: `charged` counts pictures and no dollars. */
  readonly payer?: 'own-key';
  readonly charged?: { readonly usd: number; readonly images: number; readonly assumed: boolean };
  /** Present while it waits for its asker to agree to the price: `POST …/confirm`, or `DELETE`. */
  readonly confirm?: { readonly usd: number; readonly assumed: boolean; readonly until: number };
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
}

/** The request in the words in which it can be sent again. */
export type RequestView = Omit<ImageRequest, 'size' | 'provider' | 'compression'> & {
  readonly size?: string;
  readonly provider?: string;
  readonly compression?: number;
};

export interface ViewContext {
  /** Undefined for an outcome. */
  readonly standing: GenerationProgress | undefined;
  /** Only of an outcome. */
  readonly text: OutcomeText | undefined;
  urlOf(image: StoredImage): string;
  isFavourite(index: number): boolean;
  larger(image: GeneratedImage): readonly string[];
}

export function viewGeneration(generation: Generation, context: ViewContext): GenerationView {
  const status = statusOf(generation);
  const { standing, text } = context;
  const { error, mask, parent, retriedAs, startedAt, finishedAt, references } = generation;
  const reference = (image: StoredImage): ReferenceView => ({
    url: context.urlOf(image),
    width: image.width,
    height: image.height,
  });

  return {
    id: generation.id,
    status,
    ...present({
      stage: standing?.stage,
      position: standing?.position,
      progress: standing?.progress,
      expectedAt: standing?.expectedAt,
      deadlineAt: standing?.deadlineAt,
    }),
    request: viewRequest(generation.request),
    changes: changesOf(generation),
    ...present({ provider: providerOf(generation), applied: appliedOf(generation) }),
    images: livePictures(generation).map(({ picture, index }) => viewImage(picture, index, context)),
    references: references.map(reference),
    ...present({ mask: mask && reference(mask), parent }),
    version: generation.pictureVersion,
    ...present({
      error: error && status === 'failed' ? { code: error.code, message: text?.summary ?? '' } : undefined,
      summary: text?.summary,
      notes: text?.notes,
    }),
    retryable: status === 'failed' && retriedAs === undefined,
    ...present({
      retriedAs,
      payer: generation.payer,
      charged: viewCharged(generation),
      confirm: viewConfirm(generation),
    }),
    createdAt: generation.createdAt,
    ...present({ startedAt, finishedAt }),
  };
}

function viewRequest({ size, provider, compression, ...rest }: ImageRequest): RequestView {
  return {
    ...rest,
    ...present({ size: size && `${size.width}x${size.height}`, provider, compression }),
  };
}

function viewImage(image: GeneratedImage, index: number, context: ViewContext): ImageView {
  const { pictureId, width, height, mediaType, byteLength, revisedPrompt, upscaledFrom } = image;
  return {
    id: pictureId,
    index,
    isFavourite: context.isFavourite(index),
    larger: context.larger(image),
    url: context.urlOf(image),
    width,
    height,
    mediaType,
    byteLength,
    ...present({ revisedPrompt, upscaledFrom }),
  };
}

/** Absent until something was charged. */
function viewCharged(generation: Generation): GenerationView['charged'] {
  const { microUsd, images } = chargedOf(generation);
  if (images === 0) return undefined;
  const assumed = generation.parts.some(({ price }) => price.assumed || price.microUsdPerImage === undefined);
  return { usd: microUsd / 1_000_000, images, assumed };
}

function viewConfirm(generation: Generation): GenerationView['confirm'] {
  const { toConfirm } = generation;
  if (!toConfirm || !awaitsConfirmation(generation)) return undefined;
  const { microUsd, assumed, until } = toConfirm;
  return { usd: microUsd / 1_000_000, assumed, until };
}

/** The part that people look at: the first with a picture, else the first that is under way, else the first. */
function leadingPart(generation: Generation) {
  const { parts } = generation;
  return parts.find(({ images }) => images.length > 0) ?? parts.find(isInFlight) ?? parts[0];
}

function providerOf(generation: Generation): string | undefined {
  const part = leadingPart(generation);
  const made = part?.attempts.findLast(({ state }) => state === 'succeeded');
  return made?.provider ?? part?.provider;
}

function appliedOf(generation: Generation): AppliedParameters | undefined {
  return leadingPart(generation)?.applied;
}

/** Leaves absent members out, as `exactOptionalPropertyTypes` and JSON want it. */
function present<T extends object>(members: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}

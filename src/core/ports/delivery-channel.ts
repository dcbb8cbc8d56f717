import type { Generation, GeneratedImage } from '../generation/generation.ts';
import type { AddressedNotice } from './admin-notices.ts';
import type { Resolution } from '../generation/image-request.ts';
import type { FitLimits, FittedImage } from './media.ts';
import type { GenerationProgress } from './progress.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Where an outcome belongs: a platform's name and an address that only its channel understands. Plain JSON. */
export interface DeliveryTarget {
  readonly platform: string;
  readonly address: { readonly [key: string]: Json | undefined };
  /** Messages with the same one share what their platform takes in edits; absent: this message's edits count alone. */
  readonly chat?: string;
}

/** How often status messages of one chat may be edited to show progress. Milliseconds. */
export interface EditPace {
  /** Between two edits in the chat. */
  readonly gapMs: number;
  /** How many edits of a chat the platform takes in a while, outcomes included. */
  readonly limit?: { readonly edits: number; readonly windowMs: number };
  /** Edits of progress a second in all chats together. */
  readonly perSecond?: number;
}

/**
 * The delivery of one outcome, its own record: pending → posting → delivered | undeliverable. `checkpoint` is what the
 * channel wrote before and after each message it sent, so that a repeated delivery goes on instead of posting twice.
 */
export interface Delivery {
  readonly state: 'none' | 'pending' | 'posting' | 'delivered' | 'undeliverable';
  readonly checkpoint?: Json;
  readonly tries: number;
  /** The worker that is posting; what a worker that was taken over finds changed. */
  readonly holder?: string;
  /** First try of the present outcome; deliveries are given up by the clock. */
  readonly since?: number;
  readonly receipt?: DeliveryReceipt;
}

/** The proof that an outcome arrived. */
export interface DeliveryReceipt {
  /** Messages that show pictures, so that a reply to one finds the stored original. */
  readonly messages: readonly DeliveredMessage[];
  /** Where it ended up otherwise than asked: sent privately, or only kept for `/history`. */
  readonly detour?: 'direct-message' | 'kept';
}

export interface DeliveredMessage {
  /** `<platform>:<chat>:<message>`, as the channel would build it from a reply. */
  readonly key: string;
  /** Positions of the generation's pictures in this message; empty for a text. */
  readonly pictures: readonly number[];
  /**
   * What the platform calls these pictures, in the same order, where it takes a picture that it has already in the place of
   * an upload; empty for one that it gave no name. Only its channel understands them.
   */
  readonly files?: readonly string[];
}

export interface DeliveryJob {
  readonly generation: Generation;
  readonly pictures: readonly GeneratedImage[];
  readonly checkpoint: Json | undefined;
  /** Durable before it resolves. Rejects when this delivery was taken over by another worker: stop at once. */
  saveCheckpoint(checkpoint: Json): Promise<void>;
  /** Finds a file that fits; see `Media.fit`. */
  fit(picture: GeneratedImage, limits: FitLimits): Promise<FittedImage>;
  /** Resolutions in which a gateway would really draw it anew; see `Pictures.larger`. */
  larger(picture: GeneratedImage): readonly Resolution[];
  readonly signal: AbortSignal;
}

/** What the status message shows while a generation is under way. */
export interface ProgressView extends GenerationProgress {
  readonly generation: Generation;
  /** The latest partial picture, a small JPEG. */
  readonly preview?: Buffer;
}

/** What came of an attempt to show progress. */
export interface ShownProgress {
  /** False: the message says so already, or cannot be edited; nothing was sent. */
  readonly edited: boolean;
  /** After how many milliseconds the next edit is welcome; absent: not before the stage changes. */
  readonly againMs?: number;
}

/** Brings outcomes back to one platform with nothing but its REST API, so a worker without a gateway can post. */
export interface DeliveryChannel {
  readonly platform: string;
  /**
   * Brings the outcome (pictures or the sentence why not) to the target, editing the status message where there is one.
   * May be called again after a crash at any point, and then posts nothing twice.
   * @throws DeliveryError
   */
  deliver(job: DeliveryJob): Promise<DeliveryReceipt>;
  /** How often `showProgress` may be called for a chat; undefined: never. Without it: as often as it asks for. */
  paceOf?(chat: string | undefined): EditPace | undefined;
  /**
   * Makes the status message say how things stand; skipped edits are fine.
   * @throws DeliveryError, which only delays the next edit
   */
  showProgress(view: ProgressView, signal: AbortSignal): Promise<ShownProgress>;
  /**
   * Takes the post of one of the pictures away, or of all where they share one. Absent where nothing is posted. May be repeated.
   * @throws DeliveryError for what may be possible later
   */
  removePosts?(generation: Generation, index: number, signal: AbortSignal): Promise<void>;
  /**
   * Tells somebody who runs the bot what they should know, in private. Absent where nobody can be written to.
   * @throws DeliveryError, `delivery-target-gone` for somebody who cannot be reached this way at all
   */
  tell?(notice: AddressedNotice, signal: AbortSignal): Promise<void>;
}

import type { Generation, GeneratedImage } from '../generation/generation.ts';
import type { AddressedNotice } from './admin-notices.ts';
import type { FitLimits, FittedImage } from './media.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Where an outcome belongs: a platform's name and an address that only its channel understands. Plain JSON. */
export interface DeliveryTarget {
  readonly platform: string;
  readonly address: { readonly [key: string]: Json | undefined };
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
}

export interface DeliveryJob {
  readonly generation: Generation;
  readonly pictures: readonly GeneratedImage[];
  readonly checkpoint: Json | undefined;
  /** Durable before it resolves. Rejects when this delivery was taken over by another worker: stop at once. */
  saveCheckpoint(checkpoint: Json): Promise<void>;
  /** Finds a file that fits; see `Media.fit`. */
  fit(picture: GeneratedImage, limits: FitLimits): Promise<FittedImage>;
  readonly signal: AbortSignal;
}

/** What the status message shows while a generation is under way. */
export interface ProgressView {
  readonly generation: Generation;
  readonly stage: 'waiting' | 'submitting' | 'drawing' | 'collecting';
  /** About how many pictures are drawn before this one; only while waiting. */
  readonly position?: number;
  /** Percent, where the gateway tells. */
  readonly progress?: number;
  readonly stageSince: number;
  /** About when it will be done, from measured latencies. */
  readonly expectedAt?: number;
  /** The latest partial picture, a small JPEG. */
  readonly preview?: Buffer;
  /** Changes with every new preview. */
  readonly previewSequence?: number;
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
  /**
   * Updates the status message; skipped edits are fine. Resolves with the number of milliseconds after which the next
   * one is welcome, or undefined when no more should be made (the token is about to end, nothing to edit).
   * @throws DeliveryError, which only delays the next edit
   */
  showProgress(view: ProgressView, signal: AbortSignal): Promise<number | undefined>;
  /**
   * Tells somebody who runs the bot what they should know, in private. Absent where nobody can be written to.
   * @throws DeliveryError, `delivery-target-gone` for somebody who cannot be reached this way at all
   */
  tell?(notice: AddressedNotice, signal: AbortSignal): Promise<void>;
}

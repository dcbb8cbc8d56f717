import type { Readable } from 'node:stream';
import type { ProviderError } from '../errors.ts';
// prettier-ignore
import type {
  Background, Format, ImageRequest, PixelSize, Quality, Ratio, Resolution,
} from '../generation/image-request.ts';
import type { StagedImage } from './media.ts';

/**
 * One image gateway. Knows its own dialect and nothing of users, money or chats. Money amounts are integers in
 * micro-dollars (1 USD = 1,000,000). Every method other than `submit` is safe to repeat.
 */
export interface ImageProvider {
  /** The word users type and the lane work waits in: lower case, no spaces. */
  readonly id: string;
  /** What users read. */
  readonly title: string;
  /** The model that requests go to, where the gateway has one; a key of the price table. */
  readonly model: string | undefined;
  readonly limits: ProviderLimits;
  /** Default prices, first matching row wins; an operator's file is laid on top by core. */
  readonly prices: readonly PriceRow[];
  /**
   * How this gateway would carry out a request, and what it would change. Pure and fast.
   * Hard needs it cannot meet (number of references, mask, public address) come back as `unable`;
   * everything else is met as nearly as possible and named in `changes`.
   */
  plan(wanted: PlanInput): ProviderPlan | Unable;
  /**
   * Starts paid work: exactly one request that can cost money. Never retried by the caller, nor inside, once a byte of
   * it may have reached the gateway; a second base URL is tried only when the first provably did not take it.
   * @throws ProviderError, phase `submit` (or `upload` for a reference that could not be handed over: nothing bought)
   */
  submit(order: ImageOrder, options: SubmitOptions): Promise<SubmitResult>;
  /**
   * Looks at one task once.
   * @throws ProviderError, phase `poll`, only for trouble in asking; a failed task is a `TaskStatus`
   */
  poll(task: ProviderTask, options: CallOptions): Promise<TaskStatus>;
  /**
   * Looks at several tasks of one base URL in one request, where the gateway has such a call. A task that is missing
   * from the answer map is looked at alone by the caller. At most `limits.pollBatchSize` tasks.
   */
  pollMany?(tasks: readonly ProviderTask[], options: CallOptions): Promise<ReadonlyMap<string, TaskStatus>>;
  /**
   * Reads a completion callback into the task it is about. Only that is believed; the outcome is confirmed by a poll.
   * Undefined when the body is none of this gateway's.
   */
  readCallback?(body: unknown): ProviderTask | undefined;
  /** Asks for the balance, for start-up checks and admins. Undefined when the gateway cannot tell. */
  balance?(options: CallOptions): Promise<{ readonly microUsd?: number; readonly text: string } | undefined>;
  /** Closes connections. */
  close(): Promise<void>;
}

export interface ProviderLimits {
  readonly maxReferences: number;
  /** The quality at which `auto` is priced here. */
  readonly autoQuality: Exclude<Quality, 'auto'>;
  readonly mask: boolean;
  /** Pictures one submit can make; a larger count becomes several parts. */
  readonly maxCount: number;
  /** References reach the gateway only as public URLs, so `PUBLIC_URL` is needed for edits. */
  readonly needsPublicReferences: boolean;
  /** The submit call itself returns the pictures and may last minutes. */
  readonly synchronous: boolean;
  readonly callbacks: boolean;
  readonly previews: boolean;
  /** Tasks per `pollMany`; 1 where there is none. */
  readonly pollBatchSize: number;
  /** First look after submit, later looks, never sooner than `minLookMs`; all milliseconds. */
  readonly firstLookMs: number;
  readonly lookMs: number;
  readonly minLookMs: number;
  /** From submit to giving up, milliseconds. */
  readonly deadlineMs: number;
  readonly submitTimeoutMs: number;
  /** Ratios and resolutions done exactly; for help texts and tables. */
  readonly ratios: readonly Ratio[];
  readonly resolutions: readonly Resolution[];
}

export interface PlanInput {
  /** `ratio` is already the first reference's where the user left it at `auto` and gave references. */
  readonly request: ImageRequest;
  readonly references: readonly PixelSize[];
  readonly mask: boolean;
  /** Whether references can be served to the internet (`PUBLIC_URL` is set). */
  readonly publicAddress: boolean;
}

/** What will be asked for, in Limner's words; stored with the part and shown to the user. Plain JSON. */
export interface AppliedParameters {
  readonly ratio: Ratio;
  readonly resolution: Resolution;
  /** The pixels asked for or expected; absent where the gateway chooses. */
  readonly width?: number;
  readonly height?: number;
  readonly quality: Quality;
  readonly format: Format;
  readonly compression?: number;
  readonly background: Background;
  /** Enlarge the result locally to these pixels, for gateways with a fixed output. */
  readonly upscaleTo?: PixelSize;
}

export type ChangedField =
  'ratio' | 'resolution' | 'size' | 'quality' | 'format' | 'compression' | 'background';

/** One thing that will be done otherwise than asked, in the words of the request: "3:1 → 21:9". */
export interface Change {
  readonly field: ChangedField;
  readonly from: string;
  readonly to: string;
}

export interface ProviderPlan {
  readonly applied: AppliedParameters;
  /** Empty when the gateway does exactly what was asked. */
  readonly changes: readonly Change[];
}

export interface Unable {
  readonly unable: 'references' | 'mask' | 'public-address';
}

/** A price for one picture. A field that is absent matches everything. */
export interface PriceRow {
  readonly model?: string;
  /** The quality that is billed; `auto` is resolved by `limits.autoQuality` first. */
  readonly quality?: Quality;
  readonly resolution?: Resolution;
  /** Exactly one of the two: dollars or yuan for one picture. */
  readonly usd?: number;
  readonly cny?: number;
  /** True where no source names the figure; start-up and `/quota` say so. */
  readonly assumed: boolean;
}

/** A reference as a provider receives it: already normalised, on disk, of known size. */
export interface OrderImage {
  /** sha-256 of the content, hex; the key for reusing an upload. */
  readonly sha256: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly byteLength: number;
  /** Signed, expiring URL under `PUBLIC_URL`; absent without one. Never a chat platform's URL. */
  readonly publicUrl?: string;
  open(): Readable;
  read(): Promise<Buffer>;
}

export interface ImageOrder {
  /** Our own id of this attempt, unique for ever. */
  readonly attemptId: string;
  readonly prompt: string;
  readonly applied: AppliedParameters;
  readonly count: number;
  readonly references: readonly OrderImage[];
  readonly mask?: OrderImage;
  /** Where the gateway may report completion; absent without `PUBLIC_URL`. */
  readonly callbackUrl?: string;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface SubmitOptions extends CallOptions {
  /** Where pictures that come inside the answer go, as they come; never kept in memory whole where avoidable. */
  readonly sink: ImageSink;
  /** A partial picture, encoded (png, jpeg or webp). May be called any number of times; must not be awaited on. */
  readonly onPreview?: (bytes: Uint8Array) => void;
}

/** Takes picture bytes that a gateway sends inside its answer and keeps them on disk. */
export interface ImageSink {
  /** Base64 text, whole or in pieces, with or without a `data:` prefix. @throws AppError `media-…` */
  saveBase64(text: string | AsyncIterable<string>): Promise<StagedImage>;
  saveBytes(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<StagedImage>;
}

/** A finished picture as the gateway hands it over. */
export type ResultImage =
  | { readonly kind: 'remote'; readonly url: string; readonly expiresAt?: number }
  | { readonly kind: 'staged'; readonly image: StagedImage };

/** The gateway's own handle. Plain JSON: stored before the first poll. */
export interface ProviderTask {
  readonly id: string;
  readonly baseUrl: string;
  /** Public URLs that were sent as references, so that an echo of them is never taken for a result. */
  readonly referenceUrls?: readonly string[];
  /** Further ids when one submit made several tasks. */
  readonly moreIds?: readonly string[];
}

interface Succeeded {
  readonly state: 'succeeded';
  readonly images: readonly ResultImage[];
  /** What the gateway says it cost; absent when it says nothing. */
  readonly costMicroUsd?: number;
  readonly revisedPrompt?: string;
}

export type SubmitResult =
  | { readonly state: 'running'; readonly task: ProviderTask; readonly pollAfterMs?: number }
  | (Succeeded & { readonly baseUrl: string; readonly task?: ProviderTask });

export type TaskStatus =
  | { readonly state: 'running'; readonly progress?: number; readonly pollAfterMs?: number }
  | Succeeded
  | { readonly state: 'failed'; readonly error: ProviderError; readonly costMicroUsd?: number }
  /** The gateway does not know the task; three in a row end it. */
  | { readonly state: 'missing' };

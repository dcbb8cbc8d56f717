import type { Pictures } from './ports/pictures.ts';
import type { ErrorCode } from './errors.ts';
import type { Generation, LedgerScope, PictureRef, Requester } from './generation/generation.ts';
import type { ImageRequestInput } from './generation/image-request.ts';
import type { Admin } from './ports/admin.ts';
import type { AdminNotices } from './ports/admin-notices.ts';
import type { AuditLog } from './ports/audit.ts';
import type { Confirmations } from './ports/confirmations.ts';
import type { Collections } from './ports/collections.ts';
import type { DeliveryTarget } from './ports/delivery-channel.ts';
import type { Change, ProviderLimits } from './ports/image-provider.ts';
import type { Intake } from './ports/intake.ts';
import type { LimitPeriod, Limits, Payer } from './ports/limits.ts';
import type { ImageSource, Media } from './ports/media.ts';
import type { Moderation } from './ports/moderation.ts';
import type { OwnKeys } from './ports/own-keys.ts';
import type { Presets } from './ports/presets.ts';
import type { PromptHelper } from './ports/prompt-helper.ts';
import type { Privacy } from './ports/privacy.ts';
import type { Progress } from './ports/progress.ts';
import type { RefusedOrders } from './ports/refused-orders.ts';
import type { Regions } from './ports/regions.ts';
import type { Turns } from './ports/turns.ts';
import type { Settings } from './ports/settings.ts';

/** Everything that an entrance (a bot, the web chat) may ask of core. Built in `main.ts`. */
export interface Core {
  readonly intake: Intake;
  readonly media: Media;
  /** Parts of pictures that are being chosen. */
  readonly regions: Regions;
  /** What admins may do. */
  readonly admin: Admin;
  /** What all processes together may only do so often. */
  readonly turns: Turns;
  /** What admins did and what moderation decided. */
  readonly audit: AuditLog;
  /** What those who run the bot are told without asking. */
  readonly notices: AdminNotices;
  /** What people and places settled in advance. */
  readonly settings: Settings;
  /** Named bundles of words. */
  readonly presets: Presets;
  /** Pictures that are put aside for one request. */
  readonly collections: Collections;
  /** Keys that people bring for gateways. */
  readonly ownKeys: OwnKeys;
  /** What is stored about a person. */
  readonly privacy: Privacy;
  /** Prices that are agreed to before anything is bought. */
  readonly confirmations: Confirmations;
  /** Rules about who may ask for what, and where. */
  readonly moderation: Moderation;
  /** What was refused for its words, to be put in other words. */
  readonly refused: RefusedOrders;
  /** Prompts written with the help of a chat model. */
  readonly promptHelper: PromptHelper;
  /** Who may do how much. */
  readonly limits: Limits;
  /** How unfinished generations stand. */
  readonly progress: Progress;
  /** Validates, fetches the references, routes, reserves and queues; nothing is bought yet. */
  request(order: GenerationOrder): Promise<RequestResult>;
  /** Makes a failed generation anew, once; a second press finds the first one's. */
  retry(press: {
    generationId: string;
    userId: string;
    requestKey: string;
    target: DeliveryTarget;
  }): Promise<RequestResult>;
  /** The same request again, at the presser's own cost; each press is a new request. */
  again(press: {
    generationId: string;
    requester: Requester;
    target: DeliveryTarget;
    requestKey: string;
  }): Promise<RequestResult>;
  /**
   * Withdraws generations of one user: one by id, else the newest unfinished in `chatId`, or all of them there.
   * Waiting ones cost nothing; what is bought already is kept for the history and charged when it arrives.
   */
  cancel(wish: {
    userId: string;
    generationId?: string;
    chatId?: string;
    all?: boolean;
  }): Promise<readonly CanceledGeneration[]>;
  get(id: string): Promise<Generation | undefined>;
  /** The generation and picture that a platform's message shows; `key` as in `DeliveredMessage`. */
  findByMessage(key: string): Promise<FoundPicture | undefined>;
  findByPicture(pictureId: string): Promise<FoundPicture | undefined>;
  /** Newest first. */
  history(userId: string, options?: { before?: number; limit?: number }): Promise<readonly Generation[]>;
  quota(who: Payer): Promise<Quota>;
  /** About how many pictures come before this one; undefined when it does not wait. */
  position(generation: Generation): Promise<number | undefined>;
  /** Gateways in order of preference with what they can do and how they are. */
  providers(): readonly ProviderSummary[];
  /** Calls back on every change of one generation, and on previews, until `stop`. */
  watch(generationId: string, listener: (event: GenerationEvent) => void): { stop(): void };
  /** A gateway's completion callback: `secret` is the last segment of the URL. Always resolves; forgeries do nothing. */
  receiveCallback(provider: string, secret: string, body: unknown): Promise<void>;
  /** What a user has: history, favourites, versions, deletion. */
  readonly pictures: Pictures;
  isAdmin(userId: string): boolean;
}

export interface GenerationOrder {
  readonly requestKey: string;
  readonly requester: Requester;
  readonly target: DeliveryTarget;
  readonly request: ImageRequestInput;
  /** The channel it was asked in, with its platform as a prefix: whose settings fill in what is left out. */
  readonly placeId?: string;
  readonly references?: readonly ImageSource[];
  readonly mask?: ImageSource;
  readonly parent?: PictureRef;
}

export type RequestResult =
  | { readonly kind: 'accepted'; readonly generation: Generation; readonly position: number | undefined }
  /** The same request key (or a second Retry): the generation it became the first time. */
  | { readonly kind: 'duplicate'; readonly generation: Generation }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Why a request was not accepted; nothing was reserved or bought. Entrances turn it into one sentence. */
export interface Refusal {
  readonly code: ErrorCode;
  /** `invalid-input`: which word is wrong and what is allowed. */
  readonly issues?: readonly RequestIssue[];
  /** `quota-exceeded` and `queue-full`: the limit, what is left of it, and when it is possible again (Unix ms). */
  readonly limit?: {
    readonly scope: LedgerScope['kind'];
    readonly unit: 'images' | 'microUsd' | 'waiting';
    /** Absent where it is not counted by time. */
    readonly period?: LimitPeriod;
    readonly limit: number;
    readonly left: number;
    readonly retryAt?: number;
  };
  /** `cooling-down`: when it is possible again (Unix ms). */
  readonly retryAt?: number;
  /** Refused for its words: the `RefusedOrder` that can be put in other words. */
  readonly orderId?: string;
  /** `blocked` and `paused`: why, in an admin's words. */
  readonly reason?: string;
  /** `no-provider`: what no configured gateway can do. */
  readonly unable?:
    | 'references'
    | 'mask'
    | 'public-address'
    | 'resolution'
    | 'unknown-provider'
    | 'price-unknown'
    | 'unavailable';
}

export interface RequestIssue {
  readonly field: string;
  readonly problem: 'required' | 'too-long' | 'not-allowed' | 'out-of-range';
  /** The allowed words, or a range such as "1–4". */
  readonly allowed?: string;
  readonly given?: string;
}

export interface CanceledGeneration {
  readonly generation: Generation;
  /** True when something was bought already: its pictures still arrive in the history. */
  readonly bought: boolean;
}

export interface FoundPicture {
  readonly generation: Generation;
  readonly index: number;
}

/** What one scope has used today or this month, since the last reset of its limits. */
export interface QuotaLine {
  readonly scope: LedgerScope['kind'];
  readonly period: LimitPeriod;
  readonly unit: 'images' | 'microUsd';
  readonly used: number;
  /** Absent: no limit. */
  readonly limit?: number;
}

export interface Quota {
  readonly lines: readonly QuotaLine[];
  /** When the day's counters start anew (Unix ms). */
  readonly resetsAt: number;
  /** When the month's counters do. */
  readonly monthResetsAt: number;
  readonly unfinished: number;
  /** Gateways that are paid with the asker's own key. */
  readonly ownKeys: readonly string[];
  readonly concurrentLimit: number;
  readonly queuedLimit: number;
  /** Gateways whose price is assumed, or not known at all. */
  readonly assumedPrices: readonly string[];
  readonly unknownPrices: readonly string[];
}

export interface ProviderSummary {
  readonly id: string;
  readonly title: string;
  readonly limits: ProviderLimits;
  readonly state: 'ok' | 'put-aside' | 'open' | 'probing';
  /** Price in micro-dollars of one 1k picture of automatic quality; absent when unknown. */
  readonly microUsdPerImage?: number;
  readonly priceAssumed: boolean;
}

export type GenerationEvent =
  | { readonly kind: 'generation'; readonly generation: Generation }
  | { readonly kind: 'preview'; readonly generationId: string; readonly jpeg: Buffer };

export type { Change };

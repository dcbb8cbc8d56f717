import type { PriceFile } from './ledger/price-book.ts';
import type { DefaultLimits } from './ledger/applied-limits.ts';
import type { LimnerCore } from './limner-core.ts';
import type { Brakes } from './ports/brakes.ts';
import type { DeliveryChannel } from './ports/delivery-channel.ts';
import type { ImageProvider } from './ports/image-provider.ts';
import type { LimitRules } from './ports/limits.ts';
import type { Logger } from './ports/logger.ts';
import type { Media } from './ports/media.ts';
import type { OperatorPresets } from './presets/preset-schema.ts';
import type { ChatModel } from './ports/prompt-helper.ts';
import type { OwnKeysConfig } from './own-key/own-key-ring.ts';
import type { PromptCheck } from './ports/moderation.ts';
import type { ModerationRules } from './moderation/moderation-rules.ts';
import type { StoreAddress } from './storage/store-address.ts';
import type { ProviderHealthConfig } from './storage/provider-health.ts';
import type { RedisLedger } from './storage/redis-ledger.ts';
import type { LaneSettings } from './worker/worker-context.ts';

/** What core is built from. */
export interface CoreConfig {
  readonly store: StoreAddress;
  /** In the operator's order of preference. */
  readonly providers: readonly ImageProvider[];
  /** By gateway, those of `ownKeys` included. */
  readonly lanes: ReadonlyMap<string, LaneSettings>;
  /** Absent: nobody may bring a key. */
  readonly ownKeys?: OwnKeysConfig;
  /** The environment's. */
  readonly limits: DefaultLimits;
  /** The operator's file as it is now. Default: none. */
  readonly rules?: () => LimitRules;
  readonly health: ProviderHealthConfig;
  readonly prices: { readonly file?: PriceFile; readonly cnyPerUsd: number };
  readonly media: Media;
  /** False while what is bought could not be kept: nothing is accepted and nothing bought then. Default: true. */
  readonly hasRoom?: () => Promise<boolean>;
  /** Without a trailing slash. */
  readonly publicUrl: string | undefined;
  readonly secretKey: string;
  readonly retentionMs: number;
  readonly adminIds: ReadonlySet<string>;
  /** The operator's own presets, as the file has them at the moment. Default: none. */
  readonly operatorPresets?: () => OperatorPresets;
  /** The operator's rules as they are now; the same object until they change. Default: none. */
  readonly moderationRules?: () => ModerationRules;
  /** Asked about every prompt that the rules let pass. */
  readonly promptCheck?: PromptCheck;
  /** Writes prompts for people, so many times a day for each. Absent: that is not offered. */
  readonly promptHelp?: { readonly model: ChatModel; readonly dailyLimit: number };
  readonly logger: Logger;
  readonly now?: () => number;
  /** Between two sweeps, milliseconds (60,000). */
  readonly sweepMs?: number;
  /** Between two looks at what admins want to know, milliseconds (5,000). */
  readonly watchMs?: number;
}

/** Core on a store that need not be there yet. */
export interface PreparedCore extends RunningCore {
  /** Connects, once; before that nothing may be asked of core. @throws StoreUnreachable when the store does not answer in time */
  open(): Promise<void>;
}

/** Core with its connections, and the worker that may be started beside it. */
export interface RunningCore {
  readonly core: LimnerCore;
  /** The limits of gateways and platforms, kept together with other processes. */
  readonly brakes: Brakes;
  readonly ledger: RedisLedger;
  /** Starts the role `worker`. `channels` are asked when an outcome is delivered. */
  startWorker(channels: readonly DeliveryChannel[]): { stop(graceMs: number): Promise<void> };
  /** What waits and runs in every gateway's lane. */
  laneSizes(): Promise<ReadonlyMap<string, { users: number; waiting: number; running: number }>>;
  /** True when the store answers. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

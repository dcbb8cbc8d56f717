import type { Dispatcher } from 'undici';
import type { Logger } from '../../core/ports/logger.ts';

/** What every gateway adapter is started with. Fixed for its life. */
export interface GatewayConfig {
  readonly apiKey: string;
  /** In order of preference, without trailing slash. */
  readonly baseUrls: readonly string[];
  /** Absent: the gateway's usual model. */
  readonly model?: string | undefined;
  readonly moderation?: 'auto' | 'low' | undefined;
  /** Connections to a base URL. */
  readonly concurrency?: number | undefined;
  /** Absent: the gateway's advice. */
  readonly firstLookMs?: number | undefined;
  readonly lookMs?: number | undefined;
  readonly deadlineMs?: number | undefined;
  readonly submitTimeoutMs?: number | undefined;
}

export interface GatewayDependencies {
  readonly logger: Logger;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Takes the place of the adapter's own connections. */
  readonly dispatcher?: Dispatcher | undefined;
}

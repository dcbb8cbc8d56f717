import type { Config } from './config.ts';
import type { Core } from './core/core.ts';
import type { DeliveryChannel } from './core/ports/delivery-channel.ts';
import type { Logger } from './core/ports/logger.ts';

export interface PlatformsDependencies {
  readonly config: Config;
  readonly core: Core;
  readonly logger: Logger;
  /** What users read for a gateway's id. */
  readonly providerTitle: (id: string) => string;
}

/** The chat platforms of this process: a channel for each token, a receiving bot for each role. */
export interface Platforms {
  readonly channels: readonly DeliveryChannel[];
  start(): Promise<void>;
  /** Names of platforms whose role runs here and that are not connected. */
  missing(): readonly string[];
  stop(): Promise<void>;
}

export function startPlatforms(_deps: PlatformsDependencies): Platforms {
  return {
    channels: [],
    start: () => Promise.resolve(),
    missing: () => [],
    stop: () => Promise.resolve(),
  };
}

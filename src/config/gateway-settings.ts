import { prefixOf } from './choices.ts';
import { defined } from './defined.ts';
import type { KeyedProviderId, Moderation } from './setting.ts';
import type { SettingValues } from './settings.ts';

/** How many tasks a gateway may have at once, and when they are looked at. */
export interface LaneConfig {
  /** Unfinished tasks at once. */
  readonly concurrency: number;
  /** Absent: the gateway's advice. */
  readonly firstLookMs?: number;
  /** Absent: the gateway's advice. */
  readonly lookMs?: number;
  readonly deadlineMs: number;
}

/** Everything about a gateway but the key. */
export interface GatewaySettings extends LaneConfig {
  /** At least one, without trailing slash, in order of preference. */
  readonly baseUrls: readonly string[];
  readonly model?: string;
  readonly moderation?: Moderation;
}

export type GatewayChoice = GatewaySettings & { readonly id: KeyedProviderId };

export function gatewaySettingsOf(values: SettingValues, id: KeyedProviderId): GatewaySettings {
  const prefix = prefixOf(id);
  return {
    baseUrls: values[`${prefix}_BASE_URL`],
    concurrency: values[`${prefix}_CONCURRENCY`],
    deadlineMs: values[`${prefix}_DEADLINE_MS`],
    ...defined({
      model: values[`${prefix}_MODEL`],
      moderation: values[`${prefix}_MODERATION`],
      firstLookMs: values[`${prefix}_FIRST_LOOK_MS`],
      lookMs: values[`${prefix}_LOOK_MS`],
    }),
  };
}

import type { TextSchema } from './schemas.ts';

/** One variable of the environment. Everything about it stands here: README and .env.example are held to it. */
export interface Setting<T = unknown> {
  /** Heading under which people find it. */
  readonly section: string;
  /** One sentence: what it does. */
  readonly about: string;
  /** Harmless value for .env.example and for "write for example …". */
  readonly example: string;
  /** Used when the variable is unset; in the same writing as the variable. */
  readonly default?: string;
  /** What happens when it is unset and has no default. */
  readonly unset?: string;
  /** Never repeated in a message, masked in every log line, and readable from `NAME_FILE`. */
  readonly secret?: true;
  readonly schema: TextSchema<T>;
}

/** The gateways that need a key; their names in upper case begin their variables. */
export const keyedProviderIds = ['wuyinkeji', 'aizfw', 'gccai', 'xinliu', 'apimodels', 'openai'] as const;
export type KeyedProviderId = (typeof keyedProviderIds)[number];

export const providerIds = [...keyedProviderIds, 'sandbox'] as const;
export type ProviderId = (typeof providerIds)[number];

export const roles = ['discord', 'telegram', 'web', 'worker'] as const;
export type Role = (typeof roles)[number];

export const switchWords = ['on', 'off'] as const;

export const telegramWays = ['polling', 'webhook'] as const;
export type TelegramWay = (typeof telegramWays)[number];

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export const moderations = ['auto', 'low'] as const;
export type Moderation = (typeof moderations)[number];

export const dayMs = 86_400_000;

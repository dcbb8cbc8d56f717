import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { chooseChatModel, type ChatModelConfig } from './config/chat-choice.ts';
import { chooseProviders, chooseRoles, prefixOf } from './config/choices.ts';
import { type Environment, readEnvironment } from './config/read-environment.ts';
import { defined } from './config/defined.ts';
import { type GatewaySettings, gatewaySettingsOf, type LaneConfig } from './config/gateway-settings.ts';
import { type LimitsConfig, limitsOf } from './config/limits-config.ts';
import type { AdminId } from './config/schemas.ts';
import {
  type KeyedProviderId,
  keyedProviderIds,
  type LogLevel,
  type Moderation,
  type ProviderId,
  type Role,
  type TelegramWay,
  type Setting,
} from './config/setting.ts';
import { choosePromptCheck, type PromptCheckConfig } from './config/moderation-choice.ts';
import { chooseOriginals, type S3OriginalsSettings } from './config/originals-choice.ts';
import { chooseOwnKeys, type OwnKeysSettings } from './config/own-keys-choice.ts';
import { type SettingValues, settings } from './config/settings.ts';
import { chooseStore, type OutsideStore } from './config/store-choice.ts';
import { warningsOf } from './config/warnings.ts';

export type { AdminId, KeyedProviderId, LogLevel, Moderation, ProviderId, Role };

export interface DiscordConfig {
  readonly token: string;
  readonly apiUrl: string;
  /** Where avatars lie. */
  readonly cdnUrl: string;
  /** Register commands in this server only. */
  readonly guildId?: string;
  /** Takes interactions over HTTP too, signed with this key (64 hexadecimal digits). */
  readonly publicKey?: string;
  /** False: no gateway connection in this process. */
  readonly gateway: boolean;
  /** Absent: all that Discord advises. */
  readonly shards?: { readonly ids: readonly number[]; readonly count: number };
}

export interface TelegramConfig {
  readonly token: string;
  readonly apiUrl: string;
  readonly receive: TelegramWay;
}

export interface ProviderConfig extends GatewaySettings {
  readonly apiKey: string;
}

export interface SandboxConfig extends LaneConfig {
  /** How long a picture takes. */
  readonly delayMs: number;
}

/** Everything the environment decides, in our own words and units; frozen. */
export interface Config {
  /** Present when a token is. A worker delivers with it even where the role `discord` runs elsewhere. */
  readonly discord?: DiscordConfig;
  readonly telegram?: TelegramConfig;
  /** False: nobody's avatar is taken as a reference. */
  readonly avatars: boolean;
  readonly roles: readonly Role[];
  /** Never empty; the order of preference. */
  readonly providerOrder: readonly ProviderId[];
  /** One for each gateway of `providerOrder` that needs a key. */
  readonly providers: Readonly<Partial<Record<KeyedProviderId, ProviderConfig>>>;
  readonly sandbox: SandboxConfig;
  /** Absent: nobody may bring a key of their own. */
  readonly ownKeys?: OwnKeysSettings;
  /** Absent: Limner starts a store of its own under `dataDir`. */
  readonly store?: OutsideStore;
  /** Absent: originals lie under `dataDir`. */
  readonly originals?: S3OriginalsSettings;
  /** Absent: prompts are checked by the rules alone. */
  readonly promptCheck?: PromptCheckConfig;
  /** Absent: nobody helps with prompts. */
  readonly chatModel?: ChatModelConfig;
  /** Absolute. */
  readonly dataDir: string;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Without trailing slash. */
    readonly publicUrl?: string;
    readonly password?: string;
  };
  /** Absent: made once and kept under `dataDir`. */
  readonly secretKey?: string;
  readonly adminIds: readonly AdminId[];
  readonly limits: LimitsConfig;
  /** Hosts, `host:port` and CIDR in lower case. */
  readonly allowPrivateHosts: readonly string[];
  readonly retentionMs: number;
  readonly logLevel: LogLevel;
  readonly cnyPerUsd: number;
  /** Absolute; the file need not be there. */
  readonly operatorFile: string;
  /** Absolute. */
  readonly pricesFile?: string;
  readonly submitTimeoutMs: number;
  readonly putAsideMs: number;
  readonly breaker: { readonly failures: number; readonly probeMs: number };
  readonly shutdownGraceMs: number;
  /** Values that must never be seen outside this process, for the logger to mask. */
  readonly secrets: readonly string[];
  /** Sentences about settings that are allowed but probably not meant. */
  readonly warnings: readonly string[];
}

/** The environment cannot be used. Each problem is a sentence that names the variable and what to write. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `Limner cannot start with these settings:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/**
 * Reads the environment once, laid over `.env` in `cwd`; the only reader of `process.env`.
 * Throws a `ConfigError` that holds every problem at once.
 */
export function loadConfig(env: Environment = process.env, options: { cwd?: string } = {}): Config {
  const cwd = options.cwd ?? process.cwd();
  const raw = readEnvironment(env, cwd, settings);
  const problems = [...raw.problems];
  const values = parseTexts(raw.texts, problems);

  const providerOrder = chooseProviders(values, raw.texts, problems);
  const chosenRoles = chooseRoles(values, raw.texts, problems);
  const dataDir = resolve(cwd, values.DATA_DIR ?? '.');
  if (isFile(dataDir)) {
    problems.push('DATA_DIR names a file. Write the path of a folder, for example DATA_DIR=./data.');
  }
  const store = chooseStore(values, cwd, problems);
  const ownKeys = chooseOwnKeys(values, problems);
  const originals = chooseOriginals(values, raw.texts, problems);
  const chatModel = chooseChatModel(values, problems);
  if (values.CONFIG_FILE && !isFile(resolve(cwd, values.CONFIG_FILE))) {
    problems.push(
      'CONFIG_FILE names a file that does not exist. Write the path of your configuration file, or unset it.',
    );
  }
  const pricesFile = values.PRICES_FILE && resolve(cwd, values.PRICES_FILE);
  if (pricesFile && !isFile(pricesFile)) {
    problems.push(
      'PRICES_FILE names a file that does not exist. Write the path of your price file, or unset it.',
    );
  }
  if (values.TELEGRAM_TOKEN && values.TELEGRAM_RECEIVE === 'webhook' && !values.PUBLIC_URL) {
    problems.push(
      'TELEGRAM_RECEIVE is webhook, but PUBLIC_URL is unset. Write the address at which Telegram reaches this program, for example PUBLIC_URL=https://limner.example.com.',
    );
  }
  if (values.DISCORD_TOKEN && values.DISCORD_GATEWAY === 'off' && !values.DISCORD_PUBLIC_KEY) {
    problems.push(
      'DISCORD_GATEWAY is off, but DISCORD_PUBLIC_KEY is unset: nothing would come from Discord. Copy the public key from the general page of the developer portal.',
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);

  return deepFreeze({
    ...defined({
      discord: values.DISCORD_TOKEN && {
        token: values.DISCORD_TOKEN,
        apiUrl: values.DISCORD_API_URL,
        cdnUrl: values.DISCORD_CDN_URL,
        gateway: values.DISCORD_GATEWAY === 'on',
        ...defined({
          guildId: values.DISCORD_GUILD_ID,
          publicKey: values.DISCORD_PUBLIC_KEY,
          shards: values.DISCORD_SHARDS,
        }),
      },
      telegram: values.TELEGRAM_TOKEN && {
        token: values.TELEGRAM_TOKEN,
        apiUrl: values.TELEGRAM_API_URL,
        receive: values.TELEGRAM_RECEIVE,
      },
      store,
      originals,
      ownKeys,
      promptCheck: choosePromptCheck(values),
      chatModel,
      secretKey: values.SECRET_KEY,
      pricesFile,
    }),
    avatars: values.AVATARS === 'on',
    roles: chosenRoles,
    providerOrder,
    providers: providersOf(values, providerOrder),
    sandbox: {
      delayMs: values.SANDBOX_DELAY_MS,
      concurrency: values.SANDBOX_CONCURRENCY,
      deadlineMs: values.SANDBOX_DEADLINE_MS,
    },
    dataDir,
    http: {
      host: values.HOST,
      port: values.PORT,
      ...defined({ publicUrl: values.PUBLIC_URL, password: values.WEB_PASSWORD }),
    },
    operatorFile: resolve(cwd, values.CONFIG_FILE ?? 'limner.config.yaml'),
    adminIds: values.ADMIN_IDS ?? [],
    limits: limitsOf(values),
    allowPrivateHosts: values.ALLOW_PRIVATE_HOSTS ?? [],
    retentionMs: Math.round(values.RETENTION_DAYS * 86_400_000),
    logLevel: values.LOG_LEVEL,
    cnyPerUsd: values.CNY_PER_USD,
    submitTimeoutMs: values.SUBMIT_TIMEOUT_MS,
    putAsideMs: values.PUT_ASIDE_MS,
    breaker: { failures: values.BREAKER_FAILURES, probeMs: values.BREAKER_PROBE_MS },
    shutdownGraceMs: values.SHUTDOWN_GRACE_MS,
    secrets: secretsOf(raw.texts),
    warnings: [...raw.warnings, ...warningsOf(values, providerOrder)],
  });
}

/** Values of what could be read; the rest is in `problems`, and the caller stops before it uses them. */
function parseTexts(texts: ReadonlyMap<string, string>, problems: string[]): SettingValues {
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const text = texts.get(name) ?? setting.default;
    if (text === undefined) continue;
    const parsed = setting.schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(`${name} ${parsed.error.issues[0]?.message}. ${writeInstead(name, setting)}`);
  }
  return values as SettingValues;
}

function writeInstead(name: string, setting: Setting): string {
  return `Write for example ${name}=${setting.example}.`;
}

function providersOf(values: SettingValues, order: readonly ProviderId[]): Config['providers'] {
  const providers: Partial<Record<KeyedProviderId, ProviderConfig>> = {};
  for (const id of keyedProviderIds) {
    const apiKey = values[`${prefixOf(id)}_API_KEY`];
    if (!apiKey || !order.includes(id)) continue;
    providers[id] = { apiKey, ...gatewaySettingsOf(values, id) };
  }
  return providers;
}

function secretsOf(texts: ReadonlyMap<string, string>): string[] {
  const secrets = new Set<string>();
  for (const [name, text] of texts) {
    if (!settings[name]?.secret) continue;
    if (name !== 'REDIS_URL') secrets.add(text);
    else {
      const password = /^rediss?:\/\/[^:@/]*:([^@/]*)@/.exec(text)?.[1] ?? '';
      secrets.add(password).add(decodeURIComponent(password));
    }
  }
  secrets.delete('');
  return [...secrets];
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

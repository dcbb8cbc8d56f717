import { inspect } from 'node:util';
import sharp from 'sharp';
import {
  createDiscordBot,
  type DiscordBot,
  type DiscordBotConfig,
} from '../../../src/bots/discord/discord-bot.ts';
import { createDiscordDelivery } from '../../../src/bots/discord/discord-delivery.ts';
import type { Core } from '../../../src/core/core.ts';
import type { Logger } from '../../../src/core/ports/logger.ts';
import type { ImageProvider } from '../../../src/core/ports/image-provider.ts';
import { startHarness, type Harness, type HarnessOptions } from '../../support/core-harness.ts';
import { DiscordStandin, type DiscordStandinOptions } from '../../support/discord/discord-standin.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { GatedProvider } from './gated-provider.ts';

export interface UnderTestOptions {
  readonly standin?: DiscordStandinOptions;
  readonly harness?: Partial<
    Pick<
      HarnessOptions,
      | 'limits'
      | 'prices'
      | 'withoutWorker'
      | 'publicUrl'
      | 'adminIds'
      | 'moderationRules'
      | 'ownKeys'
      | 'promptHelp'
    >
  >;
  /** Besides the gated sandbox. */
  readonly providers?: readonly ImageProvider[];
  readonly publicUrl?: string;
  /** The receiving side is left out until `startBot`. */
  readonly withoutBot?: boolean;
  readonly onFatal?: (message: string) => void;
  /** Core as the bot sees it; for faults between the two. */
  readonly wrapCore?: (core: Core) => Core;
}

/** The real bot and delivery over the real discord.js, with real core and Redis, against the stand-in. */
export interface DiscordUnderTest {
  readonly discord: DiscordStandin;
  readonly redis: TestRedis;
  readonly harness: Harness;
  readonly bot: DiscordBot;
  readonly gateway: GatedProvider;
  readonly apiUrl: string;
  /** Every line that was logged, as a person would read it. */
  readonly log: readonly string[];
  /** One more receiving process on the same token and store, or the first one again after `bot.stop()`. */
  startBot(options?: {
    readonly wrapCore?: (core: Core) => Core;
    readonly config?: Partial<DiscordBotConfig>;
  }): Promise<DiscordBot>;
  stop(): Promise<void>;
}

export async function startDiscordUnderTest(options: UnderTestOptions = {}): Promise<DiscordUnderTest> {
  const discord = new DiscordStandin(options.standin);
  const [{ apiUrl, cdnUrl }, redis] = await Promise.all([discord.start(), startTestRedis()]);
  const config = { token: discord.token, apiUrl, cdnUrl, publicUrl: options.publicUrl };
  const log: string[] = [];
  const logger = recordingLogger(log);
  const now = (): number => discord.clock.now();
  const providerTitle = (id: string): string => id;
  const delivery = createDiscordDelivery({ config, logger, now, providerTitle });
  const gateway = new GatedProvider();
  const harness = await startHarness({
    redis,
    providers: [gateway, ...(options.providers ?? [])],
    channels: [delivery],
    logger,
    ...options.harness,
  });
  const bots: DiscordBot[] = [];

  async function startBot(
    more: { wrapCore?: (core: Core) => Core; config?: Partial<DiscordBotConfig> } = {},
  ): Promise<DiscordBot> {
    const core = (more.wrapCore ?? options.wrapCore ?? ((one: Core) => one))(harness.core);
    const { onFatal } = options;
    const bot = createDiscordBot({
      config: { ...config, ...more.config },
      core,
      logger,
      now,
      providerTitle,
      ...(onFatal ? { onFatal } : {}),
    });
    bots.push(bot);
    bot.start();
    await eventually(() => bot.ready() && discord.globalCommands.length > 0, { timeoutMs: 10_000 });
    return bot;
  }

  const bot = options.withoutBot ? undefined : await startBot();
  return {
    discord,
    redis,
    harness,
    get bot() {
      if (!bot) throw new Error('Started without a bot');
      return bot;
    },
    gateway,
    apiUrl,
    log,
    startBot,
    async stop() {
      await Promise.all(bots.map((one) => one.stop()));
      await harness.stop();
      await redis.stop();
      await discord.stop();
    },
  };
}

/** Keeps what is logged, and with LIMNER_TEST_LOG=1 shows it, for looking into a failing test. */
function recordingLogger(lines: string[]): Logger {
  const write =
    (level: string) =>
    (fields: object, message: string): void => {
      const line = `${level} ${message} ${inspect(fields, { depth: 6, breakLength: 200 })}`;
      lines.push(line);
      if (process.env['LIMNER_TEST_LOG']) process.stderr.write(`${line}\n`);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** A picture of one colour. */
export async function pictureFile(
  name = 'photo.png',
  size: { width: number; height: number } = { width: 320, height: 240 },
): Promise<{ name: string; bytes: Buffer }> {
  const bytes = await sharp({ create: { ...size, channels: 3, background: '#3366cc' } })
    .png()
    .toBuffer();
  return { name, bytes };
}

/** In milliseconds. */
export function minutes(count: number): number {
  return count * 60_000;
}

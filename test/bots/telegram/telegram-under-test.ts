import { inspect } from 'node:util';
import { createTelegramBot, type TelegramBot } from '../../../src/bots/telegram/telegram-bot.ts';
import type { TelegramWebhook } from '../../../src/bots/telegram/telegram-webhook.ts';
import { createTelegramDelivery } from '../../../src/bots/telegram/telegram-delivery.ts';
import type { Core } from '../../../src/core/core.ts';
import type { Generation } from '../../../src/core/generation/generation.ts';
import type { Logger } from '../../../src/core/ports/logger.ts';
import { startHarness, type Harness, type HarnessOptions } from '../../support/core-harness.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { TelegramStandin, type TelegramStandinOptions } from '../../support/telegram/telegram-standin.ts';
import { EaselProvider } from './easel-provider.ts';
import { telegramFetch } from '../../../src/telegram-fetch.ts';

export interface UnderTestOptions {
  readonly standin?: TelegramStandinOptions;
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
  /** Core as the bot sees it; for faults between the two. */
  readonly wrapCore?: (core: Core) => Core;
  /** The receiving side is left out until `startBot`. */
  readonly withoutBot?: boolean;
}

/** The real bot and delivery over the real grammY, with real core and Redis, against the stand-in. */
export interface TelegramUnderTest {
  readonly telegram: TelegramStandin;
  readonly redis: TestRedis;
  readonly harness: Harness;
  readonly easel: EaselProvider;
  /** Every line that was logged, as a person would read it. */
  readonly log: readonly string[];
  /** One more receiving process on the same token and store, or the first one again after a stop. */
  startBot(options?: {
    readonly wrapCore?: (core: Core) => Core;
    readonly webhook?: TelegramWebhook;
    readonly avatars?: boolean;
  }): Promise<TelegramBot>;
  /** The newest generation of a user, once there is one. */
  newest(user: { readonly id: number }): Promise<Generation>;
  stop(): Promise<void>;
}

export async function startTelegramUnderTest(options: UnderTestOptions = {}): Promise<TelegramUnderTest> {
  const telegram = new TelegramStandin(options.standin);
  const [address, redis] = await Promise.all([telegram.start(), startTestRedis()]);
  const config = { ...address, fetch: telegramFetch() };
  const log: string[] = [];
  const logger = recordingLogger(log);
  const providerTitle = (id: string): string => id;
  const easel = new EaselProvider();
  const delivery = createTelegramDelivery({ config, logger, now: Date.now, providerTitle });
  const harness = await startHarness({
    redis,
    providers: [easel],
    channels: [delivery],
    logger,
    ...options.harness,
  });
  const bots: TelegramBot[] = [];

  async function startBot(
    more: { wrapCore?: (core: Core) => Core; webhook?: TelegramWebhook; avatars?: boolean } = {},
  ): Promise<TelegramBot> {
    const core = (more.wrapCore ?? options.wrapCore ?? ((one: Core) => one))(harness.core);
    const bot = createTelegramBot({
      ...{ config, core, logger, providerTitle },
      now: Date.now,
      albumDelayMs: 150,
      ...(more.webhook ? { webhook: more.webhook } : {}),
      ...(more.avatars === undefined ? {} : { avatars: more.avatars }),
    });
    bots.push(bot);
    bot.start();
    await eventually(() => bot.ready());
    return bot;
  }

  if (!options.withoutBot) await startBot();
  return {
    telegram,
    redis,
    harness,
    easel,
    log,
    startBot,
    newest: (user) =>
      eventually(async () => {
        const [generation] = await harness.core.history(`telegram:${user.id}`);
        if (!generation) throw new Error('No generation yet');
        return generation;
      }),
    async stop() {
      easel.release();
      await Promise.all(bots.map((bot) => bot.stop(500)));
      await harness.stop();
      await redis.stop();
      await telegram.stop();
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

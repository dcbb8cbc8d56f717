import { writeFileSync } from 'node:fs';
import { DiscordStandin } from '../test/support/discord/discord-standin.ts';
import { makePicture } from '../test/support/gateways/shared/pictures.ts';
import { TelegramStandin } from '../test/support/telegram/telegram-standin.ts';
import { DiscordPeople } from './discord-people.ts';
import type { PlatformEvidence } from './evidence.ts';
import { notify, serveLink } from './link.ts';
import type { Scene } from './plan.ts';
import { TelegramPeople } from './telegram-people.ts';
import { Traps } from './trap.ts';
import type { Trap } from './trap.ts';

/** Discord and Telegram of a run, and the people on them, in a process of their own. */

const picture = (tag: string): Promise<Buffer> =>
  makePicture({ width: 512, height: 512, tag: `reference-${tag}` });
const traps = new Traps();
const discord = new DiscordStandin({ limits: { requestsKept: 1_000_000, identifiesPerDay: 100_000 } });
const telegram = new TelegramStandin({ settings: { recompressPhotos: false, maxKeptBytes: 64 * 1_048_576 } });
let people: { discord: DiscordPeople; telegram: TelegramPeople } | undefined;
const defects: string[] = [];

serveLink({
  start: async () => {
    const { apiUrl, cdnUrl } = await discord.start();
    const bot = await telegram.start();
    people = {
      discord: new DiscordPeople(discord, picture),
      telegram: new TelegramPeople(telegram, picture),
    };
    return {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: apiUrl,
      CDN_HOST: new URL(cdnUrl).host,
      TELEGRAM_TOKEN: bot.token,
      TELEGRAM_API_URL: bot.apiUrl,
    };
  },
  /** True once the commands can be used and updates are asked for. */
  ready: () =>
    discord.globalCommands.length > 0 && discord.gateway.connected.length > 0 && telegram.log.polls > 0,
  play: async (scene: Scene) => {
    try {
      await (scene.entrance === 'discord' ? people?.discord : people?.telegram)?.play(scene);
    } catch (error) {
      defects.push(
        `scene ${scene.number}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      notify('defect', `scene ${scene.number}: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
  /** So much time passes on the platforms at once. */
  advance: (ms: number) => {
    discord.clock.advance(ms);
    telegram.advance(ms);
  },
  /** How many deliveries of the last act have lost an answer. */
  answersLost: () => (people?.discord.answersLost ?? 0) + (people?.telegram.answersLost ?? 0),
  calm: () => {
    discord.behave();
    telegram.behave();
  },
  dropGateway: () => discord.gateway.drop('socket'),
  arm: (trap: Trap) => traps.arm(trap),
  disarm: () => traps.disarm(),
  aimAt: (pids: readonly number[]) => traps.aimAt(pids),
  evidence: (path: string) => writeFileSync(path, JSON.stringify(evidence())),
});

function evidence(): PlatformEvidence {
  const both = people ? [people.discord, people.telegram] : [];
  return {
    asked: both.flatMap((one) => one.asked()),
    messages: both.flatMap((one) => one.messages()),
    requests: both.flatMap((one) => one.requests()),
    faults: both.flatMap(({ faults }) => faults),
    defects: [
      ...defects,
      ...discord.failures.map(String),
      ...discord.unhandled.map(({ method, path }) => `no route for ${method} ${path}`),
    ],
  };
}

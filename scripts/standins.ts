import { startDiscordStandin } from '../test/support/discord/serve.ts';
import { startGateways } from '../test/support/gateways/serve.ts';
import { startTelegramStandin } from '../test/support/telegram/serve.ts';

/**
 * `npm run standins`: every stand-in on loopback, and the environment with which Limner talks to them. Put it into a
 * `.env` file or export it, start Limner in another terminal, and play a user with curl as their READMEs show.
 */
const latencyMs = Number(process.argv[2] ?? 5_000);
const gateways = await startGateways({ common: { latencyMs } });
const discord = await startDiscordStandin();
const telegram = await startTelegramStandin();

const allowed = [gateways, discord]
  .map(({ environment }) => (environment as Record<string, string>)['ALLOW_PRIVATE_HOSTS'])
  .filter(Boolean);
const environment: Record<string, string> = {
  ...gateways.environment,
  ...discord.environment,
  ...telegram.environment,
  ALLOW_PRIVATE_HOSTS: [...new Set(allowed)].join(','),
};
const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
process.stdout.write(
  [
    `# Stand-ins of Discord, Telegram and every gateway (a picture takes ${latencyMs} ms; another number as argument).`,
    '# Ctrl-C ends them.',
    ...lines,
    '',
  ].join('\n'),
);

const stop = async (): Promise<void> => {
  await Promise.allSettled([gateways.stop(), discord.stop(), telegram.stop()]);
  process.exit(0);
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

import { DiscordStandin, type DiscordAddresses, type DiscordStandinOptions } from './discord-standin.ts';

export interface RunningDiscordStandin extends DiscordAddresses {
  readonly standin: DiscordStandin;
  /** What to put into the environment of a Limner that shall talk to it. */
  readonly environment: {
    readonly DISCORD_TOKEN: string;
    readonly DISCORD_API_URL: string;
    readonly DISCORD_CDN_URL: string;
    readonly ALLOW_PRIVATE_HOSTS: string;
  };
  stop(): Promise<void>;
}

/** Starts the stand-in for people and scripts. */
export async function startDiscordStandin(
  options: DiscordStandinOptions = {},
): Promise<RunningDiscordStandin> {
  const standin = new DiscordStandin(options);
  const addresses = await standin.start();
  return {
    ...addresses,
    standin,
    environment: {
      DISCORD_TOKEN: standin.token,
      DISCORD_API_URL: addresses.apiUrl,
      DISCORD_CDN_URL: addresses.cdnUrl,
      ALLOW_PRIVATE_HOSTS: new URL(addresses.cdnUrl).host,
    },
    stop: () => standin.stop(),
  };
}

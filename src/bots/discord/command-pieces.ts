import { type ApplicationCommandOptionType } from '@discordjs/core/http-only';
import type { MessageValues } from '../shared/catalog.ts';
import { locales } from '../shared/locale.ts';
import { discordLocalesOf } from './discord-locales.ts';
import { discordMessages, type DiscordMessageKey } from './discord-messages.ts';

/** An option of a command, named and described in every language. */
export function option(
  type: ApplicationCommandOptionType,
  name: DiscordMessageKey,
  description: DiscordMessageKey,
  values: MessageValues = {},
): object {
  return { type, ...named(name, values), ...described(description, values) };
}

export function named(key: DiscordMessageKey, values: MessageValues = {}): object {
  return { name: inEnglish(key, values), name_localizations: localized(key, values) };
}

export function described(key: DiscordMessageKey, values: MessageValues = {}): object {
  return { description: inEnglish(key, values), description_localizations: localized(key, values) };
}

function inEnglish(key: DiscordMessageKey, values: MessageValues): string {
  return discordMessages.translator('en').say(key, values);
}

/** Discord knows English only as "en-US" and "en-GB", and shows one's text to readers of the other. */
function localized(key: DiscordMessageKey, values: MessageValues): Readonly<Record<string, string>> {
  return Object.fromEntries(
    locales.flatMap((locale) =>
      discordLocalesOf(locale).map((name) => [name, discordMessages.translator(locale).say(key, values)]),
    ),
  );
}

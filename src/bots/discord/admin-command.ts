import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from '@discordjs/core/http-only';
import { locales } from '../shared/locale.ts';
import { discordLocalesOf } from './discord-locales.ts';
import { discordMessages, type DiscordMessageKey } from './discord-messages.ts';

/** The words of an order in the order in which they are written out; the same in every language. */
export const adminOptions = ['who', 'amount', 'period', 'days', 'wish', 'reason'] as const;
type AdminOption = (typeof adminOptions)[number];

/** Every order with what it takes; a mark behind a name: it can be left out. */
const subcommands = {
  help: [],
  limits: ['who?'],
  limit: ['who', 'amount', 'period?'],
  grant: ['who', 'amount', 'period?'],
  reset: ['who'],
  block: ['who', 'reason'],
  unblock: ['who'],
  blocks: [],
  pause: ['reason?'],
  drain: ['reason?'],
  resume: [],
  gateways: [],
  spend: ['period?'],
  ledger: ['days?'],
  warnings: ['wish?'],
  audit: ['who?'],
} as const satisfies Readonly<Record<string, readonly (AdminOption | `${AdminOption}?`)[]>>;

/** `/admin`, shown to who may manage the server; who else types it is turned away. */
export function adminCommand(scope: 'global' | 'guild'): object {
  return {
    type: ApplicationCommandType.ChatInput,
    name: 'admin',
    ...described('command.admin.description'),
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: Object.entries(subcommands).map(([name, options]) => ({
      type: ApplicationCommandOptionType.Subcommand,
      name,
      ...described(`admin.${name as keyof typeof subcommands}`),
      options: [...options.map(optionOf), hereOption],
    })),
    ...(scope === 'guild'
      ? {}
      : {
          integration_types: [ApplicationIntegrationType.GuildInstall],
          contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
        }),
  };
}

/** What `/moderation` can do, with what each takes. */
const moderationOrders = {
  list: [],
  add: ['words'],
  remove: ['words'],
  allow: ['words'],
  disallow: ['words'],
  search: ['who?', 'action?', 'day?', 'text?', 'page?'],
} as const;

/** `/moderation`, shown to who may manage the server. */
export function moderationCommand(scope: 'global' | 'guild'): object {
  return {
    ...adminCommand(scope),
    name: 'moderation',
    ...described('command.moderation.description'),
    options: Object.entries(moderationOrders).map(([name, options]) => ({
      type: ApplicationCommandOptionType.Subcommand,
      name,
      ...described(`moderation.${name as keyof typeof moderationOrders}`),
      // Discord leaves an empty list out of what it keeps, and commands that differ are written anew.
      ...(options.length === 0 ? {} : { options: options.map(moderationOption) }),
    })),
  };
}

type ModerationOption = 'words' | 'who' | 'action' | 'day' | 'text' | 'page';

function moderationOption(marked: ModerationOption | `${ModerationOption}?`): object {
  const name = marked.replace('?', '') as ModerationOption;
  return {
    type: name === 'page' ? ApplicationCommandOptionType.Integer : ApplicationCommandOptionType.String,
    name,
    ...described(`option.moderation-${name}`),
    ...(marked === name ? { required: true } : {}),
    ...(name === 'page' ? { min_value: 1, max_value: 5_000 } : { max_length: 1_000 }),
  };
}

/** The same in the words that one would type after `/moderation`. */
export function moderationWords(
  subcommand: string,
  options: ReadonlyMap<string, string | number | boolean>,
): string {
  const named = ['who', 'action', 'day', 'page'].flatMap((name) => {
    const value = options.get(name);
    return value === undefined ? [] : [`${name}:${String(value).replace(/\s/gu, '')}`];
  });
  const free = options.get('words') ?? options.get('text') ?? '';
  return [subcommand, ...named, String(free)].join(' ').trim();
}

/** The same order in the words that one would type. */
export function adminWords(
  subcommand: string,
  options: ReadonlyMap<string, string | number | boolean>,
): string {
  const given = adminOptions.flatMap((name) => {
    const value = options.get(name);
    return value === undefined ? [] : [String(value)];
  });
  return [...(options.get('here') === true ? ['here'] : []), subcommand, ...given].join(' ');
}

function optionOf(marked: AdminOption | `${AdminOption}?`): object {
  const name = marked.replace('?', '') as AdminOption;
  return {
    type: name === 'days' ? ApplicationCommandOptionType.Integer : ApplicationCommandOptionType.String,
    name,
    ...described(`option.admin-${name}`),
    ...(marked === name ? { required: true } : {}),
    ...(name === 'days' ? { min_value: 1, max_value: 400 } : {}),
    ...(name === 'reason' ? { max_length: 300 } : {}),
    ...(choices[name] ? { choices: choices[name].map((word) => ({ name: word, value: word })) } : {}),
  };
}

const choices: Partial<Record<AdminOption, readonly string[]>> = {
  period: ['day', 'month'],
  wish: ['on', 'off'],
};

const hereOption = {
  type: ApplicationCommandOptionType.Boolean,
  name: 'here',
  ...described('option.admin-here'),
};

function described(key: DiscordMessageKey): object {
  return {
    description: discordMessages.translator('en').say(key),
    description_localizations: Object.fromEntries(
      locales.flatMap((locale) =>
        discordLocalesOf(locale).map((name) => [name, discordMessages.translator(locale).say(key)]),
      ),
    ),
  };
}

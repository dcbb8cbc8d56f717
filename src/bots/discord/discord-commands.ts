import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from '@discordjs/core/http-only';
import { maxCount, qualities, ratios, resolutions } from '../../core/generation/image-request.ts';
import { maxAbout, maxTemplate } from '../../core/presets/preset-schema.ts';
import { adminCommand, moderationCommand } from './admin-command.ts';
import { described, named, option } from './command-pieces.ts';
import { discordMessages, type DiscordMessageKey } from './discord-messages.ts';
import { helperCommands } from './helper-commands.ts';

export interface CommandsInput {
  /** Ids of the gateways, offered as choices in this order; those that are configured. */
  readonly providers: readonly string[];
  /** Commands of one server know neither installation types nor contexts. */
  readonly scope: 'global' | 'guild';
  /** Somebody helps with prompts here (false). */
  readonly hasHelper?: boolean;
  /** Whether somebody's avatar may be taken as a reference. */
  readonly avatars: boolean;
  /** People may bring keys of their own. */
  readonly ownKeys?: boolean;
}

/** Everything that is registered with Discord, named and described in every language. */
export function discordCommands(input: CommandsInput): readonly object[] {
  const { providers, scope, hasHelper = false, avatars, ownKeys = false } = input;
  const place =
    scope === 'guild'
      ? {}
      : {
          integration_types: [
            ApplicationIntegrationType.GuildInstall,
            ApplicationIntegrationType.UserInstall,
          ],
          contexts: [
            InteractionContextType.Guild,
            InteractionContextType.BotDM,
            InteractionContextType.PrivateChannel,
          ],
        };
  const slash = (
    name:
      | 'imagine'
      | 'edit'
      | 'quota'
      | 'history'
      | 'last'
      | 'show'
      | 'cancel'
      | 'privacy'
      | 'settings'
      | 'preset'
      | 'blend'
      | 'key',
    options: readonly object[],
  ) => ({
    type: ApplicationCommandType.ChatInput,
    ...named(`command.${name}`),
    ...described(`command.${name}.description`),
    ...(options.length === 0 ? {} : { options }),
    ...place,
  });
  const settings = requestSettings(providers);
  const person = avatars
    ? [option(ApplicationCommandOptionType.User, 'option.person', 'option.person.description')]
    : [];

  return [
    slash('imagine', [
      promptOption('option.prompt.description'),
      imageOption('option.image.description', false),
      ...moreImages(),
      ...person,
      ...settings,
    ]),
    slash('edit', [
      imageOption('option.image.edit-description', true),
      promptOption('option.prompt.edit-description'),
      option(ApplicationCommandOptionType.Attachment, 'option.mask', 'option.mask.description'),
      ...moreImages(),
      ...person,
      ...settings,
    ]),
    slash('quota', []),
    slash('history', []),
    slash('last', []),
    slash('show', [
      {
        ...option(ApplicationCommandOptionType.String, 'option.id', 'option.id.description'),
        required: true,
        max_length: 40,
      },
    ]),
    slash('cancel', [option(ApplicationCommandOptionType.Boolean, 'option.all', 'option.all.description')]),
    slash('privacy', []),
    slash('blend', [
      promptOption('option.prompt.blend-description', false),
      imageOption('option.image.description', false),
      ...moreImages(),
      ...person,
      ...settings,
    ]),
    slash('settings', []),
    slash('preset', presetSubcommands()),
    ...(ownKeys ? [slash('key', keySubcommands())] : []),
    adminCommand(scope),
    moderationCommand(scope),
    { type: ApplicationCommandType.Message, ...named('command.edit-image'), ...place },
    { type: ApplicationCommandType.Message, ...named('command.collect'), ...place },
    { type: ApplicationCommandType.Message, ...named('command.sticker'), ...place },
    ...(hasHelper ? helperCommands(place) : []),
  ];
}

/** The message command's name as Discord sends it back. */
export const editImageCommand = discordMessages.translator('en').say('command.edit-image');

/** The other message commands' names. */
export const stickerCommand = discordMessages.translator('en').say('command.sticker');
export const collectCommand = discordMessages.translator('en').say('command.collect');

function requestSettings(providers: readonly string[]): readonly object[] {
  const { String: text, Integer, Boolean } = ApplicationCommandOptionType;
  return [
    ...wordOptions(),
    {
      ...option(Integer, 'option.count', 'option.count.description'),
      min_value: 1,
      max_value: maxCount,
    },
    ...(providers.length === 0
      ? []
      : [
          {
            ...option(text, 'option.provider', 'option.provider.description'),
            choices: providers.slice(0, maxChoices).map((id) => ({ name: id, value: id })),
          },
        ]),
    option(Boolean, 'option.private', 'option.private.description'),
    option(Boolean, 'option.spoiler', 'option.spoiler.description'),
    { ...option(text, 'option.preset', 'option.preset.description'), autocomplete: true },
  ];
}

/** The words that a request and a preset have in common. */
function wordOptions(): readonly object[] {
  const text = ApplicationCommandOptionType.String;
  return [
    { ...option(text, 'option.ratio', 'option.ratio.description'), choices: ratios.map(choice) },
    {
      ...option(text, 'option.resolution', 'option.resolution.description'),
      choices: resolutions.map(choice),
    },
    { ...option(text, 'option.quality', 'option.quality.description'), choices: qualities.map(choice) },
  ];
}

function presetSubcommands(): readonly object[] {
  const { String: text, Subcommand } = ApplicationCommandOptionType;
  const name = { ...option(text, 'option.name', 'option.name.description'), required: true, max_length: 32 };
  const prompt = { ...option(text, 'option.prompt', 'option.template.description'), required: true };
  const pictures = [
    option(ApplicationCommandOptionType.Attachment, 'option.image', 'option.preset-image.description'),
    ...moreImages(),
  ];
  return [
    option(Subcommand, 'command.preset-list', 'command.preset-list.description'),
    {
      ...option(Subcommand, 'command.preset-add', 'command.preset-add.description'),
      options: [
        name,
        { ...prompt, max_length: maxTemplate },
        { ...option(text, 'option.about', 'option.about.description'), max_length: maxAbout },
        ...wordOptions(),
        ...pictures,
      ],
    },
    {
      ...option(Subcommand, 'command.preset-remove', 'command.preset-remove.description'),
      options: [{ ...name, autocomplete: true }],
    },
  ];
}

function keySubcommands(): readonly object[] {
  const { Subcommand } = ApplicationCommandOptionType;
  return (['set', 'show', 'remove'] as const).map((verb) =>
    option(Subcommand, `command.key-${verb}`, `command.key-${verb}.description`),
  );
}

function promptOption(description: DiscordMessageKey, required = true): object {
  return {
    ...option(ApplicationCommandOptionType.String, 'option.prompt', description),
    // Discord leaves out what is not so, and is compared with.
    ...(required ? { required } : {}),
    max_length: maxOptionLength,
  };
}

function imageOption(description: DiscordMessageKey, required: boolean): object {
  return {
    ...option(ApplicationCommandOptionType.Attachment, 'option.image', description),
    ...(required ? { required } : {}),
  };
}

function moreImages(): readonly object[] {
  return [2, 3, 4].map((number) =>
    option(ApplicationCommandOptionType.Attachment, 'option.image-more', 'option.image-more.description', {
      number,
    }),
  );
}

/** Words that mean the same in every language stay as they are. */
function choice(word: string): object {
  const key = choiceKeys.get(word);
  if (!key) return { name: word, value: word };
  return { ...named(key), value: word };
}

const choiceKeys = new Map<string, DiscordMessageKey>([
  ['auto', 'choice.auto'],
  ['low', 'choice.low'],
  ['medium', 'choice.medium'],
  ['high', 'choice.high'],
]);

/** Discord's limits: choices of an option, characters of a text option. */
const maxChoices = 25;
const maxOptionLength = 6_000;

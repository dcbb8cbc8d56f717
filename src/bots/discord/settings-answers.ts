import { ButtonStyle, ComponentType } from '@discordjs/core/http-only';
import { settingChange, settingRows, type SettingsScope } from '../shared/settings-view.ts';
import { truncate } from '../shared/text.ts';
import { quickRead, type BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { discordTranslator } from './discord-messages.ts';
import { userKey, type DiscordInteraction, type InteractionOrigin } from './interaction.ts';
import { textMessage } from './message-parts.ts';
import { maySettle } from './permissions.ts';
import type { Plan } from './plan-interaction.ts';
import { isPrivateByDefault } from '../../core/settings/fill-words.ts';

/** Discord's limit for the text on an empty menu. */
const maxPlaceholder = 150;

/** The interaction with what its user and its channel settled in advance. @throws AppError `store-unavailable` */
export async function settled<T extends DiscordInteraction>(
  interaction: T,
  { core, permissionsIn }: Pick<BotContext, 'core' | 'permissionsIn'>,
): Promise<T> {
  const { userId, placeId, locale, channelId } = interaction;
  const here = await quickRead(core.settings.here({ userId: userKey(userId), placeId }));
  return {
    ...interaction,
    locale: here.personal.language ?? locale,
    privateByDefault: isPrivateByDefault(undefined, here),
    // Of a thread the interaction does not say it.
    ageRestricted: interaction.ageRestricted || permissionsIn(channelId)?.ageRestricted === true,
  };
}

/** The answer to /settings: a menu for each setting. */
export async function settingsAnswer(
  origin: InteractionOrigin,
  scope: SettingsScope,
  { core }: BotContext,
): Promise<MessagePayload> {
  const { userId, placeId, guildId, platformLocale } = origin;
  const here = await core.settings.here({ userId: userKey(userId), placeId });
  const translator = discordTranslator(here.personal.language ?? platformLocale);
  const { common } = translator;
  const rows = settingRows(scope, scope === 'me' ? here.personal : here.place, common);
  const menus = rows.map(({ name, label, current, choices }) =>
    row([
      {
        type: ComponentType.StringSelect,
        custom_id: `set:${scope}:${name}`,
        placeholder: truncate(common.say('settings.line', { name: label, value: current }), maxPlaceholder),
        options: choices.slice(0, 25).map((choice) => ({
          label: choice.label,
          value: choice.value,
          // The menu shows what is chosen; its name has to stand there too.
          ...(choice.isChosen ? { default: true, description: label } : {}),
        })),
      },
    ]),
  );
  const title = common.say(scope === 'me' ? 'settings.personal-title' : 'settings.place-title');
  const lines = rows.map(({ label, current }) =>
    common.say('settings.line', { name: label, value: current }),
  );
  const text = [title, '', ...lines].join('\n');
  return textMessage(text, [...menus, ...(guildId === undefined ? [] : [otherScope(scope, translator)])]);
}

/** A menu or a button of /settings. Undefined for any other. */
export function planSettingsPress(
  interaction: Extract<DiscordInteraction, { kind: 'button' }>,
  context: BotContext,
  translator: DiscordTranslator,
): Plan | undefined {
  const [, word, name] = /^set:(me|here)(?::([a-z]+))?$/.exec(interaction.customId) ?? [];
  if (word !== 'me' && word !== 'here') return undefined;
  if (word === 'here' && !maySettle(interaction, 'channel')) {
    return { kind: 'say', text: translator.common.say('settings.place-forbidden') };
  }
  const change = name === undefined ? {} : settingChange(word, name, interaction.values?.[0] ?? '');
  if (!change) return { kind: 'nothing' };
  return {
    kind: 'update',
    update: async () => {
      const { settings } = context.core;
      if (word === 'me') await settings.changePersonal(userKey(interaction.userId), change);
      else await settings.changePlace(interaction.placeId, change);
      return settingsAnswer(interaction, word, context);
    },
  };
}

function otherScope(scope: SettingsScope, { common }: DiscordTranslator): object {
  return row([
    {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: common.say(scope === 'me' ? 'settings.to-place' : 'settings.to-personal'),
      custom_id: scope === 'me' ? 'set:here' : 'set:me',
    },
  ]);
}

function row(components: readonly object[]): object {
  return { type: ComponentType.ActionRow, components };
}

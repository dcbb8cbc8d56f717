import { InteractionResponseType } from '@discordjs/core/http-only';
import type { PresetDraft } from '../../core/ports/presets.ts';
import { AppError } from '../../core/errors.ts';
import { matchingPresets, presetLine } from '../shared/preset-text.ts';
import { errorText, issuesText } from '../shared/refusal-text.ts';
import { truncate } from '../shared/text.ts';
import { quickRead, type BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { requesterOf, type DiscordInteraction } from './interaction.ts';
import { plainText, textMessage } from './message-parts.ts';
import { imageOptions, mayBePicture, sourceOf } from './order-draft.ts';
import { maySettle } from './permissions.ts';
import type { Plan } from './plan-interaction.ts';

type Command = Extract<DiscordInteraction, { kind: 'command' }>;

/** Discord's limits for suggestions. */
const maxSuggestions = 25;
const maxSuggestion = 100;

/** /preset list, add, remove. */
export function planPreset(command: Command, context: BotContext, translator: DiscordTranslator): Plan {
  const { common } = translator;
  const { core } = context;
  const { chatId } = requesterOf(command);
  const name = String(command.options.get('name') ?? '');
  if (command.subcommand === 'list') {
    return { kind: 'answer', answer: () => listAnswer(chatId, context, translator) };
  }
  if (!maySettle(command, 'server')) return { kind: 'say', text: common.say('preset.forbidden') };
  if (command.subcommand === 'remove') {
    return {
      kind: 'answer',
      answer: async () => {
        const removed = await core.presets.remove(chatId, name);
        return textMessage(
          common.say(removed ? 'preset.removed' : 'preset.not-here', { name: plainText(name) }),
        );
      },
    };
  }
  if ([...command.attachments.values()].some((file) => !mayBePicture(file))) {
    return { kind: 'say', text: common.say('error.media-not-image') };
  }
  return { kind: 'answer', answer: () => saveAnswer(chatId, draftOf(command), context, translator) };
}

/** What is suggested for the option that is being typed into, as the whole answer. */
export async function suggestions(
  typing: Extract<DiscordInteraction, { kind: 'autocomplete' }>,
  { core }: BotContext,
  translator: DiscordTranslator,
): Promise<object> {
  const all = await quickRead(core.presets.list(requesterOf(typing).chatId));
  const offered = typing.option === 'name' ? all.filter(({ origin }) => origin === 'server') : all;
  const choices = matchingPresets(offered, typing.typed, maxSuggestions).map((preset) => ({
    name: truncate(presetLine(preset, translator.common), maxSuggestion),
    value: preset.name,
  }));
  return { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } };
}

async function listAnswer(
  chatId: string,
  { core }: BotContext,
  { common }: DiscordTranslator,
): Promise<MessagePayload> {
  const presets = await core.presets.list(chatId);
  const lines = presets.map((preset) => plainText(presetLine(preset, common)));
  return textMessage([common.say('preset.title'), '', ...lines].join('\n'));
}

async function saveAnswer(
  chatId: string,
  draft: PresetDraft,
  { core }: BotContext,
  { common }: DiscordTranslator,
): Promise<MessagePayload> {
  try {
    const result = await core.presets.save(chatId, draft);
    switch (result.kind) {
      case 'invalid':
        return textMessage(issuesText(result.issues, common));
      case 'full':
        return textMessage(common.say('preset.full', { limit: result.limit }));
      case 'saved': {
        const name = plainText(result.preset.name);
        return textMessage(common.say(result.replaced ? 'preset.replaced' : 'preset.saved', { name }));
      }
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    return textMessage(errorText(error.code, common));
  }
}

function draftOf({ options, attachments }: Command): PresetDraft {
  const text = (name: string): string | undefined => {
    const value = options.get(name);
    return value === undefined ? undefined : String(value);
  };
  const about = text('about');
  const words = Object.fromEntries(
    ['ratio', 'resolution', 'quality'].flatMap((name) => {
      const value = text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    name: text('name') ?? '',
    template: text('prompt') ?? '',
    ...(about === undefined ? {} : { about }),
    words,
    references: imageOptions.flatMap((name) => {
      const file = attachments.get(name);
      return file ? [sourceOf(file)] : [];
    }),
  };
}

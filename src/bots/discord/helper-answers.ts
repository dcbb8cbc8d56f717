import { ButtonStyle, ComponentType, TextInputStyle } from '@discordjs/core/http-only';
import { AppError } from '../../core/errors.ts';
import { picturesOf } from '../../core/generation/generation.ts';
import type { ImageSource } from '../../core/ports/media.ts';
import { promptChanges, type HelpResult, type Suggestion } from '../../core/ports/prompt-helper.ts';
// prettier-ignore
import {
  buildHelperButtonId, helperButtons, parseHelperButtonId, suggestedRequest, suggestionAsWritten, suggestionHeading,
} from '../shared/helper-buttons.ts';
import { parseImagine } from '../shared/parse-imagine.ts';
import { errorText, issuesText } from '../shared/refusal-text.ts';
import { truncate } from '../shared/text.ts';
import { findOwn, quickRead, sayRefusal, type BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { formFields } from './edit-form.ts';
import { requesterOf, userKey, type DiscordInteraction } from './interaction.ts';
import { readContent } from './message-event.ts';
import { plainText, textMessage } from './message-parts.ts';
import { draftOfWords, mayBePicture, sourceOf } from './order-draft.ts';
import type { Plan } from './plan-interaction.ts';
import { planOrder, requestKey } from './plan-order.ts';

type Of<Kind extends DiscordInteraction['kind']> = Extract<DiscordInteraction, { kind: Kind }>;

/** Discord's limit for a text field. */
const maxField = 4_000;

/** `/describe` and `/prompt`. */
export function planHelper(command: Of<'command'>, context: BotContext, translator: DiscordTranslator): Plan {
  const { common } = translator;
  const { promptHelper } = context.core;
  // A client may have the command from before.
  if (!promptHelper.isOffered) return { kind: 'say', text: common.say('error.helper-off') };
  if (command.name === 'describe') {
    const file = command.attachments.get('image');
    if (!file) return { kind: 'say', text: common.say('answer.no-picture') };
    if (!mayBePicture(file)) return { kind: 'say', text: common.say('error.media-not-image') };
    return planDescription(sourceOf(file), command, context, translator);
  }
  const change = promptChanges.find((name) => name === command.subcommand);
  if (!change) return { kind: 'nothing' };
  const { request, issues } = parseImagine(String(command.options.get('prompt') ?? ''));
  if (issues.length > 0) return { kind: 'say', text: issuesText(issues, common) };
  const { prompt, ...words } = request;
  const wish = { change, prompt: String(prompt ?? ''), words, ...asked(command) };
  return planSuggestion(() => promptHelper.change(wish), context, translator);
}

/** The message command "Describe": the message's first picture. */
export async function planDescribe(
  command: Of<'message-command'>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan> {
  if (!context.core.promptHelper.isOffered) {
    return { kind: 'say', text: translator.common.say('error.helper-off') };
  }
  const message = readContent(command.message, command.applicationId);
  const own = message && (await quickRead(findOwn(context.core, message)));
  const image = own && picturesOf(own.generation)[own.index];
  const [shown] = message?.pictures ?? [];
  const source: ImageSource | undefined = image ? { kind: 'stored', image } : shown && sourceOf(shown);
  if (!source) return { kind: 'say', text: translator.common.say('answer.no-picture') };
  return planDescription(source, command, context, translator);
}

/** The buttons under a suggestion. Undefined for any other. */
export async function planHelperPress(
  press: Of<'button'>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan | undefined> {
  const button = parseHelperButtonId(press.customId);
  if (!button) return undefined;
  const { common } = translator;
  const suggestion = await quickRead(context.core.promptHelper.find(button.id, userKey(press.userId)));
  if (suggestion === 'not-yours') return { kind: 'say', text: common.say('error.not-yours') };
  if (!suggestion) return { kind: 'say', text: common.say('answer.gone') };
  if (button.verb === 'edit') {
    return { kind: 'form', form: suggestionForm(suggestion, translator), remember: false };
  }
  const request = suggestedRequest(suggestion, button.verb);
  return planOrder({ request, references: [], issues: [] }, press, context);
}

/** The form behind "Edit first" came back: what stands in it is asked for. Undefined for any other form. */
export function planHelperForm(form: Of<'form'>, context: BotContext): Plan | undefined {
  if (parseHelperButtonId(form.customId)?.verb !== 'edit') return undefined;
  return planOrder(draftOfWords(form.texts.get(formFields.prompt) ?? '', []), form, context);
}

function planDescription(
  source: ImageSource,
  command: Of<'command'> | Of<'message-command'>,
  context: BotContext,
  translator: DiscordTranslator,
): Plan {
  const { promptHelper } = context.core;
  return planSuggestion(() => promptHelper.describe({ source, ...asked(command) }), context, translator);
}

function planSuggestion(
  help: () => Promise<HelpResult>,
  context: BotContext,
  translator: DiscordTranslator,
): Plan {
  return {
    kind: 'answer',
    answer: async () => {
      try {
        const result = await help();
        return result.kind === 'refused'
          ? textMessage(sayRefusal(result.refusal, translator, context))
          : suggestionMessage(result.suggestion, translator);
      } catch (error) {
        if (!(error instanceof AppError) || error.retryable) throw error;
        return textMessage(errorText(error.code, translator.common));
      }
    },
  };
}

/** Foreign words: as they are, in a quotation. */
function suggestionMessage(suggestion: Suggestion, { common }: DiscordTranslator): MessagePayload {
  const heading = suggestionHeading(suggestion, common);
  const components = helperButtons(suggestion, common).map((button) => ({
    type: ComponentType.Button,
    style: button.verb === 'use' ? ButtonStyle.Primary : ButtonStyle.Secondary,
    label: truncate(button.label, 80),
    custom_id: buildHelperButtonId(button),
  }));
  const row = { type: ComponentType.ActionRow, components };
  return textMessage(`${heading}\n> ${plainText(suggestion.text)}`, [row]);
}

function suggestionForm(suggestion: Suggestion, { common }: DiscordTranslator): object {
  return {
    custom_id: buildHelperButtonId({ verb: 'edit', id: suggestion.id }),
    title: truncate(common.say('helper.edit'), 45),
    components: [
      {
        type: ComponentType.Label,
        label: truncate(common.say('follow.reuse'), 45),
        component: {
          type: ComponentType.TextInput,
          custom_id: formFields.prompt,
          style: TextInputStyle.Paragraph,
          required: true,
          max_length: maxField,
          value: truncate(suggestionAsWritten(suggestion), maxField),
        },
      },
    ],
  };
}

function asked(interaction: DiscordInteraction) {
  return { requester: requesterOf(interaction), key: requestKey(interaction) };
}

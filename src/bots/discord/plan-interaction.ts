import type { RequestResult } from '../../core/core.ts';
import { livePictures, picturesOf, type Generation } from '../../core/generation/generation.ts';
import type { DeliveryTarget } from '../../core/ports/delivery-channel.ts';
import { parseButtonId, type Button } from '../shared/buttons.ts';
import { meantPicture } from '../shared/picture-verbs.ts';
import { parsePrivacyButtonId } from '../shared/privacy-buttons.ts';
import { parseRegionButtonId } from '../shared/region-buttons.ts';
// prettier-ignore
import {
  cancelAnswer, confirmPress, lastAnswer, originalAnswer, picturesAnswer, quotaAnswer, showAnswer,
} from './account-answers.ts';
import { adminAnswer } from './admin-answers.ts';
import { planBlend, planBlendForm, planCollectPress } from './blend-answers.ts';
import { findOwn, quickRead, type BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import { editImageCommand } from './discord-commands.ts';
import { discordTranslator, type DiscordTranslator } from './discord-messages.ts';
import { editForm, formFields, parseFormId } from './edit-form.ts';
import { planFollowUp, planFollowUpForm, planPostRemoval } from './follow-ups.ts';
import { planHelper, planHelperForm, planHelperPress } from './helper-answers.ts';
import { historyAnswer, historyWishOf } from './history-answer.ts';
import { requesterOf, userKey, type DiscordInteraction } from './interaction.ts';
import { readContent } from './message-event.ts';
import { draftOfEdit, mayBePicture, sourceOf } from './order-draft.ts';
import { planMessageCommand } from './message-commands.ts';
import { planDrawing } from './plan-drawing.ts';
import { planKey, planKeyButton, planKeyForm } from './own-key-answers.ts';
import { planOrder, refusedPlace, requestKey } from './plan-order.ts';
import { planPrivacyButton, privacyAnswer } from './privacy-answers.ts';
import { planPreset } from './preset-answers.ts';
import { planGridButton, planRegion, planRegionForm } from './region-answers.ts';
import { planRephrase, planRephraseForm } from './rephrase-answers.ts';
import { planReport } from './report-answers.ts';
import { planReportDecision } from './report-decisions.ts';
import { planSettingsPress, settingsAnswer } from './settings-answers.ts';

/** What to do about an interaction. Found out without changing anything, so it may be planned again after a crash. */
export type Plan =
  /** One private sentence. */
  | { readonly kind: 'say'; readonly text: string }
  /** A form; `remember` when it is about a message that must be looked up when the form comes back. */
  | { readonly kind: 'form'; readonly form: object; readonly remember: boolean }
  /** A private answer that takes a moment. */
  | { readonly kind: 'answer'; readonly isPublic?: boolean; readonly answer: () => Promise<MessagePayload> }
  /** Private answers, a message each. */
  | { readonly kind: 'answers'; readonly answers: () => AsyncGenerator<MessagePayload> }
  /** The message with the pressed button changes, or goes; lost with a crash, and pressed again. */
  | { readonly kind: 'update'; readonly update: () => Promise<MessagePayload | undefined> }
  /** Something small is done at once; a sentence where it could not be. */
  | { readonly kind: 'press'; readonly act: () => Promise<string | undefined> }
  /** A request. */
  | {
      readonly kind: 'order';
      readonly private: boolean;
      readonly place: (target: DeliveryTarget) => Promise<RequestResult>;
    }
  /** A form about a foreign message came back: it becomes an order together with what was remembered. */
  | { readonly kind: 'returned-form'; readonly private: boolean; readonly interactionId: string }
  | { readonly kind: 'nothing' };

type Of<Kind extends DiscordInteraction['kind']> = Extract<DiscordInteraction, { kind: Kind }>;

/** @throws AppError `store-unavailable` when what the answer depends on cannot be read in time */
export async function planInteraction(interaction: DiscordInteraction, context: BotContext): Promise<Plan> {
  const translator = discordTranslator(interaction.locale);
  switch (interaction.kind) {
    case 'command':
      return planCommand(interaction, context, translator);
    case 'message-command':
      return planEditImage(interaction, context, translator);
    case 'button':
      return planButton(interaction, context, translator);
    case 'form':
      return planForm(interaction, context, translator);
    case 'autocomplete':
      return { kind: 'nothing' };
  }
}

function planCommand(
  interaction: Of<'command'>,
  context: BotContext,
  translator: DiscordTranslator,
): Plan | Promise<Plan> {
  switch (interaction.name) {
    case 'imagine':
    case 'edit':
      return planDrawing(interaction, context, translator);
    case 'quota':
      return { kind: 'answer', answer: () => quotaAnswer(interaction, context, translator) };
    case 'history':
      return {
        kind: 'answer',
        answer: () => historyAnswer(interaction, { favourites: false }, context, translator),
      };
    case 'last':
      return { kind: 'answer', answer: () => lastAnswer(interaction, context, translator) };
    case 'show': {
      const id = String(interaction.options.get('id') ?? '');
      return { kind: 'answer', answer: () => showAnswer(interaction, id, context, translator) };
    }
    case 'privacy':
      return { kind: 'answer', answer: () => privacyAnswer(interaction, context, translator) };
    case 'admin':
    case 'moderation':
      return { kind: 'answer', answer: () => adminAnswer(interaction, context, translator) };
    case 'cancel': {
      const all = interaction.options.get('all') === true;
      return { kind: 'answer', answer: () => cancelAnswer(interaction, { all }, context, translator) };
    }
    case 'key':
      return planKey(interaction, context, translator);
    case 'settings':
      return { kind: 'answer', answer: () => settingsAnswer(interaction, 'me', context) };
    case 'blend':
      return planBlend(interaction, context, translator, (draft) => planOrder(draft, interaction, context));
    case 'describe':
    case 'prompt':
      return planHelper(interaction, context, translator);
    case 'preset':
      return planPreset(interaction, context, translator);
    default:
      return { kind: 'nothing' };
  }
}

async function planEditImage(
  interaction: Of<'message-command'>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan> {
  const other = planMessageCommand(interaction, context, translator);
  if (other) return other;
  if (interaction.name !== editImageCommand) return { kind: 'nothing' };
  const message = readContent(interaction.message, interaction.applicationId);
  if (!message) return { kind: 'say', text: translator.common.say('answer.no-picture') };

  const own = await quickRead(findOwn(context.core, message));
  if (own) {
    const { generation } = own;
    const pictures = picturesOf(generation).length;
    const target = {
      kind: 'own',
      generationId: generation.id,
      ...(pictures > 1 ? {} : { index: own.index }),
    } as const;
    return { kind: 'form', form: editForm({ target, translator, pictures }), remember: false };
  }
  if (message.pictures.length === 0) {
    return { kind: 'say', text: translator.common.say('answer.no-picture') };
  }
  const target = { kind: 'foreign', interactionId: interaction.id } as const;
  const form = editForm({ target, translator, pictures: message.pictures.length });
  return { kind: 'form', form, remember: true };
}

async function planButton(
  interaction: Of<'button'>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan> {
  const special =
    planSettingsPress(interaction, context, translator) ??
    planKeyButton(interaction, context, translator) ??
    planReportDecision(interaction, context, translator);
  if (special) return special;
  const collected = await planCollectPress(interaction, context, translator);
  if (collected) return collected;
  const helped = await planHelperPress(interaction, context, translator);
  if (helped) return helped;
  const cell = parseRegionButtonId(interaction.customId);
  if (cell) return planGridButton(cell, interaction, context, translator);
  const wish = parsePrivacyButtonId(interaction.customId);
  if (wish) return planPrivacyButton(wish, interaction, context, translator);
  const button = parseButtonId(interaction.customId);
  const page = button && historyWishOf(button);
  if (page) return { kind: 'update', update: () => historyAnswer(interaction, page, context, translator) };
  const generation = button && (await quickRead(context.core.get(button.id)));
  if (!generation && button?.verb === 'rephrase')
    return planRephrase(button, interaction, context, translator);
  if (!generation) return { kind: 'say', text: translator.common.say('answer.gone') };
  if (button.verb === 'report') return planReport(button, generation, interaction, context, translator);
  // Again is for everybody, at their own cost; all else is the business of whoever asked.
  if (generation.requester.userId !== userKey(interaction.userId) && button.verb !== 'again') {
    if (button.verb === 'delete') return planPostRemoval({ button, interaction, context, translator });
    return { kind: 'say', text: translator.common.say('error.not-yours') };
  }
  const followUp = planFollowUp({ button, generation, interaction, context, translator });
  if (followUp) return followUp;
  return planOwnButton(button, generation, interaction, context, translator);
}

function planOwnButton(
  button: Button,
  generation: Generation,
  interaction: Of<'button'>,
  context: BotContext,
  translator: DiscordTranslator,
): Plan {
  const isPrivate = interaction.fromPrivateMessage || generation.request.private;
  const { core } = context;
  const common = { generationId: generation.id, requestKey: requestKey(interaction) };
  const requester = requesterOf(interaction);
  const order = (place: (target: DeliveryTarget) => Promise<RequestResult>): Plan =>
    refusedPlace(interaction, isPrivate, translator) ?? { kind: 'order', private: isPrivate, place };

  switch (button.verb) {
    case 'again':
      return order((target) => core.again({ ...common, requester, target }));
    case 'retry':
      return order((target) => core.retry({ ...common, userId: requester.userId, target }));
    case 'edit': {
      if (livePictures(generation).length === 0)
        return { kind: 'say', text: translator.common.say('answer.gone') };
      const index = meantPicture(generation, button.index);
      const target = {
        kind: 'own',
        generationId: generation.id,
        ...(index === undefined ? {} : { index }),
      } as const;
      const { prompt } = generation.request;
      const pictures = index === undefined ? picturesOf(generation).length : 1;
      return { kind: 'form', form: editForm({ target, translator, pictures, prompt }), remember: false };
    }
    case 'region':
      return (
        refusedPlace(interaction, isPrivate, translator) ??
        planRegion(button, generation, { interaction, isPrivate }, context, translator)
      );
    case 'cancel':
      return {
        kind: 'answer',
        answer: () => cancelAnswer(interaction, { generationId: generation.id }, context, translator),
      };
    case 'make':
      return { kind: 'press', act: () => confirmPress(generation.id, interaction, context, translator) };
    case 'original':
      return {
        kind: 'answer',
        answer: () => originalAnswer(generation, interaction, context, translator, button.index),
      };
    case 'show':
      return {
        kind: 'answer',
        answer: () =>
          picturesAnswer(generation, interaction, context, translator, {
            only: button.index,
            canShare: interaction.guildId !== undefined,
          }),
      };
    default:
      return { kind: 'nothing' };
  }
}

async function planForm(
  interaction: Of<'form'>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan> {
  const helped = planHelperForm(interaction, context);
  if (helped) return helped;
  const key = planKeyForm(interaction, context, translator);
  if (key) return key;
  const region = await planRegionForm(interaction, context, translator);
  if (region?.kind === 'order') return refusedPlace(interaction, region.private, translator) ?? region;
  if (region) return region;
  const decision = planReportDecision(interaction, context, translator);
  const rephrased = decision ?? (await planRephraseForm(interaction, context, translator));
  if (rephrased) return rephrased;
  const followUp = await planFollowUpForm(interaction, context, translator);
  if (followUp) return followUp;
  const blend = await planBlendForm(interaction, context, translator, (draft) =>
    planOrder(draft, interaction, context, { private: interaction.fromPrivateMessage }),
  );
  if (blend) return blend;
  const target = parseFormId(interaction.customId);
  if (!target) return { kind: 'nothing' };
  if (interaction.attachments.some((file) => !mayBePicture(file))) {
    return { kind: 'say', text: translator.common.say('error.media-not-image') };
  }
  if (target.kind === 'foreign') {
    const isPrivate = interaction.fromPrivateMessage;
    return (
      refusedPlace(interaction, isPrivate, translator) ?? {
        kind: 'returned-form',
        private: isPrivate,
        interactionId: target.interactionId,
      }
    );
  }
  const generation = await quickRead(context.core.get(target.generationId));
  const index = target.index ?? Number(interaction.choices.get(formFields.which)?.[0] ?? 0);
  const words = interaction.texts.get(formFields.prompt) ?? '';
  const more = interaction.attachments.map(sourceOf);
  const draft = generation && draftOfEdit(words, { generation, index }, more);
  if (!draft) return { kind: 'say', text: translator.common.say('answer.gone') };
  const isPrivate = interaction.fromPrivateMessage || generation.request.private;
  return planOrder(draft, interaction, context, { private: isPrivate });
}

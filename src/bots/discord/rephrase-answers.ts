import type { Refusal } from '../../core/core.ts';
import { parseButtonId, type Button } from '../shared/buttons.ts';
import { quickRead, sayRefusal, type BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { formFields } from './edit-form.ts';
import { reuseForm } from './follow-up-forms.ts';
import { userKey, type DiscordInteraction } from './interaction.ts';
import { buttonsPart, textMessage } from './message-parts.ts';
import { draftOfWords } from './order-draft.ts';
import type { Plan } from './plan-interaction.ts';
import { planOrder } from './plan-order.ts';

type Of<Kind extends DiscordInteraction['kind']> = Extract<DiscordInteraction, { kind: Kind }>;

/** What stands under the sentence of a refusal: Rephrase, where other words may be what helps. */
export function refusalButtons(
  { orderId }: { readonly orderId?: string },
  translator: DiscordTranslator,
): readonly object[] {
  return orderId === undefined ? [] : [buttonsPart([{ verb: 'rephrase', id: orderId }], translator)];
}

/** The sentence of a refusal with what stands under it. */
export function refusalMessage(
  refusal: Refusal,
  translator: DiscordTranslator,
  context: Pick<BotContext, 'providerTitle'>,
): MessagePayload {
  return textMessage(sayRefusal(refusal, translator, context), refusalButtons(refusal, translator));
}

/** Rephrase under a request that never became one: the form with its words. */
export async function planRephrase(
  button: Button,
  interaction: Of<'button'>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan> {
  const order = await quickRead(context.core.refused.find(userKey(interaction.userId), button.id));
  if (typeof order !== 'object') return { kind: 'say', text: whyNot(order, translator) };
  return { kind: 'form', form: reuseForm(order, translator, 'rephrase'), remember: false };
}

/** The form came back; undefined for every other form. */
export async function planRephraseForm(
  interaction: Of<'form'>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan | undefined> {
  const button = parseButtonId(interaction.customId);
  if (button?.verb !== 'rephrase') return undefined;
  const order = await quickRead(context.core.refused.find(userKey(interaction.userId), button.id));
  if (typeof order !== 'object') return { kind: 'say', text: whyNot(order, translator) };
  const { references, mask, parent, request } = order;
  const draft = {
    ...draftOfWords(interaction.texts.get(formFields.prompt) ?? '', references),
    ...(mask ? { mask } : {}),
    ...(parent ? { parent } : {}),
  };
  return planOrder(draft, interaction, context, { private: request.private });
}

function whyNot(order: 'not-yours' | undefined, { common }: DiscordTranslator): string {
  return common.say(order === 'not-yours' ? 'error.not-yours' : 'answer.gone');
}

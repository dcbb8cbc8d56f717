import { ButtonStyle, ComponentType, TextInputStyle } from '@discordjs/core/http-only';
import type { RequestResult } from '../../core/core.ts';
import { blendPrompt, readNames } from '../../core/collections/blend-prompt.ts';
import { AppError } from '../../core/errors.ts';
import { picturesOf } from '../../core/generation/generation.ts';
import type { Collection } from '../../core/ports/collections.ts';
import type { ImageSource } from '../../core/ports/media.ts';
import { namesLine, orderLine } from '../shared/collection-text.ts';
import { errorText } from '../shared/refusal-text.ts';
import { truncate } from '../shared/text.ts';
import { withAvatar } from './avatar-option.ts';
import { findOwn, quickRead, type BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import { discordTranslator, type DiscordTranslator } from './discord-messages.ts';
import { formFields } from './edit-form.ts';
import { userKey, type DiscordInteraction } from './interaction.ts';
import { readContent } from './message-event.ts';
import { plainText, textMessage } from './message-parts.ts';
import { draftOfCommand, draftOfWords, mayBePicture, sourceOf, type OrderDraft } from './order-draft.ts';
import type { Plan } from './plan-interaction.ts';
import { requestKey } from './plan-order.ts';

type Of<Kind extends DiscordInteraction['kind']> = Extract<DiscordInteraction, { kind: Kind }>;
/** Makes an order of a draft, or the sentence why there is none. */
type PlanOrder = (draft: OrderDraft) => Plan;

/** What a form of `/blend` is called. */
const formId = 'blend';
const namesField = 'names';

/** The message command "Add this too": puts the message's pictures aside for `/blend`. */
export async function planCollect(
  command: Of<'message-command'>,
  context: BotContext,
  { common }: DiscordTranslator,
): Promise<Plan> {
  const message = readContent(command.message, command.applicationId);
  const own = message && (await quickRead(findOwn(context.core, message)));
  const stored = own ? picturesOf(own.generation) : [];
  const sources: readonly ImageSource[] =
    stored.length > 0
      ? stored.map((image) => ({ kind: 'stored', image }))
      : (message?.pictures ?? []).map(sourceOf);
  if (sources.length === 0) return { kind: 'say', text: common.say('answer.no-picture') };
  return { kind: 'answer', answer: () => collectAnswer(command, sources, context) };
}

/** `/blend`: with words or pictures at once, else by a form. */
export async function planBlend(
  command: Of<'command'>,
  context: BotContext,
  translator: DiscordTranslator,
  planOrder: PlanOrder,
): Promise<Plan> {
  const collection = await quickRead(context.core.collections.of(userKey(command.userId)));
  if (!command.options.has('prompt') && command.attachments.size + command.people.size === 0) {
    return { kind: 'form', form: blendForm(collection, translator), remember: false };
  }
  if ([...command.attachments.values()].some((file) => !mayBePicture(file))) {
    return { kind: 'say', text: translator.common.say('error.media-not-image') };
  }
  const plain = draftOfCommand(command.options, command.attachments);
  const draft = await withAvatar(plain, command, context, translator);
  if ('sentence' in draft) return { kind: 'say', text: draft.sentence };
  return planOf(command, { draft, collection }, context, translator, planOrder);
}

/** The form of `/blend` came back. Undefined for any other form. */
export async function planBlendForm(
  form: Of<'form'>,
  context: BotContext,
  translator: DiscordTranslator,
  planOrder: PlanOrder,
): Promise<Plan | undefined> {
  if (form.customId !== formId) return undefined;
  if (form.attachments.some((file) => !mayBePicture(file))) {
    return { kind: 'say', text: translator.common.say('error.media-not-image') };
  }
  const collection = await quickRead(context.core.collections.of(userKey(form.userId)));
  const draft = draftOfWords(form.texts.get(formFields.prompt) ?? '', form.attachments.map(sourceOf));
  const names = form.texts.get(namesField) ?? '';
  return planOf(form, { draft, collection, names }, context, translator, planOrder);
}

/** The buttons below the collection. Undefined for any other. */
export async function planCollectPress(
  { customId, userId }: Of<'button'>,
  { core }: BotContext,
  translator: DiscordTranslator,
): Promise<Plan | undefined> {
  if (customId === 'collect:blend') {
    const collection = await quickRead(core.collections.of(userKey(userId)));
    return { kind: 'form', form: blendForm(collection, translator), remember: false };
  }
  if (customId !== 'collect:clear') return undefined;
  return {
    kind: 'update',
    update: async () => {
      await core.collections.clear(userKey(userId));
      return textMessage(translator.common.say('collect.cleared'));
    },
  };
}

function planOf(
  { userId }: DiscordInteraction,
  given: { readonly draft: OrderDraft; readonly collection: Collection; readonly names?: string },
  { core }: BotContext,
  { common }: DiscordTranslator,
  planOrder: PlanOrder,
): Plan {
  const { draft, collection } = given;
  const collected = collection.pictures;
  const references: readonly ImageSource[] = [
    ...collected.map(({ image }) => ({ kind: 'stored', image }) as const),
    ...draft.references,
  ];
  if (references.length === 0) return { kind: 'say', text: common.say('collect.empty') };
  const written = readNames(given.names ?? '');
  const names = references.map(
    (_, at) => written[at] ?? [...collected.map(({ name }) => name), ...(draft.names ?? [])][at],
  );
  const prompt = blendPrompt(String(draft.request.prompt ?? ''), names);
  const plan = planOrder({ ...draft, request: { ...draft.request, prompt }, references });
  if (plan.kind !== 'order') return plan;
  return {
    ...plan,
    place: async (target): Promise<RequestResult> => {
      const result = await plan.place(target);
      if (result.kind === 'accepted') await core.collections.clear(userKey(userId));
      return result;
    },
  };
}

/** Puts pictures aside for whoever asked, and shows the order back. */
export async function collectAnswer(
  command: Of<'message-command' | 'button' | 'form'>,
  sources: readonly ImageSource[],
  { core }: BotContext,
): Promise<MessagePayload> {
  const { common } = discordTranslator(command.locale);
  const buttons = {
    type: ComponentType.ActionRow,
    components: [
      button('collect:blend', common.say('collect.blend'), ButtonStyle.Primary),
      button('collect:clear', common.say('collect.clear'), ButtonStyle.Secondary),
    ],
  };
  try {
    const wish = { userId: userKey(command.userId), key: requestKey(command), sources };
    const { kind, collection } = await core.collections.add(wish);
    const text =
      kind === 'added'
        ? common.say('collect.added', { order: plainText(orderLine(collection, common)) })
        : common.say('collect.full', { limit: collection.limit });
    return textMessage(text, [buttons]);
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    return textMessage(errorText(error.code, common));
  }
}

function blendForm(collection: Collection, translator: DiscordTranslator): object {
  const room = Math.max(0, Math.min(10, collection.limit - collection.pictures.length));
  const known = namesLine(collection);
  const label = (text: string, component: object): object => ({
    type: ComponentType.Label,
    label: truncate(text, 45),
    component,
  });
  return {
    custom_id: formId,
    title: translator.say('blend.title'),
    components: [
      label(translator.say('blend.prompt'), {
        type: ComponentType.TextInput,
        custom_id: formFields.prompt,
        style: TextInputStyle.Paragraph,
        required: false,
        max_length: 4_000,
      }),
      label(translator.say('blend.names'), {
        type: ComponentType.TextInput,
        custom_id: namesField,
        style: TextInputStyle.Short,
        required: false,
        max_length: 1_000,
        placeholder: truncate(translator.say('blend.names-hint'), 100),
        ...(known === '' ? {} : { value: truncate(known, 1_000) }),
      }),
      ...(room === 0
        ? []
        : [
            label(translator.say('form.files'), {
              type: ComponentType.FileUpload,
              custom_id: formFields.files,
              required: false,
              min_values: 0,
              max_values: room,
            }),
          ]),
    ],
  };
}

function button(customId: string, label: string, style: ButtonStyle): object {
  return { type: ComponentType.Button, style, label: truncate(label, 80), custom_id: customId };
}

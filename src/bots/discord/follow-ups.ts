import type { RequestResult } from '../../core/core.ts';
import { livePictures, picturesOf, type Generation } from '../../core/generation/generation.ts';
import type { DeliveryTarget } from '../../core/ports/delivery-channel.ts';
import { parseButtonId, type Button } from '../shared/buttons.ts';
import { meantPicture } from '../shared/picture-verbs.ts';
import { picturesAnswer } from './account-answers.ts';
import { collectAnswer } from './blend-answers.ts';
import { quickRead, type BotContext } from './bot-context.ts';
import { deletePictures } from './delete-pictures.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { formFields } from './edit-form.ts';
import { allPictures, followUpForm, isDeletion, reuseForm, strengthField } from './follow-up-forms.ts';
import { historyAnswer } from './history-answer.ts';
import { requesterOf, userKey, type DiscordInteraction } from './interaction.ts';
import { textMessage } from './message-parts.ts';
import { draftOfWords } from './order-draft.ts';
import type { Plan } from './plan-interaction.ts';
import { planReport } from './report-answers.ts';
import { stickerAnswer } from './sticker-answers.ts';
import { planOrder, refusedPlace, requestKey } from './plan-order.ts';

type Of<Kind extends DiscordInteraction['kind']> = Extract<DiscordInteraction, { kind: Kind }>;

interface Press {
  readonly button: Button;
  readonly generation: Generation;
  readonly interaction: Of<'button'> | Of<'form'>;
  readonly context: BotContext;
  readonly translator: DiscordTranslator;
}

/** What the buttons of follow-ups do for the one who asked. Undefined for the verbs that others see to. */
export function planFollowUp(press: Press): Plan | undefined {
  const { button, generation, interaction, context, translator } = press;
  const gone: Plan = { kind: 'say', text: translator.common.say('answer.gone') };
  const form = (): Plan => ({
    kind: 'form',
    form: followUpForm(button, generation, translator),
    remember: false,
  });
  const index = meantPicture(generation, button.index);
  switch (button.verb) {
    case 'vary':
      return livePictures(generation).length === 0 ? gone : form();
    case '2k':
    case '4k':
      if (livePictures(generation).length === 0) return gone;
      return index === undefined ? form() : planVariation(press, index, button.verb);
    case 'add':
    case 'sticker':
      if (livePictures(generation).length === 0) return gone;
      return index === undefined ? form() : planPicture(press, index, button.verb);
    case 'favourite':
      if (livePictures(generation).length === 0) return gone;
      return index === undefined ? form() : planFavourite(press, index);
    case 'delete':
    case 'drop':
      return form();
    case 'reuse':
    case 'rephrase':
      // The words of one that was refused come back as those of any other.
      return { kind: 'form', form: reuseForm(generation, translator), remember: false };
    case 'undo':
      return { kind: 'answer', answer: () => parentAnswer(press) };
    case 'share':
      return (
        refusedPlace(interaction, false, translator) ?? {
          kind: 'answer',
          isPublic: true,
          answer: () => picturesAnswer(generation, interaction, context, translator, { only: button.index }),
        }
      );
    default:
      return undefined;
  }
}

/** One of the forms of follow-ups came back; undefined for every other form. */
export async function planFollowUpForm(
  interaction: Of<'form'>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan | undefined> {
  const button = parseButtonId(interaction.customId);
  if (!button || !formVerbs.has(button.verb)) return undefined;
  const generation = await quickRead(context.core.get(button.id));
  if (!generation) return { kind: 'say', text: translator.common.say('answer.gone') };
  const picked = interaction.choices.get(formFields.which)?.[0];
  if (button.verb === 'report') {
    const which = picked === undefined ? button : { ...button, index: Number(picked) };
    return planReport(which, generation, interaction, context, translator);
  }
  if (generation.requester.userId !== userKey(interaction.userId)) {
    return { kind: 'say', text: translator.common.say('error.not-yours') };
  }
  const press = { button, generation, interaction, context, translator };
  if (button.verb === 'reuse') return planReuse(press, interaction.texts.get(formFields.prompt) ?? '');
  if (isDeletion(button.verb)) return planDeletion(press, picked);
  const index = meantPicture(generation, picked === undefined ? button.index : Number(picked));
  if (index === undefined) return { kind: 'say', text: translator.common.say('answer.gone') };
  if (button.verb === 'favourite') return planFavourite(press, index);
  if (button.verb === 'add' || button.verb === 'sticker') return planPicture(press, index, button.verb);
  const strength = interaction.choices.get(strengthField)?.[0] === 'strong' ? 'strong' : 'subtle';
  return planVariation(press, index, button.verb === 'vary' ? strength : button.verb);
}

/** A press of Delete by somebody else: who keeps order here may take the post away, and no more than that. */
export function planPostRemoval({ interaction, context, translator }: Omit<Press, 'generation'>): Plan {
  if (!interaction.mayManageMessages && !context.core.isAdmin(userKey(interaction.userId))) {
    return { kind: 'say', text: translator.common.say('error.not-yours') };
  }
  return { kind: 'update', update: () => Promise.resolve(undefined) };
}

const formVerbs = new Set<string>([
  'vary',
  '2k',
  '4k',
  'favourite',
  'delete',
  'drop',
  'reuse',
  'report',
  'add',
  'sticker',
]);

function planVariation(press: Press, index: number, how: string): Plan {
  const { generation, interaction, context, translator } = press;
  const isPrivate = interaction.fromPrivateMessage || generation.request.private;
  const larger = how === '2k' || how === '4k' ? how : undefined;
  const place = (target: DeliveryTarget): Promise<RequestResult> =>
    context.core.pictures.vary({
      source: { generationId: generation.id, index },
      variation: larger ? 'larger' : how === 'strong' ? 'strong' : 'subtle',
      ...(larger ? { resolution: larger } : {}),
      ...{ private: isPrivate, target },
      requester: requesterOf(interaction),
      requestKey: requestKey(interaction),
    });
  return refusedPlace(interaction, isPrivate, translator) ?? { kind: 'order', private: isPrivate, place };
}

/** Puts it aside for `/blend`, or hands it out as a sticker: from the stored original, at no charge. */
function planPicture(
  { generation, interaction, context, translator }: Press,
  index: number,
  verb: 'add' | 'sticker',
): Plan {
  const image = picturesOf(generation)[index];
  if (!image) return { kind: 'say', text: translator.common.say('answer.gone') };
  const source = { kind: 'stored', image } as const;
  return {
    kind: 'answer',
    answer: async () => {
      if (!(await context.core.media.exists(image))) {
        return textMessage(translator.common.say('answer.original-gone'));
      }
      return verb === 'add'
        ? collectAnswer(interaction, [source], context)
        : stickerAnswer(source, context, translator);
    },
  };
}

function planFavourite({ generation, interaction, context, translator }: Press, index: number): Plan {
  return {
    kind: 'answer',
    answer: async () => {
      const picture = { generationId: generation.id, index };
      const isKept = await context.core.pictures.setFavourite(userKey(interaction.userId), picture);
      return textMessage(translator.common.say(isKept ? 'follow.favourite-on' : 'follow.favourite-off'));
    },
  };
}

function planDeletion(press: Press, chosen: string | undefined): Plan {
  const { button, generation, interaction, context, translator } = press;
  const index = chosen === allPictures || chosen === undefined ? undefined : Number(chosen);
  const { messageId } = interaction;
  const wish = {
    generation,
    ...(index === undefined ? {} : { index }),
    messageId: button.verb === 'drop' ? undefined : messageId,
  };
  return {
    kind: 'update',
    update: async () => {
      const remains = await deletePictures(wish, interaction, context, translator);
      return button.verb === 'drop'
        ? historyAnswer(interaction, { favourites: false }, context, translator)
        : remains;
    },
  };
}

function planReuse({ generation, interaction, context }: Press, words: string): Plan {
  const references = generation.references.map((image) => ({ kind: 'stored', image }) as const);
  const { parent, mask } = generation;
  const draft = {
    ...draftOfWords(words, references),
    ...(mask ? { mask: { kind: 'stored', image: mask } as const } : {}),
    ...(parent ? { parent } : {}),
  };
  return planOrder(draft, interaction, context, { private: generation.request.private });
}

async function parentAnswer({ generation, interaction, context, translator }: Press) {
  const parent = await context.core.pictures.parentOf(generation);
  if (!parent) return textMessage(translator.common.say('follow.no-parent'));
  return picturesAnswer(parent.generation, interaction, context, translator, {
    only: parent.index,
    canShare: interaction.guildId !== undefined,
  });
}

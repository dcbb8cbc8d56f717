import type { CallbackQuery } from 'grammy/types';
import { livePictures, type Generation } from '../../core/generation/generation.ts';
import { asWritten } from '../shared/edit-settings.ts';
import type { Button } from '../shared/buttons.ts';
import { meantPicture } from '../shared/picture-verbs.ts';
import { reportText } from '../shared/report-text.ts';
import type { BotContext } from './bot-context.ts';
import { askToRephrase } from './edit-question.ts';
import { bringAgain } from './bring-pictures.ts';
import type { IntakeEvent } from './intake-event.ts';
import { pressPicture } from './picture-presses.ts';
import type { OrderHandler } from './order-handler.ts';
import type { PressAnswer } from './region-answers.ts';
import { postsOf, removePost } from './remove-posts.ts';
import { announce } from './status-message.ts';
import { say, type Talk } from './talk.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError } from './telegram-error.ts';
import { keyboardOf, onlyOf, outcomeKeyboard, whichKeyboard, type Keyboard } from './telegram-keyboard.ts';
import type { TelegramTranslator } from './telegram-messages.ts';

/** A press of a button, with all that is known about it. */
export interface Press {
  readonly event: IntakeEvent;
  readonly query: CallbackQuery;
  readonly talk: Talk;
  readonly translator: TelegramTranslator;
  readonly button: Button;
  readonly generation: Generation;
}

/** Telegram's limit for a text that a button copies. */
const maxCopied = 256;

/**
 * Follow-ups on a picture of the presser's own. Resolves to what the button itself answers; undefined for the verbs that
 * others see to.
 */
export async function pressFollowUp(
  context: BotContext,
  orders: OrderHandler,
  press: Press,
): Promise<PressAnswer | undefined> {
  const { button, generation, translator } = press;
  const { verb, id } = button;
  const gone = { text: translator.common.say('answer.gone') };
  const index = meantPicture(generation, button.index);
  const isEmpty = livePictures(generation).length === 0;
  switch (verb) {
    case 'more':
    case 'less':
      return showButtons(context, press, outcomeButtons(context, press, verb === 'more'));
    case 'vary':
      if (isEmpty) return gone;
      if (index === undefined) return showButtons(context, press, whichKeyboard(button, generation, translator)); // prettier-ignore
      return showButtons(context, press, strengthKeyboard(press, index));
    case 'subtle':
    case 'strong':
    case '2k':
    case '4k':
      if (isEmpty) return gone;
      if (index === undefined) return showButtons(context, press, whichKeyboard(button, generation, translator)); // prettier-ignore
      return vary(context, orders, press, index);
    case 'favourite': {
      if (isEmpty) return gone;
      if (index === undefined) return showButtons(context, press, whichKeyboard(button, generation, translator)); // prettier-ignore
      const { userId } = press.talk.requester;
      const isKept = await context.core.pictures.setFavourite(userId, { generationId: id, index });
      return { text: translator.common.say(isKept ? 'follow.favourite-on' : 'follow.favourite-off') };
    }
    case 'add':
    case 'sticker': {
      const answer = await pressPicture(context, press);
      return answer === 'which'
        ? showButtons(context, press, whichKeyboard(button, generation, translator))
        : answer;
    }
    case 'rephrase':
      await askToRephrase(context, press.talk, press.query.from, { id, written: asWritten(generation) });
      return {};
    case 'report':
      return report(context, press);
    case 'undo': {
      const parent = await context.core.pictures.parentOf(generation);
      if (!parent) return { text: translator.common.say('follow.no-parent') };
      return bring(context, press, press.talk, parent.generation, parent.index);
    }
    case 'share':
      return share(context, press);
    case 'reuse':
      await sayReuse(context, press);
      return {};
    case 'delete': {
      const keyboard =
        button.index === undefined && livePictures(generation).length > 1
          ? whichKeyboard({ verb: 'remove', id }, generation, translator)
          : keyboardOf([[{ ...button, verb: 'remove' }], [{ ...button, verb: 'less' }]], translator);
      return showButtons(context, press, keyboard);
    }
    case 'remove':
      return remove(context, press);
    default:
      return undefined;
  }
}

/**
 * Report, and the way there, are for everybody who sees a picture. Delete takes the post with the pressed button away, for those
 * who keep order in the chat; its asker keeps the picture.
 */
export async function pressOfStranger(context: BotContext, press: Press): Promise<PressAnswer> {
  const { button, query, talk, translator } = press;
  if (button.verb === 'report') return report(context, press);
  if (button.verb === 'more' || button.verb === 'less') {
    return showButtons(context, press, outcomeButtons(context, press, button.verb === 'more'));
  }
  const isAllowed = button.verb === 'delete' && (await keepsOrder(context, talk, query.from.id));
  if (!isAllowed) return { text: translator.common.say('error.not-yours') };
  const message = query.message?.message_id;
  const here = postsOf(press.generation, undefined).filter(({ chatId }) => chatId === talk.chatId);
  const posts = [...(message === undefined ? [] : [{ chatId: talk.chatId, messageId: message }]), ...here];
  const known = new Map(posts.map((post) => [post.messageId, post]));
  let isRemoved = true;
  for (const post of known.values()) {
    isRemoved = (await removePost(context, post, translator)) && isRemoved;
  }
  return { text: translator.common.say(isRemoved ? 'follow.post-removed' : 'follow.post-kept') };
}

/** Tells the admins of the picture; which of several is asked first. */
async function report(context: BotContext, press: Press): Promise<PressAnswer> {
  const { button, generation, talk, translator } = press;
  const index = meantPicture(generation, button.index);
  if (index === undefined && livePictures(generation).length > 1) {
    return showButtons(context, press, whichKeyboard(button, generation, translator));
  }
  const told = await context.core.moderation.report({
    generationId: generation.id,
    index: index ?? 0,
    reporter: talk.requester,
  });
  return { text: reportText(told, translator.common) };
}

async function keepsOrder({ core, api, signal }: BotContext, talk: Talk, userId: number): Promise<boolean> {
  if (core.isAdmin(talk.requester.userId)) return true;
  try {
    const member = await api.getChatMember(talk.chatId, userId, asTelegramSignal(signal));
    return member.status === 'creator' || member.status === 'administrator';
  } catch {
    return false;
  }
}

function outcomeButtons(
  { core }: BotContext,
  { button, generation, talk, translator }: Press,
  isWhole: boolean,
) {
  return outcomeKeyboard(generation, translator, {
    ...onlyOf(generation, button),
    isWhole,
    larger: (picture) => core.pictures.larger(picture),
    canShare: originOf(generation) !== undefined && originOf(generation) !== talk.chatId,
  });
}

function strengthKeyboard({ button: { id, index: named }, translator }: Press, index: number): Keyboard {
  const back = named === undefined ? { id } : { id, index };
  return keyboardOf(
    [
      [
        { verb: 'subtle', id, index },
        { verb: 'strong', id, index },
      ],
      [{ verb: 'less', ...back }],
    ],
    translator,
  );
}

/** Changes the buttons of the message; where that cannot be done the press comes to nothing. */
async function showButtons(
  { api, logger, signal }: BotContext,
  { query: { message } }: Press,
  keyboard: Keyboard,
): Promise<PressAnswer> {
  if (!message) return {};
  const { chat, message_id: messageId } = message;
  try {
    await api.editMessageReplyMarkup(chat.id, messageId, { reply_markup: keyboard }, asTelegramSignal(signal)); // prettier-ignore
  } catch (error) {
    logger.debug({ error: describeTelegramError(error) }, 'Buttons could not be replaced');
  }
  return {};
}

async function vary(
  context: BotContext,
  orders: OrderHandler,
  press: Press,
  index: number,
): Promise<PressAnswer> {
  const { event, talk, button, generation } = press;
  const announced = await announce(context, event, talk);
  if (!announced) return {};
  const { verb } = button;
  const larger = verb === '2k' || verb === '4k' ? verb : undefined;
  const result = await context.core.pictures.vary({
    source: { generationId: generation.id, index },
    variation: larger ? 'larger' : verb === 'strong' ? 'strong' : 'subtle',
    ...(larger ? { resolution: larger } : {}),
    requester: talk.requester,
    target: announced.target,
    requestKey: event.key,
  });
  await orders.settle(talk, announced.status, result);
  if (livePictures(generation).length > 1 || !larger) await showButtons(context, press, outcomeButtons(context, press, false)); // prettier-ignore
  return {};
}

async function bring(
  context: BotContext,
  { event, translator }: Press,
  talk: Talk,
  generation: Generation,
  only?: number,
): Promise<PressAnswer> {
  const shown = livePictures(generation).filter(({ index }) => only === undefined || index === only);
  const kept = await Promise.all(shown.map(({ picture }) => context.core.media.exists(picture)));
  if (shown.length === 0 || !kept.every(Boolean))
    return { text: translator.common.say('answer.original-gone') };
  // Broken off while sending: whoever misses the pictures presses again.
  if (event.note.sending) return {};
  await event.add({ sending: true });
  await bringAgain(context, talk, generation, only);
  return {};
}

/** The group that a private result was asked for in. */
function originOf({ requester }: Generation): number | undefined {
  const id = Number(requester.chatId.split(':')[1]);
  return id < 0 ? id : undefined;
}

/** Posts a private result where it was asked for, while its asker is still there. */
async function share(context: BotContext, press: Press): Promise<PressAnswer> {
  const { api, signal } = context;
  const { button, query, generation, translator } = press;
  const chatId = originOf(generation);
  const refused = { text: translator.common.say('error.delivery-target-gone') };
  if (chatId === undefined) return refused;
  try {
    const member = await api.getChatMember(chatId, query.from.id, asTelegramSignal(signal));
    if (member.status === 'left' || member.status === 'kicked') return refused;
  } catch {
    return refused;
  }
  const { requester } = press.talk;
  return bring(context, press, { chatId, isPrivate: false, requester }, generation, onlyOf(generation, button).only); // prettier-ignore
}

/** The request as one would write it, to be copied by a tap. */
async function sayReuse(context: BotContext, { talk, generation, translator }: Press): Promise<void> {
  const text = `/imagine ${asWritten(generation)}`;
  const lead = `${translator.common.say('follow.reuse')}:\n`;
  const copy = { text: translator.common.say('button.reuse'), copy_text: { text } };
  await say(context, talk, `${lead}${text}`, {
    entities: [{ type: 'code', offset: lead.length, length: Math.min(text.length, 4_000) }],
    ...(text.length <= maxCopied ? { keyboard: { inline_keyboard: [[copy]] } } : {}),
  });
}

async function remove(context: BotContext, press: Press): Promise<PressAnswer> {
  const { button, generation, talk, query, translator } = press;
  const { index } = button;
  const left = livePictures(generation).filter((one) => index !== undefined && one.index !== index);
  const result = await context.core.pictures.delete({
    userId: talk.requester.userId,
    generationId: generation.id,
    ...(index === undefined ? {} : { index }),
  });
  if (result.kind === 'unfinished') return { text: translator.common.say('follow.delete-unfinished') };
  let isRemoved = true;
  for (const post of postsOf(generation, left.length === 0 ? undefined : index)) {
    isRemoved = (await removePost(context, post, translator)) && isRemoved;
  }
  const messageId = query.message?.message_id;
  const isPosted = postsOf(generation, undefined).some((post) => post.messageId === messageId);
  const now = left.length === 0 ? undefined : await context.core.get(generation.id);
  if (now && isPosted) {
    const rest = { ...press, generation: now, button: { verb: 'less', id: generation.id } } as const;
    await showButtons(context, rest, outcomeButtons(context, rest, false));
  } else if (messageId !== undefined && !(isPosted && left.length === 0)) {
    isRemoved = (await removePost(context, { chatId: talk.chatId, messageId }, translator)) && isRemoved;
  }
  if (!isRemoved) return { text: translator.common.say('follow.post-stays') };
  return { text: translator.common.say(left.length === 0 ? 'follow.deleted' : 'follow.one-deleted') };
}

import { InputFile } from 'grammy';
import type { CallbackQuery, InlineKeyboardButton, Message, MessageEntity, User } from 'grammy/types';
import { picturesOf, type Generation } from '../../core/generation/generation.ts';
import type { ImageRequestInput } from '../../core/generation/image-request.ts';
import type { RegionSession } from '../../core/ports/regions.ts';
import { buildButtonId } from '../shared/buttons.ts';
// prettier-ignore
import {
  buildRegionButtonId, gridButtons, parseRegionButtonId, type RegionButton,
} from '../shared/region-buttons.ts';
import { gridSide } from '../shared/region-grid.ts';
import { regionWishOf, sendGrid } from '../shared/region-order.ts';
import type { BotContext } from './bot-context.ts';
import type { IntakeEvent } from './intake-event.ts';
import type { OrderHandler } from './order-handler.ts';
import { destinationArguments } from './post-pictures.ts';
import { announce, conclude } from './status-message.ts';
import { say, type Talk } from './talk.ts';
import { telegramTarget } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError, telegramFailure } from './telegram-error.ts';
import type { Keyboard } from './telegram-keyboard.ts';
import { telegramTranslator, type TelegramTranslator } from './telegram-messages.ts';
import { patiently } from './telegram-patience.ts';

/** How a press of Select region is answered on the button itself: not at all, with a sentence, or by opening a link. */
export type PressAnswer = { readonly text?: string; readonly url?: string };

/** What `/start` carries when it was opened from a group. */
const startPattern = /^region_([0-9a-z]{8,40})$/;

/**
 * Behind Select region on one picture. In a private chat the painter opens as a Mini App, where the address allows it; in
 * groups, where such buttons do not exist, a link leads to the private chat first. Without an address there is the grid.
 */
export async function offerRegion(
  context: BotContext,
  talk: Talk,
  source: { readonly generation: Generation; readonly index: number },
): Promise<PressAnswer> {
  const { core, me } = context;
  const translator = telegramTranslator(talk.requester.locale);
  const { chatId, threadId, replyToId, isPrivate } = talk;
  const target = telegramTarget({
    ...{ chatId, isPrivate },
    ...(threadId === undefined ? {} : { threadId }),
    ...(replyToId === undefined ? {} : { replyToId }),
  });
  const wish = regionWishOf(source, talk.requester, target);
  const [picture] = wish?.references ?? [];
  if (!wish || !picture || !(await core.media.exists(picture))) {
    return { text: translator.common.say('answer.original-gone') };
  }
  const needsProof = core.regions.linkTo({ id: 'x' })?.startsWith('https:') ?? false;
  const session = await core.regions.create({ ...wish, needsProof });
  if (core.regions.linkTo(session) === undefined) await sendGridMessage(context, talk, session);
  else if (isPrivate) await invite(context, talk, session);
  else return { url: `https://t.me/${me.username}?start=region_${session.id}` };
  return {};
}

/** Asks which of several pictures is meant. */
export async function askWhichPicture(
  context: BotContext,
  talk: Talk,
  generation: Generation,
): Promise<void> {
  const { common } = telegramTranslator(talk.requester.locale);
  const buttons = picturesOf(generation).map((_, index) => ({
    text: common.say('region.picture', { number: index + 1 }),
    callback_data: buildButtonId({ verb: 'region', id: generation.id, index }),
  }));
  await say(context, talk, common.say('region.which'), { keyboard: { inline_keyboard: [buttons] } });
}

/** `/start region_…` in a private chat, from the link that a group was given. False for any other argument. */
export async function startRegion(context: BotContext, talk: Talk, argument: string): Promise<boolean> {
  const id = startPattern.exec(argument)?.[1];
  if (id === undefined || !talk.isPrivate) return false;
  const found = await openSession(context, talk, id);
  if ('sentence' in found) await say(context, talk, found.sentence);
  else await invite(context, talk, found.session);
  return true;
}

/** A button of the grid, pressed by anybody. */
export async function pressGrid(
  context: BotContext,
  talk: Talk,
  query: CallbackQuery,
  button: RegionButton,
): Promise<PressAnswer> {
  const { core } = context;
  const found = await openSession(context, talk, button.sessionId);
  if ('sentence' in found) return { text: found.sentence };
  const { session } = found;
  const translator = telegramTranslator(talk.requester.locale);
  if (button.kind === 'words') {
    const marked = await core.regions.cells(session.id);
    if (marked.length === 0) return { text: translator.common.say('region.none') };
    await askForWords(context, talk, query.from, session, translator);
    return {};
  }
  const marked = await core.regions.setCell(session.id, button.cell, button.kind === 'mark');
  if (query.message) await redrawGrid(context, query.message, session, marked, translator);
  return {};
}

/** The session that a message's answer is about: the grid itself, or the question behind Go on. */
export function regionOfReply({ me }: BotContext, reply: Message | undefined): string | undefined {
  if (reply?.from?.id !== me.id) return undefined;
  for (const button of reply.reply_markup?.inline_keyboard.flat() ?? []) {
    const parsed = 'callback_data' in button ? parseRegionButtonId(button.callback_data) : undefined;
    if (parsed) return parsed.sessionId;
  }
  const { text = '', entities = [] } = reply;
  const code = entities.find(({ type }) => type === 'code');
  const words = code && text.slice(code.offset, code.offset + code.length);
  return /^r-([0-9a-z]{8,40})$/.exec(words ?? '')?.[1];
}

/** The words for the chosen cells came: the request begins. */
export async function orderRegion(
  context: BotContext,
  orders: OrderHandler,
  order: {
    readonly event: IntakeEvent;
    readonly talk: Talk;
    readonly sessionId: string;
    readonly request: ImageRequestInput;
  },
): Promise<void> {
  const { event, talk, sessionId, request } = order;
  const { common } = telegramTranslator(talk.requester.locale);
  // An event that broke off after it sent its status message goes on.
  const found = await openSession(context, talk, sessionId, event.note.status !== undefined);
  if ('sentence' in found) return void (await say(context, talk, found.sentence));
  if ((await context.core.regions.cells(sessionId)).length === 0) {
    return void (await say(context, talk, common.say('region.none')));
  }
  const announced = await announce(context, event, talk);
  if (!announced) return;
  const { session } = found;
  const result = await sendGrid(context.core, {
    session,
    sender: event.key,
    request,
    target: announced.target,
  });
  if (result.kind === 'accepted' || result.kind === 'duplicate' || result.kind === 'refused') {
    return orders.settle(talk, announced.status, result);
  }
  const key = result.kind === 'used' ? 'region.used' : 'region.gone';
  await conclude(context, talk, announced.status, common.say(key));
}

async function openSession(
  { core }: BotContext,
  talk: Talk,
  id: string,
  maySent = false,
): Promise<{ readonly session: RegionSession } | { readonly sentence: string }> {
  const { common } = telegramTranslator(talk.requester.locale);
  const session = await core.regions.get(id);
  if (!session) return { sentence: common.say('region.gone') };
  if (session.requester.userId !== talk.requester.userId) return { sentence: common.say('error.not-yours') };
  return session.isSent && !maySent ? { sentence: common.say('region.used') } : { session };
}

/** The button that opens the painter: as a Mini App where Telegram takes the address, else in a browser. */
async function invite(context: BotContext, talk: Talk, session: RegionSession): Promise<void> {
  const { common } = telegramTranslator(talk.requester.locale);
  const url = context.core.regions.linkTo(session) ?? '';
  const text = common.say('region.open');
  const button: InlineKeyboardButton = url.startsWith('https:') ? { text, web_app: { url } } : { text, url };
  await say(context, talk, common.say('region.invite'), { keyboard: { inline_keyboard: [[button]] } });
}

async function sendGridMessage(context: BotContext, talk: Talk, session: RegionSession): Promise<void> {
  const { api, signal } = context;
  const translator = telegramTranslator(talk.requester.locale);
  const view = await viewOf(context, session, []);
  const send = () =>
    api.sendPhoto(
      talk.chatId,
      new InputFile(view, 'grid.jpg'),
      {
        ...destinationArguments(talk),
        caption: translator.common.say('region.grid'),
        reply_markup: gridKeyboard(session, [], translator),
      },
      asTelegramSignal(signal),
    );
  await patiently(send, { repeatable: false, signal });
}

/** Shows what is chosen, on the picture and on the buttons, in one call. */
async function redrawGrid(
  context: BotContext,
  message: { readonly chat: { readonly id: number }; readonly message_id: number },
  session: RegionSession,
  marked: readonly number[],
  translator: TelegramTranslator,
): Promise<void> {
  const { api, logger, signal } = context;
  const view = await viewOf(context, session, marked);
  const caption = translator.common.say('region.grid');
  const edit = () =>
    api.editMessageMedia(
      message.chat.id,
      message.message_id,
      { type: 'photo', media: new InputFile(view, 'grid.jpg'), caption },
      { reply_markup: gridKeyboard(session, marked, translator) },
      asTelegramSignal(signal),
    );
  try {
    await patiently(edit, { repeatable: true, signal });
  } catch (error) {
    // Pressed twice, or the message is gone: what is chosen is kept all the same.
    if (telegramFailure(error)?.kind === undefined) throw error;
    logger.debug({ error: describeTelegramError(error) }, 'A grid could not be redrawn');
  }
}

async function viewOf(
  { core }: BotContext,
  { references }: RegionSession,
  marked: readonly number[],
): Promise<Buffer> {
  const [picture] = references;
  if (!picture) throw new RangeError('A session without a picture');
  return core.media.gridView(picture, { side: gridSide, marked });
}

function gridKeyboard(
  session: RegionSession,
  marked: readonly number[],
  { common }: TelegramTranslator,
): Keyboard {
  const cells = gridButtons(session.id, marked).map(({ button, label }) => ({
    text: label,
    callback_data: buildRegionButtonId(button),
  }));
  const rows = Array.from({ length: gridSide }, (_, row) =>
    cells.slice(row * gridSide, (row + 1) * gridSide),
  );
  const goOn = {
    text: common.say('region.go-on'),
    callback_data: buildRegionButtonId({ kind: 'words', sessionId: session.id }),
  };
  return { inline_keyboard: [...rows, [goOn]] };
}

/** A question that its answer replies to; in a group it is put to one person, by name. */
async function askForWords(
  context: BotContext,
  talk: Talk,
  person: User,
  { id }: RegionSession,
  translator: TelegramTranslator,
): Promise<void> {
  const code = `r-${id}`;
  const question = translator.say('region.question', { id: code });
  const text = talk.isPrivate ? question : `${person.first_name}: ${question}`;
  const entities: MessageEntity[] = [
    ...(talk.isPrivate
      ? []
      : [{ type: 'text_mention' as const, offset: 0, length: person.first_name.length, user: person }]),
    { type: 'code', offset: text.lastIndexOf(code), length: code.length },
  ];
  await say(context, talk, text, { entities, question: { hint: translator.say('edit.hint') } });
}

import { InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import { carryOutAdminOrder, type AdminReply } from '../shared/admin/carry-out-admin-order.ts';
import { carryOutModerationOrder } from '../shared/admin/carry-out-moderation-order.ts';
import { readAdminOrder } from '../shared/admin/read-admin-order.ts';
import { readModerationOrder } from '../shared/admin/read-moderation-order.ts';
import type { BotContext } from './bot-context.ts';
import { say, type Talk } from './talk.ts';
import { userKey } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import { telegramTranslator } from './telegram-messages.ts';

const noWayThere = new Set<string>(['gone', 'refused', 'no-rights']);

/** The answer to /admin and /moderation, for those who run the bot and for administrators of the group it is written in. */
export async function answerAdmin(
  context: BotContext,
  talk: Talk,
  command: {
    readonly name: 'admin' | 'moderation';
    readonly argument: string;
    readonly message: Message;
    readonly key: string;
  },
): Promise<void> {
  const { core, now } = context;
  const { argument, message, key } = command;
  const { userId, chatId, locale } = talk.requester;
  const { common: translator } = telegramTranslator(locale);
  const isOwner = core.isAdmin(userId);
  if (!isOwner && !(await isChatAdmin(context, talk))) {
    if (!(await tellAlone(context, talk, translator.say('error.admin-only')))) {
      await say(context, talk, translator.say('error.admin-only'));
    }
    return;
  }
  await core.notices.rememberLocale(userId, locale);
  const author = message.reply_to_message?.from;
  const place = {
    ...{ chatId, userKey: (id: string) => userKey(Number(id)) },
    repliedTo: author && !author.is_bot ? userKey(author.id) : undefined,
  };
  if (command.name === 'moderation') {
    const order = readModerationOrder(argument, place);
    if (!order) return void (await say(context, talk, translator.say('moderation.unknown')));
    const actor = isOwner ? { userId } : { userId, chatId };
    return answer(context, talk, await carryOutModerationOrder(order, actor, { core, translator, chatId }));
  }
  const read = readAdminOrder(argument, place);
  if (!read) return void (await say(context, talk, translator.say('admin.unknown')));
  const by = isOwner && !read.isHere ? { userId } : { userId, chatId };
  const reply = await carryOutAdminOrder(read.order, by, { core, translator, now, key });
  await answer(context, talk, reply);
}

/** What tells of other people goes to the admin's own chat. */
async function answer(
  context: BotContext,
  talk: Talk,
  { lines, isPrivate, file }: AdminReply,
): Promise<void> {
  const text = lines.join('\n');
  if (!isPrivate) return void (await say(context, talk, text));
  const translator = telegramTranslator(talk.requester.locale);
  if (!(await tellAlone(context, talk, text))) {
    await say(context, talk, translator.say('answer.start-first', { bot: context.me.username }));
    return;
  }
  if (file) await sendFile(context, ownChat(talk), file);
  if (!talk.isPrivate) await say(context, talk, translator.say('answer.sent-in-private'));
}

/** False where the bot may not write to this person. */
async function tellAlone(context: BotContext, talk: Talk, text: string): Promise<boolean> {
  // Somebody who writes as a group has no chat of their own.
  if (ownChat(talk) < 0) return false;
  try {
    await say(context, talk.isPrivate ? talk : { chatId: ownChat(talk) }, text);
    return true;
  } catch (error) {
    if (!noWayThere.has(telegramFailure(error)?.kind ?? '')) throw error;
    return false;
  }
}

/** Sent while it is read, so that it is never in memory whole. */
async function sendFile(
  { api, signal }: BotContext,
  chatId: number,
  { name, content }: NonNullable<AdminReply['file']>,
): Promise<void> {
  await api.sendDocument(chatId, new InputFile(bytesOf(content), name), {}, asTelegramSignal(signal));
}

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}

async function isChatAdmin({ api, signal }: BotContext, talk: Talk): Promise<boolean> {
  if (talk.isPrivate) return false;
  // An anonymous administrator writes as the group itself.
  if (ownChat(talk) === talk.chatId) return true;
  const admins = await api.getChatAdministrators(talk.chatId, {}, asTelegramSignal(signal));
  return admins.some(({ user }) => user.id === ownChat(talk));
}

function ownChat({ requester }: Talk): number {
  return Number(requester.userId.split(':')[1]);
}

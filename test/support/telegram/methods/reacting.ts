import { badRequest } from '../api-error.ts';
import type { Method } from '../backend.ts';
import { isObject, requiredString } from '../params.ts';

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

const REACTIONS = new Set(
  (
    '👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 ' +
    '🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'
  ).split(' '),
);

const MAX_CALLBACK_TEXT = 200;

/** Shown for at most five seconds; refreshing it is the bot's affair. */
export const sendChatAction: Method = (backend, params) => {
  const action = params.string('action').toLowerCase();
  if (!ACTIONS.has(action)) throw badRequest('Wrong parameter action in request');
  const chat = backend.world.chat(params.string('chat_id'), 'write');
  const threadId = params.integer('message_thread_id');
  if (chat.isForum && threadId > 1 && !isOpenTopic(chat.topics.get(threadId))) {
    throw badRequest('message thread not found');
  }
  chat.actions.push({ action, at: backend.now(), ...(threadId > 0 && { threadId }) });
  return true;
};

function isOpenTopic(topic: { deleted: boolean } | undefined): boolean {
  return topic !== undefined && !topic.deleted;
}

/** Bots may set one reaction per message; an empty list takes it away. */
export const setMessageReaction: Method = (backend, params) => {
  const chat = backend.world.chat(params.string('chat_id'), 'read');
  const message = backend.world.message(chat, params.integer('message_id'), 'message to react');
  const reactions = params.json('reaction', 'reaction types') ?? [];
  if (!Array.isArray(reactions)) throw badRequest('Expected an Array of ReactionType');
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  const [reaction] = reactions as unknown[];
  if (reaction === undefined) {
    message.botReaction = undefined;
    return true;
  }
  if (!isObject(reaction)) throw badRequest("Can't parse ReactionType: expected an Object");
  if (requiredString(reaction, 'type') !== 'emoji') throw badRequest('REACTION_INVALID');
  const emoji = requiredString(reaction, 'emoji').replace(/\uFE0F/g, '');
  if (!REACTIONS.has(emoji)) throw badRequest('REACTION_INVALID');
  message.botReaction = emoji;
  return true;
};

/** A query is answered once, while the user's client still waits for it. */
export const answerCallbackQuery: Method = (backend, params) => {
  const text = params.string('text');
  if (text.length > MAX_CALLBACK_TEXT) throw badRequest('MESSAGE_TOO_LONG');
  const callback = backend.world.callbacks.get(params.string('callback_query_id'));
  const isOpen =
    callback && !callback.answer && backend.now() - callback.createdAt <= backend.settings.callbackLifetimeMs;
  if (!isOpen) throw badRequest('query is too old and response timeout expired or query ID is invalid');
  callback.answer = { text, showAlert: params.boolean('show_alert'), url: params.string('url') };
  return true;
};

import { isDeepStrictEqual } from 'node:util';
import { badRequest, forbidden } from '../api-error.ts';
import type { Backend, Method } from '../backend.ts';
import { readCaption } from '../media-input.ts';
import type { ChatRecord, Content, MessageRecord, ReplyMarkup } from '../model.ts';
import type { JsonObject, Params } from '../params.ts';
import { readReplyMarkup } from '../reply-markup.ts';
import { readInputMedia, readText } from './sending.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** Kinds that may replace each other within an album. */
const ALBUM_FAMILY: Readonly<Record<string, string>> = { photo: 'visual', video: 'visual' };

export const editMessageText: Method = (backend, params) => {
  const content = readText(params);
  const target = readTarget(backend, params);
  if (target.message.content.kind !== 'text') throw badRequest('there is no text in the message to edit');
  return apply(backend, target, content);
};

export const editMessageCaption: Method = (backend, params) => {
  const caption = readCaption(params);
  const target = readTarget(backend, params);
  const { content } = target.message;
  if (!('caption' in content)) throw badRequest('there is no caption in the message to edit');
  return apply(backend, target, { ...content, caption: caption.text, captionEntities: caption.entities });
};

/** Since Bot API 7.11 a text message can become media; an album item keeps its family. */
export const editMessageMedia: Method = async (backend, params) => {
  const value = params.json('media', 'input media');
  const before = readTarget(backend, params);
  if (before.message.content.kind === 'text' && !backend.settings.editTextIntoMedia) {
    throw badRequest('there is no media in the message to edit');
  }
  if (['voice', 'sticker', 'service'].includes(before.message.content.kind)) {
    throw badRequest("message can't be edited");
  }
  const content = await readInputMedia(backend, params, value, false);
  // The upload took a while: the message may be gone now.
  const target = readTarget(backend, params);
  const family = (kind: string): string => ALBUM_FAMILY[kind] ?? kind;
  if (
    target.message.mediaGroupId !== undefined &&
    family(content.kind) !== family(target.message.content.kind)
  ) {
    throw badRequest("Can't use the media of the specified type in the album");
  }
  return apply(backend, target, content);
};

export const editMessageReplyMarkup: Method = (backend, params) => {
  const target = readTarget(backend, params);
  return apply(backend, target, target.message.content);
};

interface EditTarget {
  readonly chat: ChatRecord;
  readonly message: MessageRecord;
  /** Leaving reply_markup out removes the keyboard, in every edit method. */
  readonly markup: ReplyMarkup | undefined;
}

function readTarget(backend: Backend, params: Params): EditTarget {
  if (params.has('inline_message_id')) throw badRequest('MESSAGE_ID_INVALID');
  const chat = backend.world.chat(params.string('chat_id'), 'edit');
  if (chat.blocked && backend.settings.blockRefusesEdits) throw forbidden('bot was blocked by the user');
  const message = backend.world.message(chat, params.integer('message_id'), 'message to edit');
  // A message sent with a forced reply or a reply keyboard can never be edited.
  const isFixed = message.markup !== undefined && message.markup.kind !== 'inline';
  if (message.from || isFixed || message.content.kind === 'service' || message.forwardOf) {
    throw badRequest("message can't be edited");
  }
  const markup = readReplyMarkup(params, chat.type);
  if (markup && markup.kind !== 'inline') throw badRequest('inline keyboard expected');
  if (markup && message.mediaGroupId !== undefined) {
    throw badRequest("reply markup can't be used with an album");
  }
  return { chat, message, markup };
}

function apply(backend: Backend, { chat, message, markup }: EditTarget, content: Content): JsonObject {
  const sameMarkup = isDeepStrictEqual(markup?.json, message.markup?.json);
  const sameContent = isDeepStrictEqual(comparable(content), comparable(message.content));
  if (sameContent && sameMarkup) throw badRequest(NOT_MODIFIED);
  backend.flood.edit(chat.id);
  backend.world.edit(message, { ...(!sameContent && { content }), markup });
  return backend.messageJson(message);
}

/** A new upload of the same bytes is a new file, and therefore a modification. */
function comparable(content: Content): unknown {
  if (content.kind === 'photo') {
    return { ...content, photo: content.photo.sizes.map((size) => size.uniqueId) };
  }
  return 'file' in content ? { ...content, file: content.file.uniqueId } : content;
}

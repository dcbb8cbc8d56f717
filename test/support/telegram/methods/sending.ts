import { badRequest } from '../api-error.ts';
import type { Backend, Method } from '../backend.ts';
import { formatText } from '../entities.ts';
import { readCaption, readMedia, readMediaCaption } from '../media-input.ts';
import type { Content, FileKind, MediaContent } from '../model.ts';
import { isObject, optionalString, requiredString } from '../params.ts';
import type { JsonObject, Params } from '../params.ts';
import { post, readDestination } from '../posting.ts';
import type { Destination, PostOptions } from '../posting.ts';
import { readReplyMarkup } from '../reply-markup.ts';

const MAX_TEXT = 4096;
const ALBUM_KINDS = new Set(['photo', 'video', 'document', 'audio']);
/** Beyond this the real server does not even parse. */
const MAX_RAW_TEXT_BYTES = 32_768;

export const sendMessage: Method = (backend, params) => {
  const content = readText(params);
  const destination = readDestination(backend, params);
  const markup = readReplyMarkup(params, destination.chat.type);
  return postOne(backend, destination, content, { ...readOptions(params), markup });
};

/** The text argument after entity parsing, 1 to 4096 characters. */
export function readText(params: Params): Content & { kind: 'text' } {
  const raw = params.string('text');
  if (raw === '') throw badRequest('Message text is empty');
  if (Buffer.byteLength(raw) > MAX_RAW_TEXT_BYTES) throw badRequest('Text is too long');
  const { text, entities } = formatText(
    raw,
    params.string('parse_mode'),
    params.json('entities', 'entities'),
  );
  if (text.trim() === '') throw badRequest('text must be non-empty');
  if (text.length > MAX_TEXT) throw badRequest('message is too long');
  return { kind: 'text', text, entities };
}

/** sendPhoto, sendDocument and the other methods that send one file. */
export function sendFile(kind: FileKind): Method {
  return async (backend, params) => {
    const caption = readCaption(params);
    const destination = readDestination(backend, params);
    const markup = readReplyMarkup(params, destination.chat.type);
    const content = await readMedia(backend, params, {
      kind,
      field: kind,
      reference: params.string(kind),
      missing: `There is no ${kind} in the request`,
      caption,
      hasSpoiler: params.boolean('has_spoiler'),
    });
    return postOne(backend, destination, content, { ...readOptions(params), markup });
  };
}

export const sendMediaGroup: Method = async (backend, params) => {
  const destination = readDestination(backend, params);
  const items = params.json('media', 'media');
  if (!Array.isArray(items)) throw badRequest('Expected an Array of InputMedia');
  if (params.has('reply_markup')) throw badRequest("reply markup can't be used with an album");
  if (items.length < 2) throw badRequest('there must be at least 2 messages in an album');
  if (items.length > 10) throw badRequest('too many messages to send as an album');

  const contents: MediaContent[] = [];
  for (const item of items) contents.push(await readInputMedia(backend, params, item, true));
  checkSameKind(contents);
  const messages = post(backend, destination, contents, readOptions(params));
  return messages.map((message) => backend.messageJson(message));
};

/** One InputMedia object of sendMediaGroup or editMessageMedia. */
export async function readInputMedia(
  backend: Backend,
  params: Params,
  value: unknown,
  isAlbum: boolean,
): Promise<MediaContent> {
  if (!isObject(value)) throw badRequest("Can't parse InputMedia: expected an Object");
  const kind = readKind(value, isAlbum);
  return readMedia(backend, params, {
    kind,
    field: '',
    reference: optionalString(value, 'media'),
    missing: "Can't parse InputMedia: media not found",
    caption: readMediaCaption(value),
    hasSpoiler: value['has_spoiler'] === true,
  });
}

function readKind(value: JsonObject, isAlbum: boolean): FileKind {
  const type = requiredString(value, 'type');
  if (!ALBUM_KINDS.has(type) && type !== 'animation') {
    throw badRequest(`Can't parse InputMedia: type "${type}" is unsupported`);
  }
  if (isAlbum && type === 'animation') {
    throw badRequest(`Can't parse InputMedia: type "${type}" can't be used in sendMediaGroup`);
  }
  return type as FileKind;
}

/** Photos and videos mix; documents and audio stay among themselves. */
function checkSameKind(contents: readonly MediaContent[]): void {
  const kinds = new Set(contents.map((content) => content.kind));
  if (kinds.size === 1) return;
  if (kinds.has('audio')) throw badRequest("Audio can't be mixed with other media types");
  if (kinds.has('document')) throw badRequest("Document can't be mixed with other media types");
}

/** The copy keeps the file and loses the sender; a given caption replaces the old one. */
export const copyMessage: Method = (backend, params) => {
  const destination = readDestination(backend, params);
  const original = readOriginal(backend, params, 'message to copy');
  if (original.content.kind === 'service') throw badRequest("message can't be copied");
  const markup = readReplyMarkup(params, destination.chat.type);
  let content = original.content;
  if (params.has('caption') && content.kind !== 'text') {
    const caption = readCaption(params);
    content = { ...content, caption: caption.text, captionEntities: caption.entities };
  }
  const [copy] = post(backend, destination, [content], { ...readOptions(params), markup });
  return { message_id: copy?.id };
};

export const forwardMessage: Method = (backend, params) => {
  const destination = readDestination(backend, params);
  const original = readOriginal(backend, params, 'message to forward');
  if (original.content.kind === 'service' || original.hasProtectedContent) {
    throw badRequest("message can't be forwarded");
  }
  const origin = backend.messageJson(original);
  return postOne(backend, destination, original.content, {
    ...readOptions(params),
    forwardOf: { type: 'user', sender_user: origin['from'], date: origin['date'] },
  });
};

function readOriginal(backend: Backend, params: Params, what: string) {
  const from = backend.world.chat(params.string('from_chat_id'), 'read');
  return backend.world.message(from, params.integer('message_id'), what);
}

function readOptions(params: Params): PostOptions {
  return { hasProtectedContent: params.boolean('protect_content') };
}

function postOne(
  backend: Backend,
  destination: Destination,
  content: Content,
  options: PostOptions,
): JsonObject {
  const [message] = post(backend, destination, [content], options);
  if (!message) throw new Error('One content makes one message');
  return backend.messageJson(message);
}

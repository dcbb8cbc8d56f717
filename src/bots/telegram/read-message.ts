import type { Message, UserFromGetMe } from 'grammy/types';
import { takeAvatars, type AvatarAsk } from './avatar-flag.ts';

/** A file of Telegram's that may be a picture. */
export interface TelegramFile {
  readonly fileId: string;
  readonly byteLength: number | undefined;
}

/** What a message (or the messages of an album) asks of the bot. */
export type MessageAsk =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'order'; readonly order: OrderAsk }
  /** Pictures to put aside for `/blend`, with what they are called. */
  | { readonly kind: 'add'; readonly add: Omit<OrderAsk, 'isBlend'> }
  | { readonly kind: 'command'; readonly command: SmallCommand; readonly argument: string }
  /** Cannot be worked with; the sentence says so and nothing is bought. */
  | { readonly kind: 'sentence'; readonly sentence: RefusalSentence };

export interface OrderAsk {
  /** Words and flags, without command and mention. */
  readonly words: string;
  /** Pictures of the message itself, in order. */
  readonly pictures: readonly TelegramFile[];
  /** Whose avatars are to come last, where any. */
  readonly avatars?: readonly AvatarAsk[];
  /** The pictures that were put aside come first, and words may be left out. */
  readonly isBlend?: boolean;
  /** The message it replies to, unless that says nothing. */
  readonly reply: Message | undefined;
}

const smallCommands = [
  'start',
  'help',
  'quota',
  'history',
  'last',
  'show',
  'cancel',
  'privacy',
  'settings',
  'preset',
  'sticker',
  'describe',
  'prompt',
  'key',
  'admin',
  'moderation',
] as const;
export type SmallCommand = (typeof smallCommands)[number];
export type RefusalSentence =
  | 'answer.no-words'
  | 'answer.no-prompt'
  | 'answer.no-picture'
  | 'answer.not-a-picture'
  | 'error.media-not-image';
export type BotIdentity = Pick<UserFromGetMe, 'id' | 'username'>;

/** Reads one message, or all of an album. In groups the bot must be addressed: by command, mention or reply. */
export function readMessages(messages: readonly Message[], me: BotIdentity): MessageAsk {
  const inOrder = [...messages].sort((left, right) => left.message_id - right.message_id);
  const main = inOrder.find((message) => textOf(message) !== '') ?? inOrder[0];
  // A picture that somebody shared by inline mode is ours already.
  if (!main || isFromMachine(main) || main.via_bot?.id === me.id) return nothing;

  const isPrivate = main.chat.type === 'private';
  const command = readCommand(textOf(main));
  if (command && command.bot !== undefined && command.bot !== me.username.toLowerCase()) return nothing;
  const reply = repliedMessage(main);
  const addressed = isPrivate || command !== undefined || mentions(main, me) || reply?.from?.id === me.id;
  if (!addressed) return nothing;

  const small = smallCommands.find((name) => name === command?.name);
  if (command && small) return { kind: 'command', command: small, argument: command.argument };
  const { message: plain, avatars } = takeAvatars(main);
  const words = readCommand(textOf(plain))?.argument ?? withoutMention(textOf(plain), me);
  const given = {
    words,
    pictures: inOrder.flatMap((message) => pictureOf(message) ?? []),
    reply,
    ...(avatars.length > 0 ? { avatars } : {}),
  };
  if (command?.name === 'add') return readAdd(given);
  if (command?.name === 'blend') return { kind: 'order', order: { ...given, isBlend: true } };
  if (command && command.name !== 'imagine') {
    return isPrivate || command.bot !== undefined
      ? { kind: 'command', command: 'help', argument: '' }
      : nothing;
  }
  return readOrder(inOrder, given);
}

/** The largest size of a photo, a picture sent as a file, or a sticker that does not move. */
export function pictureOf(message: Message): TelegramFile | undefined {
  const { photo, document, animation, sticker } = message;
  const largest = photo?.at(-1);
  if (largest) return fileOf(largest);
  if (document && !animation && mayBePicture(document)) return fileOf(document);
  if (sticker && !sticker.is_animated && !sticker.is_video) return fileOf(sticker);
  return undefined;
}

export function textOf(message: Message): string {
  return (message.text ?? message.caption ?? '').trim();
}

/** The topic of a forum that a message is in. Elsewhere the thread id means something else. */
export function topicOf(message: {
  readonly is_topic_message?: boolean;
  readonly message_thread_id?: number;
}): number | undefined {
  return message.is_topic_message === true ? message.message_thread_id : undefined;
}

const nothing: MessageAsk = { kind: 'nothing' };

function readAdd(given: Omit<OrderAsk, 'isBlend'>): MessageAsk {
  const { pictures, avatars = [], reply } = given;
  if (pictures.length + avatars.length === 0 && !reply) {
    return { kind: 'sentence', sentence: 'answer.no-picture' };
  }
  return { kind: 'add', add: given };
}

function readOrder(messages: readonly Message[], order: OrderAsk): MessageAsk {
  const { words, pictures, avatars = [], reply } = order;
  const unusable = [...messages, ...(reply ? [reply] : [])].find(isUnusable);
  if (unusable) {
    return { kind: 'sentence', sentence: unusable.document && !unusable.animation ? 'error.media-not-image' : 'answer.not-a-picture' }; // prettier-ignore
  }
  if (words !== '') return { kind: 'order', order };
  // Joins, pins and the like say nothing to anybody.
  if (messages.every(saysNothing)) return nothing;
  const hasPicture =
    pictures.length + avatars.length > 0 || (reply !== undefined && pictureOf(reply) !== undefined);
  return { kind: 'sentence', sentence: hasPicture ? 'answer.no-words' : 'answer.no-prompt' };
}

function fileOf(file: { file_id: string; file_size?: number }): TelegramFile {
  return { fileId: file.file_id, byteLength: file.file_size };
}

/** Other bots, and what a linked channel puts into its group by itself. An anonymous admin is a person. */
function isFromMachine(message: Message): boolean {
  if (message.is_automatic_forward === true) return true;
  return message.from?.is_bot === true && message.sender_chat === undefined;
}

/** In a topic every message claims to reply to the one that made the topic. */
function repliedMessage(message: Message): Message | undefined {
  const reply = message.reply_to_message;
  if (!reply || reply.forum_topic_created) return undefined;
  return reply as Message;
}

interface WrittenCommand {
  readonly name: string;
  /** Lower case, without the @. */
  readonly bot: string | undefined;
  readonly argument: string;
}

function readCommand(text: string): WrittenCommand | undefined {
  const match = /^\/([a-z0-9_]{1,64})(?:@([a-z0-9_]+))?(?![a-z0-9_@/])/iu.exec(text);
  if (!match?.[1]) return undefined;
  return {
    name: match[1].toLowerCase(),
    bot: match[2]?.toLowerCase(),
    argument: text.slice(match[0].length).trim(),
  };
}

function mentions(message: Message, { id, username }: BotIdentity): boolean {
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  return entities.some((entity) => {
    if (entity.type === 'text_mention') return entity.user.id === id;
    if (entity.type !== 'mention') return false;
    const name = text.slice(entity.offset, entity.offset + entity.length);
    return name.toLowerCase() === `@${username.toLowerCase()}`;
  });
}

function withoutMention(text: string, { username }: BotIdentity): string {
  const pattern = new RegExp(`(^|\\s)@${username}(?![A-Za-z0-9_])[,:]?`, 'giu');
  return text.replace(pattern, '$1').trim();
}

/** True for what is neither words nor a picture: a voice note, a video, a file of another kind. */
function isUnusable(message: Message): boolean {
  if (pictureOf(message)) return false;
  const { voice, video, video_note, audio, animation, document, sticker, story, paid_media } = message;
  return [voice, video, video_note, audio, animation, document, sticker, story, paid_media].some(
    (content) => content !== undefined,
  );
}

function saysNothing(message: Message): boolean {
  return textOf(message) === '' && pictureOf(message) === undefined && !isUnusable(message);
}

/** By name and stated type; the bytes decide in the end. */
function mayBePicture({
  mime_type: type,
  file_name: name = '',
}: {
  mime_type?: string;
  file_name?: string;
}): boolean {
  if (pictureNames.test(name)) return true;
  if (type === undefined || type === 'application/octet-stream') return !/\.\w+$/.test(name);
  return type.startsWith('image/') && type !== 'image/svg+xml';
}

const pictureNames = /\.(png|jpe?g|webp|gif|bmp|tiff?|heic|heif|avif)$/i;

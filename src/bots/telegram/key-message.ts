import type { Message, Update } from 'grammy/types';
import type { KeyOwner, OwnKeys } from '../../core/ports/own-keys.ts';
import { looksLikeKey } from '../shared/looks-like-key.ts';
import { readMessages, type BotIdentity } from './read-message.ts';
import { userKey } from './telegram-address.ts';

/** What `/key` is followed by. */
export interface KeyWords {
  readonly verb: 'help' | 'set' | 'show' | 'remove';
  /** As typed, in lower case; empty where none was named. */
  readonly gateway: string;
  /** Whatever else stands there; once the update has been through `withoutKeys`, a sealed key or nothing. */
  readonly key: string;
}

/** Stands for the key where a message was nothing but a key: no word that follows `/key` comes through as it is. */
export const misplaced = '?';

/**
 * The same update with every key in it encrypted (or left out, where it stood there without `/key`), and cut out of the messages that it quotes: what comes after this is
 * written down and worked on.
 */
export function withoutKeys(
  update: Update,
  ownKeys: Pick<OwnKeys, 'gateways' | 'seal'>,
  me: BotIdentity,
): Update {
  const { message, callback_query: press } = update;
  if (message) return { ...update, message: cleaned(message as Message, ownKeys, me) as typeof message };
  if (!press?.message || press.message.date === 0) return update;
  const shown = cleaned(press.message as Message, ownKeys, me) as typeof press.message;
  return { ...update, callback_query: { ...press, message: shown } };
}

/** Reads what follows `/key`. A word that is no verb begins a key: whoever forgets `set` means it all the same. */
export function readKeyWords(text: string, gateways: readonly string[]): KeyWords {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const verb = words[0]?.toLowerCase();
  if (verb === undefined) return { verb: 'help', gateway: '', key: '' };
  if (verb === 'help' || verb === 'show' || verb === 'remove') {
    // Nobody has to say the key there; whoever does has it hidden and their message deleted all the same.
    const [named = unnamed] = words.slice(1).filter((word) => !mayBeKey.test(word));
    const key = words
      .slice(1)
      .filter((word) => mayBeKey.test(word))
      .join(' ');
    return { verb, gateway: verb === 'remove' && named !== unnamed ? named.toLowerCase() : '', key };
  }
  const [first = '', ...rest] = verb === 'set' ? words.slice(1) : words;
  const [only] = gateways;
  const isNamed = gateways.includes(first.toLowerCase()) || rest.length > 0;
  if (isNamed) return { verb: 'set', gateway: first.toLowerCase(), key: rest.join(' ') };
  return { verb: 'set', gateway: gateways.length === 1 && only ? only : '', key: first };
}

/** No gateway is called so: the word stands in the place of one that was not named. */
const unnamed = '?';
/** A key as it is or sealed; no gateway has such a name. */
const mayBeKey = /^(?=.*\d)\S{16,}$|^own\d/u;
const keyCommand = /^(\s*\/key(?:@[a-z0-9_]+)?)(?![a-z0-9_@/])([\s\S]*)$/iu;

function cleaned(message: Message, ownKeys: Pick<OwnKeys, 'gateways' | 'seal'>, me: BotIdentity): Message {
  const isMisplaced = ownKeys.gateways.length > 0 && hasMisplacedKey(message, me);
  const seal = (text: string): string => {
    // Sealed only so that no log line shows it.
    if (isMisplaced) ownKeys.seal(ownerOf(message, misplaced), wordsOf(message));
    return isMisplaced ? `/key set ${misplaced} ${misplaced}` : sealed(text, message, ownKeys);
  };
  const { text, caption, reply_to_message: reply, quote } = message;
  return {
    ...message,
    ...(text === undefined ? {} : { text: seal(text) }),
    ...(caption === undefined ? {} : { caption: seal(caption) }),
    ...(reply ? { reply_to_message: withoutWords(reply as Message) } : {}),
    ...(quote && reply && isKeyMessage(reply as Message) ? { quote: { ...quote, text: '' } } : {}),
  } as Message;
}

function sealed(text: string, message: Message, ownKeys: Pick<OwnKeys, 'gateways' | 'seal'>): string {
  const [, command, words = ''] = keyCommand.exec(text) ?? [];
  if (command === undefined) return text;
  const { verb, gateway, key } = readKeyWords(words, ownKeys.gateways);
  if (key === '') return text;
  return `${command} ${verb} ${gateway || unnamed} ${ownKeys.seal(ownerOf(message, gateway), key)}`;
}

/** A prompt for the bot that is nothing but a key. */
function hasMisplacedKey(message: Message, me: BotIdentity): boolean {
  const ask = readMessages([message], me);
  return ask.kind === 'order' && looksLikeKey(ask.order.words);
}

function ownerOf({ chat, from, sender_chat: senderChat }: Message, gateway: string): KeyOwner {
  return { userId: userKey(senderChat?.id ?? from?.id ?? chat.id), gateway };
}

/** What was written, without command and mentions. */
function wordsOf({ text, caption }: Message): string {
  return (text ?? caption ?? '').replace(/@\w+[,:]?|^\s*\/imagine\b/giu, '').trim();
}

function isKeyMessage(message: Message): boolean {
  return keyCommand.test(message.text ?? message.caption ?? '') || looksLikeKey(wordsOf(message));
}

function withoutWords(message: Message): Message {
  if (!isKeyMessage(message)) return message;
  const { text, caption } = message;
  return {
    ...message,
    ...(text === undefined ? {} : { text: '/key' }),
    ...(caption === undefined ? {} : { caption: '/key' }),
  } as Message;
}

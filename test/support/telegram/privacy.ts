import type { Backend } from './backend.ts';
import type { ChatRecord, MessageRecord } from './model.ts';

/**
 * Whether a user's message reaches the bot. With privacy mode on, a group shows it only service messages,
 * replies to its own messages, what people share by its inline mode, and commands; a plain mention does not arrive, whatever BotFather's text says.
 */
export function arrivesAtBot(backend: Backend, chat: ChatRecord, message: MessageRecord): boolean {
  if (chat.type === 'private') return !chat.blocked;
  if (chat.bot === 'kicked' || chat.bot === 'left' || chat.deleted) return false;
  if (chat.bot === 'administrator' || chat.botReadsEverything) return true;
  if (message.isViaBot || message.content.kind === 'service' || answersBot(chat, message)) return true;
  return isCommandForBot(backend, chat, textOf(message));
}

function answersBot(chat: ChatRecord, message: MessageRecord): boolean {
  if (message.replyToId === undefined) return false;
  const replied = chat.messages.get(message.replyToId);
  return replied !== undefined && replied.from === undefined && replied.deletedAt === undefined;
}

/** A command with another bot's name is not ours; one without a name goes to the bot that spoke last. */
function isCommandForBot(backend: Backend, chat: ChatRecord, text: string): boolean {
  const command = /^\/[A-Za-z0-9_]{1,64}(?:@([A-Za-z0-9_]+))?(?![A-Za-z0-9_])/.exec(text);
  if (!command) return false;
  const name = command[1];
  if (name === undefined) return !chat.anotherBotSpokeLast;
  return name.toLowerCase() === backend.bot.username.toLowerCase();
}

export function textOf(message: MessageRecord): string {
  const { content } = message;
  if (content.kind === 'text') return content.text;
  return 'caption' in content ? content.caption : '';
}

import type { OwnKeys } from '../../core/ports/own-keys.ts';
import { looksLikeKey } from '../shared/looks-like-key.ts';
import type { MessageTranslator } from '../shared/messages.ts';
import type { BotContext } from './bot-context.ts';
import { userKey } from './interaction.ts';
import type { DiscordMessage } from './message-event.ts';

/** Whether somebody wrote a key as a message: alone, or after `/key` typed as text. Never where no keys are taken. */
export function hasMisplacedKey(
  { words }: Pick<DiscordMessage, 'words'>,
  ownKeys: Pick<OwnKeys, 'gateways'>,
): boolean {
  if (ownKeys.gateways.length === 0) return false;
  return looksLikeKey(words) || (/^\/key\b/i.test(words) && words.split(/\s+/).some(looksLikeKey));
}

/** Deletes the message where the bot may. Resolves to what its writer is to read. Nothing of it is written down. */
export async function takeMisplacedKey(
  message: DiscordMessage,
  { api, core, logger }: Pick<BotContext, 'api' | 'core' | 'logger'>,
  translator: MessageTranslator,
): Promise<string> {
  // Sealed only so that no log line shows it.
  const owner = { userId: userKey(message.userId), gateway: '?' };
  for (const word of message.words.split(/\s+/).filter(looksLikeKey)) core.ownKeys.seal(owner, word);
  const isDeleted = await deleted();
  return [
    translator.say('own-key.misplaced', { command: '/key set' }),
    translator.say(isDeleted ? 'own-key.deleted' : 'own-key.not-deleted'),
  ].join(' ');

  async function deleted(): Promise<boolean> {
    // In direct messages nobody can delete what another wrote.
    if (message.guildId === undefined) return false;
    try {
      await api.deleteMessage(message.channelId, message.id);
      return true;
    } catch (error) {
      logger.info({ messageId: message.id, error }, 'A message with a key could not be deleted');
      return false;
    }
  }
}

import type { DiscordAddress } from './discord-address.ts';
import type { DiscordApi, MessagePayload, SentMessage } from './discord-api.ts';

/** Makes the status message another: the answer to the interaction, or the message that the bot posted. Safe to repeat. */
export function editStatus(
  api: DiscordApi,
  { interaction, applicationId, channelId, statusMessageId }: DiscordAddress,
  message: MessagePayload,
  signal: AbortSignal,
): Promise<SentMessage> {
  if (!interaction) return api.editMessage(channelId, statusMessageId ?? '', message, { signal });
  return api.editOriginal({ applicationId, token: interaction.token }, message, { signal });
}

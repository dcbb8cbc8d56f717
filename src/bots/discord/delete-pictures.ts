import { livePictures, type Generation } from '../../core/generation/generation.ts';
import { picturesAnswer } from './account-answers.ts';
import type { BotContext } from './bot-context.ts';
import { messageKey, platform } from './discord-address.ts';
import type { MessagePayload } from './discord-api.ts';
import { describeDiscordError } from './discord-error.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { userKey, type InteractionOrigin } from './interaction.ts';
import { textMessage } from './message-parts.ts';

export interface DeletionWish {
  readonly generation: Generation;
  /** Absent: all of them. */
  readonly index?: number;
  /** The message whose button it was; what becomes of it is what this resolves to. */
  readonly messageId: string | undefined;
}

/**
 * Deletes pictures of the asker's: first their posts, as far as the bot reaches them, then the pictures. Resolves to what
 * the message with the button shows now; undefined where it is to go.
 */
export async function deletePictures(
  wish: DeletionWish,
  origin: InteractionOrigin,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload | undefined> {
  const { core } = context;
  const { generation, index } = wish;
  const left = livePictures(generation).filter((one) => index !== undefined && one.index !== index);
  const result = await core.pictures.delete({
    userId: userKey(origin.userId),
    generationId: generation.id,
    ...(index === undefined ? {} : { index }),
  });
  if (result.kind === 'unfinished') return textMessage(translator.common.say('follow.delete-unfinished'));
  if (result.kind === 'not-found') return undefined;
  const now = left.length === 0 ? undefined : await core.get(generation.id);
  const remains = now && (await picturesAnswer(now, origin, context, translator, {}));
  await Promise.all(
    (generation.delivery.receipt?.messages ?? []).map(({ key }) => changePost(key, wish, remains, context)),
  );
  return remains;
}

/** Takes a post away, or shows in it what is left. One that cannot be reached stays, with buttons that do nothing. */
async function changePost(
  key: string,
  { messageId, generation }: DeletionWish,
  remains: MessagePayload | undefined,
  { api, logger }: BotContext,
): Promise<void> {
  const [where, channelId = '', id = ''] = key.split(':');
  if (where !== platform || id === messageId || key !== messageKey(channelId, id)) return;
  try {
    if (remains) await api.editMessage(channelId, id, remains);
    else await api.deleteMessage(channelId, id);
  } catch (error) {
    const fields = { generationId: generation.id, error: describeDiscordError(error) };
    logger.info(fields, 'A post of a deleted picture could not be taken away');
  }
}

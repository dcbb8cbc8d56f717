import { AppError } from '../../core/errors.ts';
import { picturesOf } from '../../core/generation/generation.ts';
import type { ImageSource } from '../../core/ports/media.ts';
import { errorText } from '../shared/refusal-text.ts';
import { findOwn, quickRead, type BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import type { DiscordInteraction } from './interaction.ts';
import { readContent } from './message-event.ts';
import { filePart, textMessage, textPart } from './message-parts.ts';
import { sourceOf } from './order-draft.ts';
import type { Plan } from './plan-interaction.ts';

/** The message command "As sticker": the message's first picture as a file that fits a sticker, at no charge. */
export async function planSticker(
  command: Extract<DiscordInteraction, { kind: 'message-command' }>,
  context: BotContext,
  translator: DiscordTranslator,
): Promise<Plan> {
  const message = readContent(command.message, command.applicationId);
  const own = message && (await quickRead(findOwn(context.core, message)));
  const image = own && picturesOf(own.generation)[own.index];
  const [shown] = message?.pictures ?? [];
  const source: ImageSource | undefined = image ? { kind: 'stored', image } : shown && sourceOf(shown);
  if (!source) return { kind: 'say', text: translator.common.say('answer.no-picture') };
  return { kind: 'answer', answer: () => stickerAnswer(source, context, translator) };
}

/** A picture as a file that fits a sticker, or the sentence why not. */
export async function stickerAnswer(
  source: ImageSource,
  { core }: BotContext,
  translator: DiscordTranslator,
): Promise<MessagePayload> {
  try {
    const image = source.kind === 'stored' ? source.image : await core.media.importReference(source);
    const bytes = await core.media.sticker(image);
    const name = 'sticker.webp';
    return {
      components: [textPart(translator.say('answer.sticker')), filePart(name)],
      attachments: [{ id: 0, filename: name }],
      files: [{ name, mediaType: 'image/webp', content: { bytes: new Uint8Array(bytes) } }],
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    return textMessage(errorText(error.code, translator.common));
  }
}

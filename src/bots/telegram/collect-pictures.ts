import { AppError } from '../../core/errors.ts';
import type { ImageSource, StagedImage, StoredImage } from '../../core/ports/media.ts';
import { orderLine } from '../shared/collection-text.ts';
import { errorText } from '../shared/refusal-text.ts';
import type { BotContext } from './bot-context.ts';
import type { TelegramFile } from './read-message.ts';
import type { Talk } from './talk.ts';
import { telegramTranslator } from './telegram-messages.ts';

/** Puts pictures aside for `/blend`. Resolves to the sentence that shows the order, or says why not. */
export async function collect(
  { core, files, signal }: BotContext,
  key: string,
  { requester }: Talk,
  wish: { readonly references: readonly (TelegramFile | StoredImage)[]; readonly name: string },
): Promise<string> {
  const { common } = telegramTranslator(requester.locale);
  if (wish.references.length === 0) return common.say('answer.no-picture');
  const staged: StagedImage[] = [];
  try {
    const sources: ImageSource[] = [];
    for (const source of wish.references) {
      if (!('fileId' in source)) {
        sources.push({ kind: 'stored', image: source });
        continue;
      }
      const image = await files.fetch(source, signal);
      staged.push(image);
      sources.push({ kind: 'staged', image });
    }
    const { kind, collection } = await core.collections.add({
      ...{ userId: requester.userId, key, sources },
      ...(wish.name === '' ? {} : { name: wish.name }),
    });
    return kind === 'added'
      ? common.say('collect.added', { order: orderLine(collection, common) })
      : common.say('collect.full', { limit: collection.limit });
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    return errorText(error.code, common);
  } finally {
    await Promise.all(staged.map((image) => core.media.discard(image)));
  }
}

import type { Generation } from '../../core/generation/generation.ts';
import type { AddressedNotice } from '../../core/ports/admin-notices.ts';
// prettier-ignore
import type {
  DeliveryChannel, DeliveryJob, DeliveryReceipt, ProgressView, ShownProgress,
} from '../../core/ports/delivery-channel.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { botIdOf } from './kept-files.ts';
import { OutcomeDelivery } from './outcome-delivery.ts';
import { postNotice } from './post-notice.ts';
import { ProgressEdits, telegramPace } from './progress-edits.ts';
import { postsOf, takePostAway } from './remove-posts.ts';
import { platform } from './telegram-address.ts';
import { createTelegramApi, type TelegramApiConfig } from './telegram-api.ts';
import { describeTelegramError, toDeliveryError } from './telegram-error.ts';
import { telegramTranslator } from './telegram-messages.ts';

export interface TelegramDeliveryDependencies {
  readonly config: TelegramApiConfig;
  readonly logger: Logger;
  readonly now: () => number;
  /** What users read for a gateway's id. */
  readonly providerTitle: (id: string) => string;
}

/** Longer than core waits for a delivery, whose signal then decides. */
const uploadTimeoutMs = 200_000;

/** Brings outcomes to Telegram over the Bot API alone: a process that receives no updates can do it. */
export function createTelegramDelivery(deps: TelegramDeliveryDependencies): DeliveryChannel {
  const { config, logger, now, providerTitle } = deps;
  const api = createTelegramApi(config, uploadTimeoutMs);
  const botId = botIdOf(config.token);
  const progress = new ProgressEdits({ api, now, providerTitle });

  return {
    platform,
    async deliver(job: DeliveryJob): Promise<DeliveryReceipt> {
      progress.forget(job.generation.id);
      try {
        return await new OutcomeDelivery({ api, botId, providerTitle, job }).run();
      } catch (error) {
        logger.debug(
          { generationId: job.generation.id, platform, error: describeTelegramError(error) },
          'Telegram did not take an outcome',
        );
        throw toDeliveryError(error);
      }
    },
    paceOf: telegramPace,
    async showProgress(view: ProgressView, signal: AbortSignal): Promise<ShownProgress> {
      try {
        return await progress.show(view, signal);
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
    async removePosts(generation: Generation, index: number, signal: AbortSignal): Promise<void> {
      const translator = telegramTranslator(generation.requester.locale);
      const own = postsOf(generation, index);
      // The buttons of an album stand by themselves: they stay, for the pictures that are left.
      try {
        for (const post of own.length > 0 ? own : postsOf(generation, undefined)) {
          if (await takePostAway({ api, logger, signal }, post, translator)) continue;
          logger.warn(
            { generationId: generation.id, platform },
            'A reported post stays: Telegram lets nobody change it',
          );
        }
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
    async tell(notice: AddressedNotice, signal: AbortSignal): Promise<void> {
      try {
        await postNotice(api, notice, { providerTitle, signal });
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
  };
}

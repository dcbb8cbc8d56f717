import type { AddressedNotice } from '../../core/ports/admin-notices.ts';
import { formatDuration, formatMoney } from './format.ts';
import type { MessageTranslator } from './messages.ts';
import { oneLine, truncate } from './text.ts';

const maxPrompt = 300;

/** What an admin is told: what happened and what to do about it. Plain text; words of users are in it. */
export function noticeText(
  { notice, at, chatId = 'none' }: Pick<AddressedNotice, 'notice' | 'at' | 'chatId'>,
  translator: MessageTranslator,
  providerTitle: (id: string) => string = (id) => id,
): string {
  switch (notice.kind) {
    case 'spend': {
      const { percent, period, scope, id, usedMicroUsd, limitMicroUsd } = notice;
      const used = formatMoney(usedMicroUsd, translator.locale);
      const limit = formatMoney(limitMicroUsd, translator.locale);
      const span = period.length > 'YYYY-MM'.length ? 'day' : 'month';
      return translator.say('notice.spend', { percent, period, span, scope, id, used, limit });
    }
    case 'gateway-bad':
      return translator.say(`notice.gateway-${notice.state}`, { provider: providerTitle(notice.provider) });
    case 'gateway-recovered': {
      const duration = formatDuration(at - notice.badSince, translator);
      return translator.say('notice.gateway-recovered', {
        provider: providerTitle(notice.provider),
        duration,
      });
    }
    case 'submission-unknown': {
      const { generationId, userId, lostMicroUsd } = notice;
      const lost = formatMoney(lostMicroUsd, translator.locale);
      const provider = providerTitle(notice.provider);
      return translator.say('notice.submission-unknown', {
        provider,
        generationId,
        userId,
        lost,
        chat: chatId,
      });
    }
    case 'drained':
      return translator.say('notice.drained');
    case 'report': {
      const { generationId, reporterId, requesterId } = notice;
      return translator.say('notice.report', {
        ...{ reporterId, requesterId, chat: chatId, picture: notice.pictureId ?? generationId },
        reporter: notice.reporterName ?? reporterId,
        requester: notice.requesterName ?? requesterId,
        prompt: truncate(oneLine(notice.prompt ?? ''), maxPrompt) || 'none',
        reason: truncate(oneLine(notice.reason ?? ''), maxPrompt) || 'none',
      });
    }
  }
}

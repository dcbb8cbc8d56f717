import { createHash } from 'node:crypto';
import type { AddressedNotice } from '../../core/ports/admin-notices.ts';
import { noticeText } from '../shared/notice-text.ts';
import { reportButtons } from '../shared/report-buttons.ts';
import type { DiscordApi } from './discord-api.ts';
import { discordTranslator } from './discord-messages.ts';
import { plainText, textMessage } from './message-parts.ts';
import { postOnce } from './post-once.ts';
import { reportButtonsPart } from './report-decisions.ts';

/** Tells an admin something by direct message. @throws what the library throws */
export async function postNotice(
  api: DiscordApi,
  notice: AddressedNotice,
  providerTitle: (id: string) => string,
): Promise<void> {
  const translator = discordTranslator(notice.locale);
  const text = noticeText(notice, translator.common, providerTitle);
  const { notice: told, mayDecide } = notice;
  const buttons = told.kind === 'report' ? reportButtons(told, mayDecide) : [];
  const row = buttons.length > 0 ? [reportButtonsPart(buttons, translator)] : [];
  const channelId = await api.openDirectMessages(notice.userId.slice(notice.userId.indexOf(':') + 1));
  // The same for every try, so that a lost answer does not make a second message.
  const nonce = createHash('sha256').update(`notice ${notice.id}`).digest('base64url').slice(0, 25);
  await postOnce(api, channelId, textMessage(plainText(text), row), { nonce });
}

import type { Api } from 'grammy';
import type { AddressedNotice } from '../../core/ports/admin-notices.ts';
import { noticeText } from '../shared/notice-text.ts';
import { reportButtons } from '../shared/report-buttons.ts';
import { truncate } from '../shared/text.ts';
import { maxText } from './outcome-caption.ts';
import { reportKeyboard } from './report-presses.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramFailure } from './telegram-error.ts';
import { telegramTranslator } from './telegram-messages.ts';

/**
 * Tells an admin something in their private chat. One whose arrival Telegram did not confirm is not sent again.
 * @throws what grammY throws
 */
export async function postNotice(
  api: Api,
  notice: AddressedNotice,
  options: { readonly providerTitle: (id: string) => string; readonly signal: AbortSignal },
): Promise<void> {
  const translator = telegramTranslator(notice.locale);
  const text = noticeText(notice, translator.common, options.providerTitle);
  const { notice: told, mayDecide } = notice;
  const buttons = told.kind === 'report' ? reportButtons(told, mayDecide) : [];
  const keyboard = buttons.length > 0 ? { reply_markup: reportKeyboard(buttons, translator) } : {};
  const chatId = Number(notice.userId.slice(notice.userId.indexOf(':') + 1));
  try {
    await api.sendMessage(
      chatId,
      truncate(text, maxText),
      { link_preview_options: { is_disabled: true }, ...keyboard },
      asTelegramSignal(options.signal),
    );
  } catch (error) {
    if (telegramFailure(error)?.kind !== 'unknown') throw error;
  }
}

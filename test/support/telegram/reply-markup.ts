import { badRequest } from './api-error.ts';
import type { InlineButton, ReplyMarkup } from './model.ts';
import { isObject, optionalString, requiredString } from './params.ts';
import type { JsonObject, Params } from './params.ts';

const ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
  'disabled',
];

const MAX_BUTTONS = 100;
/** Clients show at most eight in a row. The real server does not refuse more; we do, to see it. */
const MAX_BUTTONS_IN_A_ROW = 8;
const STYLES = ['danger', 'success', 'primary'];

/** The reply_markup argument, checked as the server checks it; undefined when absent or empty. */
export function readReplyMarkup(params: Params, chatType: string): ReplyMarkup | undefined {
  const value = params.json('reply_markup', 'reply keyboard markup');
  if (value === undefined) return undefined;
  if (!isObject(value)) throw badRequest('Object expected as reply markup');

  if (Array.isArray(value['keyboard']) && value['keyboard'].length > 0)
    return { kind: 'keyboard', json: value };
  const rows = readRows(value, chatType);
  if (rows.length > 0) return { kind: 'inline', rows, json: { inline_keyboard: rows } };
  if (value['remove_keyboard'] === true) return { kind: 'remove', json: value };
  if (value['force_reply'] !== true) return undefined;
  if (optionalString(value, 'input_field_placeholder').length > 64) {
    throw badRequest('input field placeholder is too long');
  }
  return { kind: 'force-reply', json: value };
}

function readRows(markup: JsonObject, chatType: string): InlineButton[][] {
  const keyboard = markup['inline_keyboard'];
  if (keyboard === undefined) return [];
  if (!Array.isArray(keyboard) || !keyboard.every(Array.isArray)) {
    throw badRequest('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  }
  const rows = keyboard
    .map((row) => row.map((button) => readButton(button, chatType)))
    .filter((row) => row.length > 0);
  if (rows.flat().length > MAX_BUTTONS || rows.some((row) => row.length > MAX_BUTTONS_IN_A_ROW)) {
    throw badRequest('reply markup is too long');
  }
  return rows;
}

function readButton(button: unknown, chatType: string): InlineButton {
  const broken = "Can't parse inline keyboard button: ";
  if (!isObject(button)) throw badRequest(`${broken}InlineKeyboardButton must be an Object`);
  if (typeof button['text'] !== 'string') throw badRequest(`${broken}Field "text" must be of type String`);
  if (button['text'].trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  const style = optionalString(button, 'style');
  if (style !== '' && !STYLES.includes(style)) throw badRequest(`${broken}invalid button style specified`);

  const actions = ACTIONS.filter((action) => button[action] !== undefined && button[action] !== '');
  if (actions.length === 0) throw badRequest(`${broken}Text buttons are unallowed in the inline keyboard`);
  if (actions.length > 1)
    throw badRequest(`${broken}exactly one action is allowed, got ${actions.join(', ')}`);
  checkAction(button, chatType);
  return { ...button, text: button['text'] };
}

function checkAction(button: JsonObject, chatType: string): void {
  if (button['callback_data'] !== undefined) {
    const bytes = Buffer.byteLength(requiredString(button, 'callback_data'));
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (button['url'] !== undefined) checkUrl(requiredString(button, 'url'));
  if (button['web_app'] !== undefined) {
    if (chatType !== 'private') throw badRequest('BUTTON_TYPE_INVALID');
    const url = isObject(button['web_app']) ? requiredString(button['web_app'], 'url') : '';
    if (!url.startsWith('https://')) {
      throw badRequest(
        `inline keyboard button Web App URL '${url}' is invalid: Only HTTPS links are allowed`,
      );
    }
  }
  if (button['copy_text'] !== undefined) {
    const text = isObject(button['copy_text']) ? requiredString(button['copy_text'], 'text') : '';
    if (text.length < 1 || text.length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
  }
}

/** Bare host names such as localhost are refused: a trap for links to a private installation. */
function checkUrl(url: string): void {
  const invalid = badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  if (/^(tg|ton|mailto):/.test(url)) return;
  let parsed: URL;
  try {
    parsed = new URL(url.includes('://') ? url : `http://${url}`);
  } catch {
    throw invalid;
  }
  if (!/^https?:$/.test(parsed.protocol) || !/[.:]/.test(parsed.hostname)) throw invalid;
}

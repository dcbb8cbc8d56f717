import type { Api } from 'grammy';
import type { BotCommand, BotCommandScope, LanguageCode } from 'grammy/types';
import { locales } from '../shared/locale.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { telegramTranslator } from './telegram-messages.ts';

const scopes: readonly BotCommandScope[] = [
  { type: 'default' },
  { type: 'all_private_chats' },
  { type: 'all_group_chats' },
];
/** Languages with a menu of their own; everybody else gets the one without a language, in English. */
const languages: readonly (LanguageCode | undefined)[] = [
  undefined,
  ...locales.filter((locale) => locale !== 'en').map((locale) => locale.slice(0, 2) as LanguageCode),
];
const commands = [
  'imagine',
  'quota',
  'history',
  'last',
  'show',
  'cancel',
  'add',
  'blend',
  'sticker',
  'describe',
  'prompt',
  'settings',
  'preset',
  'privacy',
  'help',
] as const;

/** Offered only where somebody helps with prompts. */
const helperCommands: ReadonlySet<string> = new Set(['describe', 'prompt']);

/** Writes the menus of commands that differ from what Telegram has. Returns how many. @throws what grammY throws */
export async function registerCommands(
  api: Api,
  { hasHelper, signal }: { readonly hasHelper: boolean; readonly signal: AbortSignal },
): Promise<number> {
  let written = 0;
  for (const scope of scopes) {
    for (const language of languages) {
      const where = { scope, ...(language === undefined ? {} : { language_code: language }) };
      const wanted = menuOf(language, hasHelper);
      const present = await api.getMyCommands(where, asTelegramSignal(signal));
      if (isSame(present, wanted)) continue;
      await api.setMyCommands(wanted, where, asTelegramSignal(signal));
      written += 1;
    }
  }
  return written;
}

function menuOf(language: string | undefined, hasHelper: boolean): BotCommand[] {
  const translator = telegramTranslator(language);
  const offered = commands.filter((command) => hasHelper || !helperCommands.has(command));
  return offered.map((command) => ({ command, description: translator.say(`command.${command}`) }));
}

function isSame(present: readonly BotCommand[], wanted: readonly BotCommand[]): boolean {
  return (
    present.length === wanted.length &&
    wanted.every(
      ({ command, description }, index) =>
        present[index]?.command === command && present[index].description === description,
    )
  );
}

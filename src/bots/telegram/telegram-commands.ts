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
  'key',
  'privacy',
  'help',
] as const;

/** Commands that exist only where the operator wants them. */
interface Offered {
  /** Somebody helps with prompts. */
  readonly hasHelper: boolean;
  /** People may bring keys of their own. */
  readonly ownKeys: boolean;
}

const helperCommands: ReadonlySet<string> = new Set(['describe', 'prompt']);

/** Writes the menus of commands that differ from what Telegram has. Returns how many. @throws what grammY throws */
export async function registerCommands(
  api: Api,
  { signal, ...offered }: Offered & { readonly signal: AbortSignal },
): Promise<number> {
  let written = 0;
  for (const scope of scopes) {
    for (const language of languages) {
      const where = { scope, ...(language === undefined ? {} : { language_code: language }) };
      const wanted = menuOf(language, offered);
      const present = await api.getMyCommands(where, asTelegramSignal(signal));
      if (isSame(present, wanted)) continue;
      await api.setMyCommands(wanted, where, asTelegramSignal(signal));
      written += 1;
    }
  }
  return written;
}

function menuOf(language: string | undefined, { hasHelper, ownKeys }: Offered): BotCommand[] {
  const translator = telegramTranslator(language);
  const shown = commands.filter(
    (command) => (hasHelper || !helperCommands.has(command)) && (ownKeys || command !== 'key'),
  );
  return shown.map((command) => ({ command, description: translator.say(`command.${command}`) }));
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

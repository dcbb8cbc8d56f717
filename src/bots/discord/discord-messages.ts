import { createCatalog, type MessageValues, type Translator } from '../shared/catalog.ts';
import { createTranslator, type MessageKey, type MessageTranslator } from '../shared/messages.ts';
import { en } from './messages/en.ts';
import { zhCN } from './messages/zh-CN.ts';
import { de } from './messages/de.ts';
import { es } from './messages/es.ts';
import { fr } from './messages/fr.ts';
import { id } from './messages/id.ts';
import { it } from './messages/it.ts';
import { ja } from './messages/ja.ts';
import { ko } from './messages/ko.ts';
import { ptBR } from './messages/pt-BR.ts';
import { ru } from './messages/ru.ts';
import { tr } from './messages/tr.ts';

export type DiscordMessageKey = keyof typeof en;

/** What only the Discord bot says, in every language. */
export const discordMessages = createCatalog<DiscordMessageKey>({
  en,
  'zh-CN': zhCN,
  de,
  es,
  fr,
  id,
  it,
  ja,
  ko,
  'pt-BR': ptBR,
  ru,
  tr,
});

/** Both catalogs in one language; commands that a sentence names carry the name that its reader sees. */
export interface DiscordTranslator {
  readonly common: MessageTranslator;
  say(key: DiscordMessageKey, values?: MessageValues): string;
}

/** Speaks the language of Discord's locale, such as "en-GB" or "zh-CN". */
export function discordTranslator(locale: string | undefined): DiscordTranslator {
  const own = discordMessages.translator(locale);
  const common = createTranslator(locale);
  const say = (key: DiscordMessageKey, values?: MessageValues): string =>
    withLocalCommands(own.say(key, values), own);
  return {
    common: {
      locale: common.locale,
      say: (key: MessageKey, values?: MessageValues) => withLocalCommands(common.say(key, values), own),
    },
    say,
  };
}

/** Commands that sentences name. */
const commandNames = [
  'imagine',
  'edit',
  'quota',
  'history',
  'last',
  'show',
  'cancel',
  'settings',
  'preset',
  'blend',
  'describe',
  'prompt',
] as const;
type CommandName = (typeof commandNames)[number];
const commandPattern = new RegExp(`/(${commandNames.join('|')})\\b`, 'g');

function withLocalCommands(sentence: string, own: Translator<DiscordMessageKey>): string {
  if (own.locale === 'en') return sentence;
  return sentence.replace(commandPattern, (_, name: CommandName) => `/${own.say(`command.${name}`)}`);
}

import { formats, qualities, ratios, resolutions } from '../../core/generation/image-request.ts';
import type { PersonalSettings } from '../../core/ports/settings.ts';
import { locales } from './locale.ts';
import type { MessageTranslator } from './messages.ts';

type ShownName = (typeof personalNames)[number];

/** Whose settings are looked at: one's own, or those of the channel. */
export type SettingsScope = 'me' | 'here';

/** One setting as it is shown: what it can be, and what it is. */
export interface SettingRow {
  readonly name: ShownName;
  readonly label: string;
  /** What it is now, in the reader's words. */
  readonly current: string;
  readonly choices: readonly SettingChoice[];
}

export interface SettingChoice {
  /** `none` for "not set". */
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

const flags = ['true', 'false'] as const;
const valuesOf: Readonly<Record<ShownName, readonly string[]>> = {
  language: locales,
  ratio: ratios,
  resolution: resolutions,
  quality: qualities,
  format: formats,
  private: flags,
  avatar: flags,
};
const placeNames = ['ratio', 'resolution', 'quality', 'format', 'private'] as const;
const personalNames = ['language', ...placeNames, 'avatar'] as const;
/** What holds where nobody has chosen, for settings that are always one thing or the other. */
const unlessChosen: Partial<Record<ShownName, string>> = { avatar: 'true' };

export const notSet = 'none';

/** The settings of a scope in the order in which they are shown. */
export function settingRows(
  scope: SettingsScope,
  settings: PersonalSettings,
  translator: MessageTranslator,
): readonly SettingRow[] {
  return (scope === 'me' ? personalNames : placeNames).map((name) => {
    const usual = unlessChosen[name];
    const chosen = settings[name] === undefined ? (usual ?? notSet) : String(settings[name]);
    const choices = [...(usual === undefined ? [notSet] : []), ...valuesOf[name]].map((value) => ({
      value,
      label: valueLabel(name, value, translator),
      isChosen: value === chosen,
    }));
    const current = choices.find(({ isChosen }) => isChosen)?.label ?? chosen;
    return { name, label: translator.say(`settings.${name}`), current, choices };
  });
}

/** A press as a change of settings; undefined for what no control of ours says. */
export function settingChange(
  scope: SettingsScope,
  name: string,
  value: string,
): { readonly [name: string]: string | boolean | null } | undefined {
  const known = (scope === 'me' ? personalNames : placeNames).find((candidate) => candidate === name);
  if (!known || (value !== notSet && !valuesOf[known].includes(value))) return undefined;
  if (value === notSet) return { [known]: null };
  return { [known]: valuesOf[known] === flags ? value === 'true' : value };
}

function valueLabel(name: ShownName, value: string, translator: MessageTranslator): string {
  if (value === notSet) return translator.say('settings.none');
  if (value === 'true') return translator.say('settings.yes');
  if (value === 'false') return translator.say('settings.no');
  if (name === 'language') return languageName(value);
  return value === 'auto' ? translator.say('settings.auto') : value;
}

/** A language's own name for itself. */
function languageName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

import type { PersonalSettings } from '../../../core/ports/settings.ts';
import type { MessageTranslator } from '../../shared/messages.ts';
import { settingRows, type SettingRow } from '../../shared/settings-view.ts';

/** What a person settled, as controls in their language and as plain words. */
export interface SettingsView {
  readonly rows: readonly SettingRow[];
  readonly settled: PersonalSettings;
}

/** Private answers and avatars are left out: here nobody else reads along, and nobody has one. */
export function isKnownHere(name: string): boolean {
  return name !== 'private' && name !== 'avatar';
}

export function viewSettings(settled: PersonalSettings, translator: MessageTranslator): SettingsView {
  return { rows: settingRows('me', settled, translator).filter(({ name }) => isKnownHere(name)), settled };
}

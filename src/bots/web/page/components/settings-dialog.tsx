import { useState } from 'preact/hooks';
import type { SettingRow } from '../../../shared/settings-view.ts';
import { sentenceOf } from '../api/client.ts';
import { say } from '../say.ts';
import { config } from '../state/config.ts';
import { areKeysOpen } from '../state/own-keys.ts';
import { areSettingsOpen, change, settings } from '../state/settings.ts';
import { useStore } from '../state/store.ts';
import { chooseTheme, theme, themes } from '../state/theme.ts';
import { Sheet } from './sheet.tsx';

/** What fills in what a request leaves out, and how the page looks. Everything is kept at once. */
export function SettingsDialog() {
  return useStore(areSettingsOpen) ? <Opened /> : null;
}

function Opened() {
  const { rows } = useStore(settings);
  const [problem, setProblem] = useState<string>();

  async function choose({ name }: SettingRow, value: string): Promise<void> {
    try {
      setProblem(undefined);
      await change(name, value);
    } catch (error) {
      setProblem(sentenceOf(error));
      // The control goes back to what is settled.
      settings.update((current) => ({ ...current }));
    }
  }

  return (
    <Sheet id="settings" title={say('settings.title')} onClose={() => areSettingsOpen.set(false)}>
      <p class="sheet-text">{say('settings.text')}</p>
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="settings">
        {rows.map((row) => (
          <label class="setting" key={row.name}>
            <span>{row.label}</span>
            <select
              value={row.choices.find(({ isChosen }) => isChosen)?.value ?? ''}
              onChange={({ currentTarget }) => void choose(row, currentTarget.value)}
            >
              {row.choices.map(({ value, label, isChosen }) => (
                <option key={value} value={value} selected={isChosen}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        ))}
        <ThemeSetting />
      </div>
      {config.get()?.hasOwnKeys && (
        <button type="button" class="quiet-button settings-keys" onClick={openKeys}>
          {say('own-key.title')}
        </button>
      )}
    </Sheet>
  );
}

/** In the place of the settings: one dialog lies over the conversation at a time. */
function openKeys(): void {
  areSettingsOpen.set(false);
  areKeysOpen.set(true);
}

function ThemeSetting() {
  const current = useStore(theme);
  return (
    <label class="setting">
      <span>{say('settings.theme')}</span>
      <select value={current} onChange={({ currentTarget }) => chooseTheme(currentTarget.value)}>
        {themes.map((name) => (
          <option key={name} value={name} selected={name === current}>
            {say(name === 'auto' ? 'settings.theme-auto' : `theme.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

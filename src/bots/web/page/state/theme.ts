import { readSaved, save } from './saved.ts';
import { createStore } from './store.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const saved = readSaved('theme');
export const theme = createStore<Theme>(themes.find((one) => one === saved) ?? 'auto');

/** Makes the page follow the chosen theme, now and later. */
export function applyTheme(): void {
  const apply = () => {
    const chosen = theme.get();
    if (chosen === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = chosen;
  };
  apply();
  theme.subscribe(() => {
    save('theme', theme.get());
    apply();
  });
}

/** What a control says; anything else leaves it as it is. */
export function chooseTheme(name: string): void {
  theme.update((current) => themes.find((one) => one === name) ?? current);
}

/** Auto, light, dark and round again. */
export function nextTheme(): void {
  theme.update((current) => themes[(themes.indexOf(current) + 1) % themes.length] ?? 'auto');
}

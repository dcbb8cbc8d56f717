import { say } from '../say.ts';
import { useStore } from '../state/store.ts';
import { nextTheme, theme } from '../state/theme.ts';
import { Icon } from './icon.tsx';

const icons = { auto: 'halfMoon', light: 'sun', dark: 'moon' } as const;

export function ThemeButton() {
  const current = useStore(theme);
  const label = say(`theme.${current}`);
  return (
    <button type="button" class="round-button" onClick={nextTheme} aria-label={label} title={label}>
      <Icon name={icons[current]} />
    </button>
  );
}

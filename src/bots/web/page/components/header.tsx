import { say } from '../say.ts';
import { openGallery } from '../state/gallery.ts';
import { areSettingsOpen } from '../state/settings.ts';
import { IconButton } from './icon-button.tsx';
import { QuotaLine } from './quota-line.tsx';
import { ThemeButton } from './theme-button.tsx';
import { Wordmark } from './wordmark.tsx';

export function Header() {
  return (
    <header class="header">
      <div class="header-inner">
        <h1 class="header-title">
          <Wordmark />
        </h1>
        <QuotaLine />
        <div class="header-buttons">
          <IconButton
            icon="gallery"
            label={say('gallery.title')}
            onPress={() => void openGallery('history')}
          />
          <IconButton
            icon="settings"
            label={say('settings.title')}
            onPress={() => areSettingsOpen.set(true)}
          />
          <ThemeButton />
        </div>
      </div>
    </header>
  );
}

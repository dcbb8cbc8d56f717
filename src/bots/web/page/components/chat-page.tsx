import { useEffect } from 'preact/hooks';
import type { ConfigView } from '../../api/account-view.ts';
import { say } from '../say.ts';
import { chat, loadLatest } from '../state/chat-actions.ts';
import { useStore } from '../state/store.ts';
import { AdminDialog } from './admin-dialog.tsx';
import { Banner } from './banner.tsx';
import { Composer } from './composer.tsx';
import { DropZone } from './drop-zone.tsx';
import { GalleryDialog } from './gallery-dialog.tsx';
import { Header } from './header.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { LiveRegion } from './live-region.tsx';
import { RegionDialog } from './region-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { Thread } from './thread.tsx';

export function ChatPage({ config }: { config: ConfigView }) {
  const { isConnected } = useStore(chat);
  useEffect(() => {
    // What was asked on another device appears when the page is looked at again.
    const look = () => {
      if (document.visibilityState === 'visible') loadLatest().catch(() => undefined);
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);

  return (
    <DropZone config={config}>
      <Header />
      <main class="main">
        <Thread />
      </main>
      <div class="dock">
        {!isConnected && <Banner>{say('banner.offline')}</Banner>}
        <Composer config={config} />
        {config.sandboxOnly ? (
          <p class="footnote">{say('banner.sandbox')}</p>
        ) : (
          <p class="footnote hint">{say('composer.hint')}</p>
        )}
      </div>
      <RegionDialog config={config} />
      <AdminDialog />
      <KeysDialog />
      <GalleryDialog />
      <SettingsDialog />
      <LiveRegion />
    </DropZone>
  );
}

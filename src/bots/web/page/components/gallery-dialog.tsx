import { useEffect, useRef } from 'preact/hooks';
import { say } from '../say.ts';
import { type Gallery, gallery, openGallery, type Shelf, turn } from '../state/gallery.ts';
import { useStore } from '../state/store.ts';
import { GalleryCard } from './gallery-card.tsx';
import { Icon } from './icon.tsx';
import { Sheet } from './sheet.tsx';

const shelves: readonly Shelf[] = ['history', 'favourites'];

/** All pictures, or the favourites, page by page. */
export function GalleryDialog() {
  const shown = useStore(gallery);
  return shown ? <Opened shown={shown} /> : null;
}

function Opened({ shown }: { shown: Gallery }) {
  const { shelf, state, pictures, hasNewer, hasOlder, problem } = shown;
  const list = useRef<HTMLUListElement>(null);
  const firstId = pictures[0]?.image.id;
  useEffect(() => list.current?.closest('dialog')?.scrollTo({ top: 0 }), [firstId, shelf]);

  return (
    <Sheet id="gallery" title={say('gallery.title')} onClose={() => gallery.set(undefined)}>
      <div class="shelves" role="group" aria-label={say('gallery.title')}>
        {shelves.map((one) => (
          <button
            key={one}
            type="button"
            class="shelf"
            aria-pressed={one === shelf}
            onClick={() => void openGallery(one)}
          >
            {say(`gallery.${one}`)}
          </button>
        ))}
      </div>
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="gallery" aria-busy={state === 'loading'}>
        {pictures.length > 0 ? (
          <ul class="gallery-list" ref={list}>
            {pictures.map((picture) => (
              <GalleryCard key={picture.image.id} picture={picture} />
            ))}
          </ul>
        ) : (
          <p class="gallery-empty">{emptyText(shown)}</p>
        )}
      </div>
      {(hasNewer || hasOlder) && (
        <nav class="gallery-turn" aria-label={say('gallery.title')}>
          <button type="button" class="action" disabled={!hasNewer} onClick={() => void turn('newer')}>
            <Icon name="left" />
            <span>{say('gallery.newer')}</span>
          </button>
          <button type="button" class="action" disabled={!hasOlder} onClick={() => void turn('older')}>
            <span>{say('gallery.older')}</span>
            <Icon name="right" />
          </button>
        </nav>
      )}
    </Sheet>
  );
}

function emptyText({ shelf, state, problem }: Gallery): string {
  if (state === 'loading') return say('gallery.loading');
  if (problem !== undefined) return '';
  return say(shelf === 'favourites' ? 'follow.favourites-empty' : 'gallery.empty');
}

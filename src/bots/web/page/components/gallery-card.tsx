import { useState } from 'preact/hooks';
import { pageLocale, say } from '../say.ts';
import { addToo } from '../state/composer.ts';
// prettier-ignore
import {
  deletePicture, gallery, type GalleryPicture, showInChat, toggleFavourite,
} from '../state/gallery.ts';
import { thumbnailOf } from '../state/references.ts';
import { canReword, reword } from '../state/reword.ts';
import { DownloadLink } from './download-link.tsx';
import { IconButton } from './icon-button.tsx';

/** One picture of the gallery with what can be done with it; deleting asks once more. */
export function GalleryCard({ picture }: { picture: GalleryPicture }) {
  const { image, view } = picture;
  const { prompt } = view.request;
  const [isSure, setSure] = useState(false);
  const [isGone, setGone] = useState(false);
  const isCovered = view.request.spoiler === true;
  const alt = say('picture.alt', {
    number: image.index + 1,
    count: view.images.length,
    prompt: prompt.slice(0, 300),
  });
  const when = new Date(view.createdAt).toLocaleDateString(pageLocale.get(), { dateStyle: 'medium' });

  return (
    <li class="card">
      <button
        type="button"
        class={isCovered ? 'card-picture covered' : 'card-picture'}
        title={say('gallery.show')}
        aria-label={`${say('gallery.show')}: ${isCovered ? say('moderation.spoiler') : alt}`}
        onClick={() => showInChat(picture)}
      >
        {isGone ? (
          <span class="card-gone">{say('picture.gone')}</span>
        ) : (
          <img
            src={thumbnailOf(image.id)}
            alt={isCovered ? say('moderation.spoiler') : alt}
            width={image.width}
            height={image.height}
            loading="lazy"
            decoding="async"
            onError={() => setGone(true)}
          />
        )}
      </button>
      <p class="card-text" dir="auto" title={prompt}>
        {prompt}
      </p>
      <p class="card-note">
        {when} · {image.id}
      </p>
      {isSure ? (
        <div class="card-actions">
          <button type="button" class="action" onClick={() => void deletePicture(picture)}>
            {say('action.delete-for-good')}
          </button>
          <button type="button" class="action" onClick={() => setSure(false)}>
            {say('action.keep')}
          </button>
        </div>
      ) : (
        <div class="card-actions">
          <IconButton
            icon={image.isFavourite ? 'starFull' : 'star'}
            label={say(image.isFavourite ? 'action.unfavourite' : 'action.favourite')}
            onPress={() => void toggleFavourite(picture)}
          />
          <IconButton
            icon="add"
            label={say('action.add')}
            onPress={() => addToo({ id: image.id, name: prompt, isCovered })}
          />
          {canReword(view) && (
            <IconButton
              icon="again"
              label={say('action.reuse')}
              onPress={() => {
                gallery.set(undefined);
                reword(view);
              }}
            />
          )}
          <DownloadLink image={image} label={say('action.download')} />
          <IconButton icon="trash" label={say('action.delete')} onPress={() => setSure(true)} />
        </div>
      )}
    </li>
  );
}

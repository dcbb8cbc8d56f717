import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ImageView } from '../../api/generation-view.ts';
import { say } from '../say.ts';
import { ActionButton } from './action-button.tsx';
import { DownloadLink } from './download-link.tsx';
import { Icon } from './icon.tsx';

interface Props {
  readonly images: readonly ImageView[];
  readonly index: number;
  altOf(index: number): string;
  onMove(index: number): void;
  onEdit(image: ImageView): void;
  onRegion(image: ImageView): void;
  onClose(): void;
}

/** One picture over everything else. Escape closes, the arrows go through the pictures of one request. */
export function Lightbox({ images, index, altOf, onMove, onEdit, onRegion, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const image = images[index];
  if (!image) return null;

  function onKeyDown({ key }: KeyboardEvent): void {
    if (key === 'ArrowLeft' && index > 0) onMove(index - 1);
    if (key === 'ArrowRight' && index < images.length - 1) onMove(index + 1);
  }

  return (
    <dialog
      class="lightbox"
      ref={dialog}
      aria-label={altOf(index)}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={({ target }) => target === dialog.current && dialog.current?.close()}
    >
      <div class="lightbox-bar">
        <ActionButton icon="edit" text={say('action.edit')} onPress={() => onEdit(image)} />
        <ActionButton icon="region" text={say('action.region')} onPress={() => onRegion(image)} />
        <DownloadLink image={image} />
        <button
          type="button"
          class="round-button"
          aria-label={say('action.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <img class="lightbox-picture" src={image.url} alt={altOf(index)} />
      {index > 0 && (
        <button
          type="button"
          class="round-button lightbox-previous"
          aria-label={say('action.previous')}
          onClick={() => onMove(index - 1)}
        >
          <Icon name="left" />
        </button>
      )}
      {index < images.length - 1 && (
        <button
          type="button"
          class="round-button lightbox-next"
          aria-label={say('action.next')}
          onClick={() => onMove(index + 1)}
        >
          <Icon name="right" />
        </button>
      )}
    </dialog>
  );
}

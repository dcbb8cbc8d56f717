import { useState } from 'preact/hooks';
import type { ImageView } from '../../api/generation-view.ts';
import { say } from '../say.ts';

interface Props {
  readonly image: ImageView;
  readonly alt: string;
  readonly number: number;
  /** What was seen last while it was drawn; shown until the picture is there. */
  readonly preview?: string | undefined;
  /** Blurred; a press uncovers it instead of opening it. */
  readonly isCovered?: boolean;
  onOpen(): void;
}

/** MIME type under which a picture of ours is dragged into the composer. */
export const draggedPictureType = 'application/x-limner-picture';

/** One finished picture in its frame. */
export function Picture({ image, alt, number, preview, isCovered = false, onOpen }: Props) {
  const [state, setState] = useState<'loading' | 'shown' | 'gone'>('loading');
  if (state === 'gone') return <div class="picture picture-gone">{say('picture.gone')}</div>;
  return (
    <button
      type="button"
      class={`picture picture-${state}${isCovered ? ' covered' : ''}`}
      onClick={onOpen}
      aria-label={say(isCovered ? 'moderation.uncover-picture' : 'action.view-picture', { number })}
    >
      {preview !== undefined && state === 'loading' && <img class="preview" src={preview} alt="" />}
      <img
        src={image.url}
        alt={isCovered ? '' : alt}
        width={image.width}
        height={image.height}
        loading="lazy"
        decoding="async"
        onLoad={() => setState('shown')}
        onError={() => setState('gone')}
        onDragStart={({ dataTransfer }) => dataTransfer?.setData(draggedPictureType, image.id)}
      />
      {isCovered && <span class="cover">{say('moderation.uncover')}</span>}
    </button>
  );
}

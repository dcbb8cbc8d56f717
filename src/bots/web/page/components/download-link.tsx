import type { ImageView } from '../../api/generation-view.ts';
import { say } from '../say.ts';
import { Icon } from './icon.tsx';

const extensions: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

/** Saves the original under a name that says where it is from. */
export function DownloadLink({ image, label }: { image: ImageView; label?: string }) {
  const name = `limner-${image.id}.${extensions[image.mediaType] ?? 'png'}`;
  return (
    <a
      class="action"
      href={image.url}
      download={name}
      {...(label === undefined ? {} : { 'aria-label': label, title: label })}
    >
      <Icon name="download" />
      <span>{say('action.download')}</span>
    </a>
  );
}

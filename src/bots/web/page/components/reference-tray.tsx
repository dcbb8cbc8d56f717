import { say } from '../say.ts';
import { composer, detach } from '../state/composer.ts';
import { selectRegionOfReference } from '../state/region-dialog.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './icon.tsx';
import { RegionChip } from './region-chip.tsx';

/** The pictures that go along with the prompt. */
export function ReferenceTray() {
  const { references, edited, region } = useStore(composer);
  if (references.length === 0) return null;
  return (
    <ul class="tray">
      {references.map((reference, index) => (
        <li key={reference.key} class="thumb" title={reference.name}>
          {reference.kind === 'file' ? (
            <img
              src={reference.url}
              alt={say('composer.reference', { number: index + 1, name: reference.name })}
              onError={({ currentTarget }) => currentTarget.classList.add('unseen')}
            />
          ) : (
            <span
              class="thumb-link"
              role="img"
              aria-label={say('composer.reference', { number: index + 1, name: reference.name })}
            >
              <Icon name="link" />
            </span>
          )}
          <button
            type="button"
            class="thumb-remove"
            aria-label={say('composer.remove', { name: reference.name })}
            onClick={() => detach(reference.key)}
          >
            <Icon name="close" />
          </button>
          {/* A region is of the first picture, which an edited one would be. */}
          {reference.kind === 'file' && !edited && (
            <button
              type="button"
              class={region?.of === reference.key ? 'thumb-region thumb-chosen' : 'thumb-region'}
              aria-label={say('action.region-picture', { number: index + 1 })}
              title={say('action.region')}
              onClick={() => selectRegionOfReference(reference)}
            >
              <Icon name="region" />
            </button>
          )}
          <RegionChip of={reference.key} />
        </li>
      ))}
    </ul>
  );
}

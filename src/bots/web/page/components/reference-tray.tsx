import { say } from '../say.ts';
import { composer, detach, move } from '../state/composer.ts';
import type { Reference } from '../state/references.ts';
import { selectRegionOfReference } from '../state/region-dialog.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { RegionChip } from './region-chip.tsx';
import { ThumbName } from './thumb-name.tsx';

/** The pictures that go along with the prompt, numbered as the gateway is given them. */
export function ReferenceTray() {
  const { references, edited, region } = useStore(composer);
  if (references.length === 0) return null;
  // A picture that is edited is the first.
  const before = edited ? 1 : 0;
  return (
    <ol class="tray" aria-label={say('composer.collected')}>
      {references.map((reference, index) => {
        const number = before + index + 1;
        const { key } = reference;
        const name = reference.called ?? reference.name;
        return (
          <li key={key} class="thumb" title={name}>
            <Thumbnail reference={reference} number={number} />
            <button
              type="button"
              class="thumb-remove"
              aria-label={say('composer.remove', { name })}
              onClick={() => detach(key)}
            >
              <Icon name="close" />
            </button>
            {/* A region is of the first picture, which an edited one would be. */}
            {reference.kind !== 'link' && !edited && (
              <button
                type="button"
                class={region?.of === key ? 'thumb-region thumb-chosen' : 'thumb-region'}
                aria-label={say('action.region-picture', { number })}
                title={say('action.region')}
                onClick={() => void selectRegionOfReference(reference)}
              >
                <Icon name="region" />
              </button>
            )}
            <ThumbName reference={reference} number={number} />
            {references.length > 1 && (
              <div class="thumb-order">
                <IconButton
                  icon="left"
                  label={say('composer.forward', { name })}
                  isDisabled={index === 0}
                  onPress={() => move(key, -1)}
                />
                <IconButton
                  icon="right"
                  label={say('composer.back', { name })}
                  isDisabled={index === references.length - 1}
                  onPress={() => move(key, 1)}
                />
              </div>
            )}
            <RegionChip of={key} />
          </li>
        );
      })}
    </ol>
  );
}

function Thumbnail({ reference, number }: { reference: Reference; number: number }) {
  const name = say('composer.reference', { number, name: reference.called ?? reference.name });
  if (reference.kind === 'link') {
    return (
      <span class="thumb-link" role="img" aria-label={name}>
        <Icon name="link" />
      </span>
    );
  }
  return (
    <span class="thumb-frame">
      <img
        class={reference.kind === 'own' && reference.isCovered ? 'covered' : ''}
        src={reference.url}
        alt={name}
        onError={({ currentTarget }) => currentTarget.classList.add('unseen')}
      />
    </span>
  );
}

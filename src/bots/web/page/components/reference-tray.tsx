import { say } from '../say.ts';
import { composer, detach } from '../state/composer.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './icon.tsx';

/** The pictures that go along with the prompt. */
export function ReferenceTray() {
  const { references } = useStore(composer);
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
        </li>
      ))}
    </ul>
  );
}

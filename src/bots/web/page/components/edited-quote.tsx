import { say } from '../say.ts';
import { composer, editedPicture, leaveEdit } from '../state/composer.ts';
import { selectRegionOf } from '../state/region-dialog.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './icon.tsx';
import { RegionChip } from './region-chip.tsx';

/** Which picture the next prompt changes. */
export function EditedQuote() {
  const { edited, references } = useStore(composer);
  if (!edited) return null;
  return (
    <div class="quote">
      <img src={edited.image.url} alt="" />
      <p>
        <strong>{say('composer.editing')}</strong>
        <span dir="auto">
          {references.length === 0
            ? edited.prompt
            : say('composer.place', { number: 1, name: edited.prompt })}
        </span>
        <RegionChip of={editedPicture} />
      </p>
      <button
        type="button"
        class="round-button"
        aria-label={say('action.region')}
        title={say('action.region')}
        onClick={() => selectRegionOf(edited)}
      >
        <Icon name="region" />
      </button>
      <button type="button" class="round-button" aria-label={say('composer.leave-edit')} onClick={leaveEdit}>
        <Icon name="close" />
      </button>
    </div>
  );
}

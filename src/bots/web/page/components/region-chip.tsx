import { say } from '../say.ts';
import { composer, dropRegion } from '../state/composer.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './icon.tsx';
import { percentOf } from './region-editor.tsx';

/** Says that only a part of the picture is to change, and takes that back. */
export function RegionChip({ of }: { of: string }) {
  const { region } = useStore(composer);
  if (region?.of !== of) return null;
  return (
    <span class="region-chip">
      <Icon name="region" />
      {say('region.kept', { percent: percentOf(region.share) })}
      <button type="button" aria-label={say('region.drop')} title={say('region.drop')} onClick={dropRegion}>
        <Icon name="close" />
      </button>
    </span>
  );
}

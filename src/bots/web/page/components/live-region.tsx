import { announcement } from '../state/announcer.ts';
import { useStore } from '../state/store.ts';

/** Says aloud what only changed on the screen. */
export function LiveRegion() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {useStore(announcement)}
    </div>
  );
}

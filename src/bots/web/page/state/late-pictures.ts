import { api } from '../api/client.ts';
import type { GenerationView } from '../../api/generation-view.ts';

/** Between two looks, growing; a gateway gives up within minutes. Milliseconds. */
const pauses = { firstMs: 2_000, factor: 1.3, longestMs: 30_000, tries: 30 };

/**
 * Looks now and then for pictures of a canceled request that was handed over already: the server follows nothing that has
 * ended. Ends with the first picture, or when none will come any more.
 */
export function awaitLatePictures(id: string, take: (view: GenerationView) => void): void {
  let tries = 0;
  const look = async (): Promise<void> => {
    tries += 1;
    try {
      const view = await api.get(id);
      if (view.images.length > 0) return take(view);
    } catch {
      // The next look tells.
    }
    if (tries < pauses.tries) later();
  };
  const later = (): void => {
    const pauseMs = Math.min(pauses.longestMs, pauses.firstMs * pauses.factor ** tries);
    setTimeout(() => void look(), pauseMs);
  };
  later();
}

import type { Core } from '../../../core/core.ts';
import { type Generation, isTerminal, picturesOf, statusOf } from '../../../core/generation/generation.ts';
import { createTranslator } from '../../shared/messages.ts';
import { outcomeText } from '../../shared/outcome-text.ts';
import { type GenerationView, viewGeneration } from './generation-view.ts';

const dayMs = 86_400_000;

/** Shows generations to the API's callers. */
export interface GenerationViewer {
  view(generation: Generation, locale: string): Promise<GenerationView>;
}

export function createGenerationViewer(core: Core, now: () => number): GenerationViewer {
  const providerOf = (id: string) => core.providers().find((provider) => provider.id === id);
  const providerTitle = (id: string) => providerOf(id)?.title ?? id;

  return {
    async view(generation, locale) {
      const status = statusOf(generation);
      const { id, requester } = generation;
      const pictures = picturesOf(generation).map((_, index) => ({ generationId: id, index }));
      const favourites = await core.pictures.areFavourites(requester.userId, pictures);
      const standing = await core.progress.of(generation);
      // The same link all day long, so that a browser keeps what it has loaded; good for one to two days.
      const expiresAt = Math.ceil((now() + dayMs) / dayMs) * dayMs;
      return viewGeneration(generation, {
        standing,
        text: isTerminal(status)
          ? outcomeText(generation, createTranslator(locale), { providerTitle })
          : undefined,
        isFavourite: (index) => favourites[index] ?? false,
        larger: (image) => core.pictures.larger(image),
        urlOf: (image) => core.media.signedPath(image, expiresAt),
      });
    },
  };
}

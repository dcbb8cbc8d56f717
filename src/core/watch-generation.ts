import type { GenerationEvent } from './core.ts';
import type { GenerationStore } from './ports/generation-store.ts';
import type { Logger } from './ports/logger.ts';
import type { LiveView } from './storage/live-view.ts';
import type { PublishedEvent, RedisEvents } from './storage/redis-events.ts';

export interface WatchDependencies {
  readonly events: RedisEvents;
  readonly live: LiveView;
  readonly store: Pick<GenerationStore, 'get'>;
  readonly logger: Logger;
}

/** Tells a listener of every change of a generation and of its previews, until it is stopped. */
export function watchGeneration(
  generationId: string,
  listener: (event: GenerationEvent) => void,
  { events, live, store, logger }: WatchDependencies,
): { stop(): void } {
  let stopped = false;
  const tell = async (event: PublishedEvent): Promise<void> => {
    if (event.preview) {
      const jpeg = await live.preview(generationId);
      if (jpeg && !stopped) listener({ kind: 'preview', generationId, jpeg });
      return;
    }
    const generation = await store.get(generationId);
    if (generation && !stopped) listener({ kind: 'generation', generation });
  };
  // One after the other, so that a listener never hears of an older state after a newer one.
  let queue = Promise.resolve();
  const stop = events.on(generationId, (event) => {
    queue = queue
      .then(() => tell(event))
      .catch((error: unknown) => logger.debug({ generationId, error }, 'A change could not be told'));
  });
  return {
    stop: () => {
      stopped = true;
      stop();
    },
  };
}

import type { GenerationView } from '../../api/generation-view.ts';
import { api, ApiError } from './client.ts';

export interface FollowListener {
  onGeneration(view: GenerationView): void;
  onPreview(id: string, image: string): void;
  /** The generation is gone, or is not this user's any more. */
  onGone(id: string): void;
  /** False while nothing is heard though something is under way. */
  onConnected(connected: boolean): void;
}

const pausesMs = [1_000, 2_000, 5_000, 10_000];

/**
 * Follows all unfinished generations over one connection, because a browser opens only six to a host. Goes on after
 * broken connections, and rests while the page is not looked at.
 */
export class EventFollower {
  readonly #listener: FollowListener;
  readonly #ids = new Set<string>();
  #source: EventSource | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: FollowListener) {
    this.#listener = listener;
    document.addEventListener('visibilitychange', () => this.#reopenSoon(0));
    addEventListener('online', () => this.#reopenSoon(0));
  }

  follow(id: string): void {
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    this.#reopenSoon(0);
  }

  #forget(id: string): void {
    this.#ids.delete(id);
    if (this.#ids.size === 0) this.#close();
  }

  #reopenSoon(pauseMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), pauseMs);
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  #open(): void {
    this.#close();
    if (this.#ids.size === 0 || document.visibilityState === 'hidden') return;
    const query = new URLSearchParams([...this.#ids].map((id) => ['id', id]));
    const source = new EventSource(`/api/events?${query}`);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#failures = 0;
      this.#listener.onConnected(true);
    });
    source.addEventListener('generation', ({ data }: MessageEvent<string>) => {
      const view = JSON.parse(data) as GenerationView;
      if (isOver(view)) this.#forget(view.id);
      this.#listener.onGeneration(view);
    });
    source.addEventListener('preview', ({ data }: MessageEvent<string>) => {
      const { id, image } = JSON.parse(data) as { id: string; image: string };
      this.#listener.onPreview(id, image);
    });
    source.addEventListener('error', () => {
      if (source === this.#source) void this.#recover();
    });
  }

  /** One generation that is gone makes the whole stream fail, so each is looked at alone before the next try. */
  async #recover(): Promise<void> {
    this.#close();
    this.#failures += 1;
    for (const id of this.#ids) {
      try {
        const view = await api.get(id);
        if (isOver(view)) this.#forget(id);
        this.#listener.onGeneration(view);
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
          this.#forget(id);
          this.#listener.onGone(id);
        } else {
          this.#listener.onConnected(false);
          break;
        }
      }
    }
    this.#reopenSoon(pausesMs[Math.min(this.#failures, pausesMs.length) - 1] ?? 1_000);
  }
}

export function isOver({ status }: GenerationView): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'canceled';
}

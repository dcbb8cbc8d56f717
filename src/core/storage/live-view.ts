import type { ScriptedRedis } from './connection.ts';
import { wantEditScript } from './edit-chats.ts';
import { keys, lifetimes } from './keys.ts';

/** What changes often while a picture is drawn and is worth nothing afterwards. */
export interface LiveState {
  readonly progress?: number;
  readonly previewSequence?: number;
}

/** Volatile progress and previews of running generations, beside the record, gone after ten minutes. */
export class LiveView {
  readonly #redis: ScriptedRedis;
  readonly #now: () => number;

  constructor(redis: ScriptedRedis, now: () => number) {
    this.#redis = redis;
    this.#now = now;
  }

  async get(generationId: string): Promise<LiveState> {
    const values = await this.#redis.hmget(keys.live(generationId), 'progress', 'preview');
    return {
      ...(values[0] ? { progress: Number(values[0]) } : {}),
      ...(values[1] ? { previewSequence: Number(values[1]) } : {}),
    };
  }

  async preview(generationId: string): Promise<Buffer | undefined> {
    return (await this.#redis.getBuffer(keys.preview(generationId))) ?? undefined;
  }

  async setProgress(generationId: string, progress: number): Promise<void> {
    await this.#redis
      .multi()
      .hset(keys.live(generationId), 'progress', Math.round(progress))
      .expire(keys.live(generationId), lifetimes.live)
      .publish(keys.events(), JSON.stringify({ id: generationId, live: true }))
      .exec();
  }

  /**
   * @param jpeg a small JPEG
   * @param scope of the generation's status message, see `editScopeOf`
   */
  async setPreview(generationId: string, jpeg: Buffer, scope: string): Promise<void> {
    const now = Math.floor(this.#now());
    await this.#redis
      .multi()
      .set(keys.preview(generationId), jpeg, 'EX', lifetimes.live)
      .hincrby(keys.live(generationId), 'preview', 1)
      .expire(keys.live(generationId), lifetimes.live)
      // Worth an edit of the status message, where that still shows progress.
      .eval(wantEditScript, 1, keys.editsIn(0), scope, generationId, now)
      .publish(keys.events(), JSON.stringify({ id: generationId, preview: true }))
      .exec();
  }
}

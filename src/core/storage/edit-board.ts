import type { Generation } from '../generation/generation.ts';
import { editScopeOf } from '../generation/stage.ts';
import type { EditPace } from '../ports/delivery-channel.ts';
import type { ScriptedRedis } from './connection.ts';
import { parkedScore } from './edit-chats.ts';
import { keys } from './keys.ts';

/** How long an edit is believed to be under way whose process has died, milliseconds. */
export const editLockMs = 3_000;
/** How long an outcome that cannot be posted holds up the progress of others in its chat. */
const patienceMs = 60_000;
/** Between two looks at a chat in which outcomes are being posted. */
const restMs = 500;
/** The longest pause after a refusal that named none. */
const longestHoldMs = 120_000;
/** As long as any platform counts edits. */
const countedMs = 61_000;

/** An edit of one status message that this process may make now. */
export interface TakenEdit {
  readonly scope: string;
  readonly generationId: string;
  readonly holder: string;
  readonly takenAt: number;
}

/** How an edit went: `refused` with how long the platform asked to wait; `unknown`: it may still arrive. */
export type EditResult =
  | { readonly how: 'edited' | 'unchanged' | 'unknown'; readonly againMs: number | undefined }
  | { readonly how: 'refused'; readonly askedMs: number | undefined };

export type PostTurn =
  { readonly kind: 'go'; readonly unsure: boolean } | { readonly kind: 'wait'; readonly ms: number };

/** One schedule of edits for every chat, shared by all processes: progress at the chat's pace, outcomes before it. */
export class EditBoard {
  readonly #redis: ScriptedRedis;
  readonly #now: () => number;

  constructor(redis: ScriptedRedis, now: () => number) {
    this.#redis = redis;
    this.#now = now;
  }

  /** The next edit of progress in a chat; undefined when none is due or may be made, and then the chat is due again later. */
  async take(scope: string, pace: EditPace, holder: string): Promise<TakenEdit | undefined> {
    const takenAt = Math.floor(this.#now());
    const { gapMs, limit, perSecond } = pace;
    const platform = scope.slice(0, scope.indexOf('/'));
    const [, generationId] = await this.#redis.limnerTakeEdit(
      keys.editsIn(0),
      ...[scope, takenAt, editLockMs, holder],
      ...[gapMs, limit?.edits ?? 0, limit?.windowMs ?? 0],
      ...[platform, perSecond ?? 0, patienceMs, restMs],
    );
    return generationId === undefined ? undefined : { scope, generationId, holder, takenAt };
  }

  /** Keeps an edit that takes long from being taken for that of a dead process. */
  async renew({ generationId }: TakenEdit): Promise<void> {
    await this.#redis.pexpire(keys.editLock(generationId), editLockMs);
  }

  /** False once the edit counts as that of a dead process: an outcome may have been posted meanwhile. */
  async holds({ generationId, holder }: TakenEdit): Promise<boolean> {
    return (await this.#redis.get(keys.editLock(generationId))) === holder;
  }

  /** Ends an edit. Resolves with when the chat is due next (Unix ms). */
  async put(taken: TakenEdit, result: EditResult): Promise<number | undefined> {
    const now = Math.floor(this.#now());
    const againMs = result.how === 'refused' ? 0 : result.againMs;
    const next = await this.#redis.limnerPutEdit(
      keys.editsIn(0),
      ...[taken.scope, taken.generationId, taken.holder, taken.takenAt + editLockMs],
      againMs === undefined ? parkedScore : Math.ceil(now + againMs),
      ...[result.how, now, result.how === 'refused' ? (result.askedMs ?? '') : '', longestHoldMs],
    );
    return next === '' ? undefined : Number(next);
  }

  /** Whether an outcome may be posted now: not onto an edit that is under way, not while the platform asked to wait. */
  async beginPost(generation: Generation): Promise<PostTurn> {
    const [kind, detail] = await this.#redis.limnerBeginPost(
      keys.editLock(generation.id),
      ...[editScopeOf(generation), generation.id, Math.floor(this.#now())],
      generation.target.chat === undefined ? 0 : countedMs,
    );
    if (kind === 'go') return { kind, unsure: detail === 1 };
    return { kind: 'wait', ms: kind === 'hold' ? detail : editWaitMs };
  }

  /** The platform asked to leave the chat alone when an outcome was posted. */
  async hold(generation: Generation, ms: number): Promise<void> {
    await this.#redis.limnerHoldChat(keys.editPace(editScopeOf(generation)), Math.ceil(this.#now() + ms), ms);
  }
}

/** How soon an outcome asks again whose message is being edited. */
const editWaitMs = 100;

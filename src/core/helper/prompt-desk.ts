import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Refusal } from '../core.ts';
import { AppError } from '../errors.ts';
import type { Requester } from '../generation/generation.ts';
import { imageRequestSchema } from '../generation/image-request.ts';
import type { Logger } from '../ports/logger.ts';
import type { ImageSource, Media } from '../ports/media.ts';
import type { Moderation } from '../ports/moderation.ts';
// prettier-ignore
import {
  maxHelpedPrompt, type ChatModel, type HelpResult, type PromptHelper, type Suggestion,
} from '../ports/prompt-helper.ts';
import { cleanSuggestion } from './clean-suggestion.ts';
import { refusalWord, taskOf } from './helper-tasks.ts';

/** Where suggestions and the day's count are kept. */
export interface PromptStore {
  save(userId: string, suggestion: Suggestion): Promise<void>;
  find(userId: string, id: string): Promise<Suggestion | undefined>;
  /** Counts one more for this person's day. False, and nothing is counted, where `limit` is reached. */
  count(userId: string, limit: number): Promise<boolean>;
  /** Takes one back. */
  uncount(userId: string): Promise<void>;
}

export interface PromptDeskConfig {
  readonly store: PromptStore;
  readonly media: Pick<Media, 'importReference' | 'open' | 'preview'>;
  /** Keeps originals from being cleared away for a while. */
  readonly hold: (sha256s: readonly string[]) => Promise<void>;
  /** Who is kept out. */
  readonly admission: (who: { userId: string; chatId: string }) => Promise<Refusal | undefined>;
  readonly moderation: Pick<Moderation, 'judge'>;
  /** Absent: nothing is offered. */
  readonly model: ChatModel | undefined;
  /** How often a day one person may ask. */
  readonly dailyLimit: number;
  readonly logger: Logger;
  readonly now: () => number;
}

type Kind = Suggestion['kind'];
type Wish = Parameters<PromptHelper['describe']>[0] | Parameters<PromptHelper['change']>[0];

/** The longest edge of a picture that the model is shown, pixels. */
const shownEdge = 1_024;

/** Prompts written with the help of a chat model: judged as any prompt is, kept for whoever asked, used by nobody else. */
export class PromptDesk implements PromptHelper {
  readonly #config: PromptDeskConfig;

  constructor(config: PromptDeskConfig) {
    this.#config = config;
  }

  get isOffered(): boolean {
    return this.#config.model !== undefined;
  }

  describe(wish: Parameters<PromptHelper['describe']>[0]): Promise<HelpResult> {
    return this.#help('describe', wish, '', async () => ({ jpeg: await this.#jpegOf(wish.source) }));
  }

  async change(wish: Parameters<PromptHelper['change']>[0]): Promise<HelpResult> {
    const prompt = wish.prompt.trim();
    const issue = { field: 'prompt', allowed: `1–${maxHelpedPrompt}` } as const;
    if (prompt === '') return refused({ code: 'invalid-input', issues: [{ ...issue, problem: 'required' }] });
    if ([...prompt].length > maxHelpedPrompt) {
      return refused({ code: 'invalid-input', issues: [{ ...issue, problem: 'too-long' }] });
    }
    return this.#help(wish.change, wish, prompt, () => Promise.resolve({ text: prompt }));
  }

  async find(id: string, userId: string): Promise<Suggestion | 'not-yours' | undefined> {
    if (!id.startsWith(ownerPart(userId))) return 'not-yours';
    return this.#config.store.find(userId, id);
  }

  async #help(
    kind: Kind,
    wish: Wish,
    prompt: string,
    material: () => Promise<{ text: string } | { jpeg: Uint8Array }>,
  ): Promise<HelpResult> {
    const { store, model, dailyLimit } = this.#config;
    const { requester, key } = wish;
    if (!model) return refused({ code: 'helper-off' });
    const id = ownerPart(requester.userId) + digest(key).slice(0, 16);
    const known = await store.find(requester.userId, id);
    if (known) return { kind: 'suggested', suggestion: known };
    const refusal = (await this.#config.admission(requester)) ?? (await this.#judge(requester, prompt));
    if (refusal) return refused(refusal);
    // A picture that cannot be shown to anybody costs nothing.
    const shown = await material();
    if (!(await store.count(requester.userId, dailyLimit))) return refused({ code: 'helper-limit' });
    const text = await this.#ask(model, { task: taskOf(kind, requester.locale), material: shown }, requester);
    if (typeof text !== 'string') return refused(text);
    const wrong = await this.#judge(requester, text);
    if (wrong) return refused(wrong);
    const suggestion: Suggestion = {
      ...{ id, kind, text, createdAt: this.#config.now() },
      ...(prompt === '' ? {} : { original: prompt }),
      words: 'words' in wish ? (wish.words ?? {}) : {},
    };
    await store.save(requester.userId, suggestion);
    return { kind: 'suggested', suggestion };
  }

  /** The words, or why there are none. What certainly cost the operator nothing is not counted. */
  async #ask(
    model: ChatModel,
    ask: Parameters<ChatModel['answer']>[0],
    { userId }: Requester,
  ): Promise<string | Refusal> {
    const { store, logger } = this.#config;
    try {
      const text = cleanSuggestion(await model.answer(ask));
      if (new RegExp(`^${refusalWord}\\W*$`, 'i').test(text)) return { code: 'helper-refused' };
      if (text !== '') return text;
      logger.warn({ userId }, 'The chat model answered nothing');
      return { code: 'helper-away' };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.retryable) await store.uncount(userId);
      if (error.code === 'helper-away') logger.warn({ userId, error }, 'The chat model could not be asked');
      return { code: error.code };
    }
  }

  async #judge(requester: Requester, prompt: string): Promise<Refusal | undefined> {
    const parsed = imageRequestSchema.parse({ prompt: prompt === '' ? '-' : prompt });
    const verdict = await this.#config.moderation.judge(requester, { ...parsed, prompt });
    return verdict.kind === 'refused' ? verdict.refusal : undefined;
  }

  /** Made anew from its pixels: smaller, and with nothing of what cameras write beside them. */
  async #jpegOf(source: ImageSource): Promise<Uint8Array> {
    const { media, hold } = this.#config;
    if (source.kind === 'stored') return media.preview(await buffer(media.open(source.image)), shownEdge);
    const image = await media.importReference(source);
    await hold([image.sha256]);
    return media.preview(await buffer(media.open(image)), shownEdge);
  }
}

function refused(refusal: Refusal): HelpResult {
  return { kind: 'refused', refusal };
}

/** Says whose a suggestion is without saying who that is. */
function ownerPart(userId: string): string {
  return digest(userId).slice(0, 8);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

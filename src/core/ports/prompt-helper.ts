import type { Refusal } from '../core.ts';
import type { Requester } from '../generation/generation.ts';
import type { ImageRequestInput } from '../generation/image-request.ts';
import type { ImageSource } from './media.ts';

/** What can be done to a prompt. */
export const promptChanges = ['expand', 'shorten', 'translate'] as const;
export type PromptChange = (typeof promptChanges)[number];

/** The most characters of a prompt that is to be changed. */
export const maxHelpedPrompt = 4_000;

/** A prompt that a chat model wrote, for the one who asked; nothing comes of it before they say so. Plain JSON. */
export interface Suggestion {
  readonly id: string;
  readonly kind: 'describe' | PromptChange;
  /** One line without controls and flags, at most 2,000 characters. Foreign words: shown as they are, never as mark-up. */
  readonly text: string;
  /** What the person had written; absent for a picture. */
  readonly original?: string;
  /** The words beside the prompt that they had written: shape, size and so on. */
  readonly words: ImageRequestInput;
  readonly createdAt: number;
}

export type HelpResult =
  | { readonly kind: 'suggested'; readonly suggestion: Suggestion }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

interface Wish {
  readonly requester: Requester;
  /** Of the event that asks: the same one again finds what it was answered. */
  readonly key: string;
}

/** Prompts written with the help of a chat model. Costs nobody a picture. */
export interface PromptHelper {
  /** False where no chat model is configured: nothing of this is offered then. */
  readonly isOffered: boolean;
  /** A prompt that would make such a picture. @throws AppError `media-…` for a picture that is none */
  describe(wish: Wish & { readonly source: ImageSource }): Promise<HelpResult>;
  /** The same prompt in more, fewer, or other words. `words` go along untouched. */
  change(
    wish: Wish & {
      readonly change: PromptChange;
      readonly prompt: string;
      readonly words?: ImageRequestInput;
    },
  ): Promise<HelpResult>;
  /** A suggestion of this person's. `not-yours`: somebody else's; undefined: kept no longer. */
  find(id: string, userId: string): Promise<Suggestion | 'not-yours' | undefined>;
}

/** Somebody who answers; an HTTP endpoint, outside of core. */
export interface ChatModel {
  /**
   * @throws AppError `helper-refused` where it does not want to, `helper-away` where no answer came; `retryable` where that
   * certainly cost nothing
   */
  answer(ask: ChatAsk): Promise<string>;
}

export interface ChatAsk {
  /** What it is to do. */
  readonly task: string;
  /** What it is to do it with: words of a user, or a picture (JPEG). */
  readonly material: { readonly text: string } | { readonly jpeg: Uint8Array };
}

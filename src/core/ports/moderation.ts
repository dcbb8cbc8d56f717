import type { PictureRef, Requester } from '../generation/generation.ts';
import type { ImageRequest } from '../generation/image-request.ts';
import type { Refusal } from '../core.ts';

/** What moderation makes of a request, before anything is reserved. */
export type Verdict =
  /** `spoiler`: a rule wants the result covered. */
  | { readonly kind: 'pass'; readonly spoiler: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A chat's own lists: words that it refuses, and phrases that pass although one of these words is in them. */
export type WordListName = 'refused' | 'allowed';

/** A person reports a picture. */
export interface Report {
  readonly generationId: string;
  readonly index: number;
  readonly reporter: Requester;
  readonly reason?: string;
}

/** Rules about who may ask for what, and where. */
export interface Moderation {
  /** Without a prompt only the person and the place are judged. */
  judge(requester: Requester, request: ImageRequest): Promise<Verdict>;
  /** Words that a chat refuses beside the operator's, or what it lets pass of its own words; in order. */
  words(chatId: string, list?: WordListName): Promise<readonly string[]>;
  /** Both write to the audit log; `by` is a user key. Resolve to the words as they are then. */
  addWords(
    by: string,
    chatId: string,
    words: readonly string[],
    list?: WordListName,
  ): Promise<readonly string[]>;
  removeWords(
    by: string,
    chatId: string,
    words: readonly string[],
    list?: WordListName,
  ): Promise<readonly string[]>;
  /**
   * Tells the admins of a picture, once for each person and picture. `gone`: there is no such picture.
   */
  report(report: Report): Promise<'told' | 'told-before' | 'gone'>;
  /**
   * Has the post of a picture taken away, soon and by whichever process can; its asker keeps the picture. `by` runs the bot. False
   * where it is no longer kept.
   */
  takeDown(by: string, picture: PictureRef): Promise<boolean>;
  /** Sets the reports of a picture aside, and notes who did. */
  dismiss(by: string, picture: PictureRef): Promise<void>;
}

/** Asks somebody else about a prompt; an HTTP endpoint, outside of core. */
export interface PromptCheck {
  /** Names of what is wrong with it; empty when nothing is. @throws Error when it cannot be asked in time */
  check(prompt: string): Promise<readonly string[]>;
  /** What happens while it cannot be asked. */
  readonly whenAway: 'allow' | 'refuse';
}

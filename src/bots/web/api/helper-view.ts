import type { Suggestion } from '../../../core/ports/prompt-helper.ts';

/** A suggested prompt. */
export interface SuggestionView {
  readonly kind: Suggestion['kind'];
  /** As one would write it, flags included. */
  readonly text: string;
  /** The prompt that it was made of, without flags; absent for a picture. */
  readonly original?: string;
}

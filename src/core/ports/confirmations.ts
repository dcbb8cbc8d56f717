import type { Generation } from '../generation/generation.ts';

export type ConfirmResult =
  | { readonly kind: 'confirmed'; readonly generation: Generation }
  /** It was agreed to before, or never had to be. */
  | { readonly kind: 'already'; readonly generation: Generation }
  /** `not-confirmed`: withdrawn meanwhile, or too late. Nothing was charged. */
  | { readonly kind: 'refused'; readonly code: 'not-found' | 'not-yours' | 'not-confirmed' };

/** Agreements to prices that are shown before an expensive request is bought. */
export interface Confirmations {
  /** The asker agrees: what was reserved goes into line. Pressed twice it is the same one. */
  confirm(press: { generationId: string; userId: string }): Promise<ConfirmResult>;
}

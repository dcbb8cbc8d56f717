import type { ConfirmResult, Confirmations } from '../ports/confirmations.ts';
import type { GenerationStore } from '../ports/generation-store.ts';
import type { Generation } from './generation.ts';
import { awaitsConfirmation } from './generation.ts';

/** Its asker agrees to the price: into line. Undefined where there is nothing to agree to, or it is too late. */
export function priceConfirmed(generation: Generation, now: number): Generation | undefined {
  const { toConfirm, ...agreed } = generation;
  if (toConfirm === undefined || !awaitsConfirmation(generation) || now >= toConfirm.until) return undefined;
  return agreed;
}

/** Agreements to prices; see `Confirmations`. */
export class PriceConfirmations implements Confirmations {
  readonly #store: Pick<GenerationStore, 'get' | 'transition'>;
  readonly #now: () => number;

  constructor(store: Pick<GenerationStore, 'get' | 'transition'>, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  async confirm(press: { generationId: string; userId: string }): Promise<ConfirmResult> {
    const known = await this.#store.get(press.generationId);
    if (!known) return { kind: 'refused', code: 'not-found' };
    if (known.requester.userId !== press.userId) return { kind: 'refused', code: 'not-yours' };
    const result = await this.#store.transition(known.id, (current) => {
      const next = priceConfirmed(current, this.#now());
      return next && { next };
    });
    const { generation } = result;
    if (result.kind === 'changed') return { kind: 'confirmed', generation };
    if (generation.toConfirm !== undefined) return { kind: 'refused', code: 'not-confirmed' };
    return { kind: 'already', generation };
  }
}

import type { ConfigView } from '../../api/account-view.ts';
import type { EditedPicture, Order } from './chat.ts';
import { parameters } from './parameters.ts';
import { randomKey } from './random-key.ts';
import { addFiles, addLink, forget, type Reference } from './references.ts';
import { createStore } from './store.ts';

/** What stands in the composer and was not sent yet. */
export interface Composer {
  readonly text: string;
  readonly references: readonly Reference[];
  readonly edited?: EditedPicture;
  /** Why something could not be added or sent. */
  readonly problem?: string;
  /** Raised when the text box is to take the focus. */
  readonly focusWish: number;
}

export const composer = createStore<Composer>({ text: '', references: [], focusWish: 0 });

export function setText(text: string): void {
  composer.update(({ problem: _old, ...rest }) => ({ ...rest, text }));
}

export function setProblem(problem: string): void {
  composer.update((current) => ({ ...current, problem }));
}

export function attachFiles(files: readonly File[], config: ConfigView): void {
  composer.update(({ problem: _old, ...rest }) => ({
    ...rest,
    ...addFiles(rest.references, files, config.limits),
    focusWish: rest.focusWish + 1,
  }));
}

export function attachLink(url: string, config: ConfigView): void {
  composer.update(({ problem: _old, ...rest }) => ({
    ...rest,
    ...addLink(rest.references, url, config.limits),
  }));
}

export function detach(key: string): void {
  composer.update(({ references, problem: _old, ...rest }) => {
    const gone = references.find((reference) => reference.key === key);
    if (gone) forget(gone);
    return { ...rest, references: references.filter((reference) => reference !== gone) };
  });
}

/** The next prompt changes this picture. */
export function edit(edited: EditedPicture): void {
  composer.update((current) => ({ ...current, edited, focusWish: current.focusWish + 1 }));
}

export function leaveEdit(): void {
  composer.update(({ edited: _left, ...rest }) => ({ ...rest, focusWish: rest.focusWish + 1 }));
}

/** Empties the composer into an order; what was sent is not freed, because a refused order may come back. */
export function takeOrder(text: string): Order {
  const { references, edited, focusWish } = composer.get();
  composer.set({ text: '', references: [], focusWish: focusWish + 1 });
  return { key: randomKey(), text, parameters: parameters.get(), references, ...(edited ? { edited } : {}) };
}

/** Puts an order that was not accepted back, to be changed. */
export function putBack({ text, references, edited, parameters: chosen }: Order): void {
  parameters.set(chosen);
  composer.update(({ focusWish }) => ({
    text,
    references,
    focusWish: focusWish + 1,
    ...(edited ? { edited } : {}),
  }));
}

export function clearText(): void {
  composer.update(({ problem: _old, ...rest }) => ({ ...rest, text: '' }));
}

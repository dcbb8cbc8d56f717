import type { ConfigView } from '../../api/account-view.ts';
import type { EditedPicture, Order, Region } from './chat.ts';
import { parameters } from './parameters.ts';
import { randomKey } from './random-key.ts';
import { addFiles, addLink, forget, type Reference } from './references.ts';
import { createStore } from './store.ts';

/** What stands in the composer and was not sent yet. */
export interface Composer {
  readonly text: string;
  readonly references: readonly Reference[];
  readonly edited?: EditedPicture;
  /** Of the edited picture, or of the reference with this key. */
  readonly region?: Region & { readonly of: string };
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
    return withoutRegion({ ...rest, references: references.filter((reference) => reference !== gone) }, key);
  });
}

/** The next prompt changes this picture. It comes first, so a region of any other means nothing any more. */
export function edit(edited: EditedPicture): void {
  composer.update((current) => {
    const { region: _region, ...rest } = current;
    const isSame = current.edited?.image.id === edited.image.id;
    return { ...(isSame ? current : rest), edited, focusWish: current.focusWish + 1 };
  });
}

/** Only words are left: they make a picture of their own. */
export function setTextAlone(text: string): void {
  const { references, focusWish } = composer.get();
  for (const reference of references) forget(reference);
  composer.set({ text, references: [], focusWish: focusWish + 1 });
}

export function leaveEdit(): void {
  composer.update(({ edited: _left, ...rest }) =>
    withoutRegion({ ...rest, focusWish: rest.focusWish + 1 }, editedPicture),
  );
}

/** What `region.of` says for the edited picture. */
export const editedPicture = 'edited';

/** Only this part of the picture is to change. */
export function selectRegion(region: Region, of: string): void {
  composer.update(({ problem: _old, ...rest }) => ({
    ...rest,
    region: { ...region, of },
    focusWish: rest.focusWish + 1,
  }));
}

export function dropRegion(): void {
  composer.update(({ region: _dropped, ...rest }) => rest);
}

function withoutRegion(current: Composer, of: string): Composer {
  if (current.region?.of !== of) return current;
  const { region: _dropped, ...rest } = current;
  return rest;
}

/** Empties the composer into an order; what was sent is not freed, because a refused order may come back. */
export function takeOrder(text: string): Order {
  const { references, edited, region, focusWish } = composer.get();
  composer.set({ text: '', references: [], focusWish: focusWish + 1 });
  return {
    key: randomKey(),
    text,
    parameters: parameters.get(),
    // A region is of the first picture.
    references: region
      ? references.toSorted((a, b) => Number(b.key === region.of) - Number(a.key === region.of))
      : references,
    ...(edited ? { edited } : {}),
    ...(region ? { region } : {}),
  };
}

/** Puts an order that was not accepted back, to be changed. */
export function putBack({ text, references, edited, region, parameters: chosen }: Order): void {
  parameters.set(chosen);
  composer.update(({ focusWish }) => ({
    text,
    references,
    focusWish: focusWish + 1,
    ...(edited ? { edited } : {}),
    ...(region ? { region: { ...region, of: edited ? editedPicture : (references[0]?.key ?? '') } } : {}),
  }));
}

export function clearText(): void {
  composer.update(({ problem: _old, ...rest }) => ({ ...rest, text: '' }));
}

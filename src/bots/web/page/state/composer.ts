import type { ConfigView } from '../../api/account-view.ts';
import type { EditedPicture, Order, Region } from './chat.ts';
import { parameters } from './parameters.ts';
import { randomKey } from './random-key.ts';
import { say } from '../say.ts';
import { announce } from './announcer.ts';
import { readCollected, rememberCollected } from './collected.ts';
import { config } from './config.ts';
import {
  addFiles,
  addLink,
  addOwn,
  calling,
  forget,
  type OwnReference,
  type Reference,
} from './references.ts';
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

composer.subscribe(watchCollected());

/** Keeps what was put aside whenever it changes. */
function watchCollected(): () => void {
  let before = composer.get().references;
  return () => {
    const { references } = composer.get();
    if (references !== before) rememberCollected(references);
    before = references;
  };
}

/** What was put aside before the page was loaded anew. */
export function restoreCollected(known: ConfigView): void {
  if (composer.get().references.length > 0) return;
  const references = readCollected(known);
  if (references.length > 0) composer.update((current) => ({ ...current, references }));
}

/** *Add this too*: one of our pictures goes along with the next request, behind the others. */
export function addToo(own: Pick<OwnReference, 'id' | 'name' | 'isCovered'>): void {
  const known = config.get();
  if (!known) return;
  composer.update(({ problem: _old, ...rest }) => ({
    ...rest,
    ...addOwn(rest.references, own, known.limits, editedBefore(rest)),
  }));
  const { references, problem, edited } = composer.get();
  const at = references.findIndex((one) => one.kind === 'own' && one.id === own.id);
  const number = at + 1 + editedBefore(edited ? { edited } : {});
  announce(problem ?? say('composer.added', { number, name: own.name.slice(0, 60) }));
}

/** Exchanges a picture that goes along with the one before it (-1) or after it (1). */
export function move(key: string, by: -1 | 1): void {
  composer.update((current) => {
    const from = current.references.findIndex((reference) => reference.key === key);
    const [one, other] = [current.references[from], current.references[from + by]];
    if (!one || !other) return current;
    return { ...current, references: current.references.with(from, other).with(from + by, one) };
  });
}

/** Names a picture that goes along. */
export function call(key: string, text: string): void {
  composer.update((current) => ({
    ...current,
    references: current.references.map((one) => (one.key === key ? calling(one, text) : one)),
  }));
}

/** A picture that is edited goes along as the first, and counts. */
function editedBefore({ edited }: Pick<Composer, 'edited'>): number {
  return edited ? 1 : 0;
}

export function setText(text: string): void {
  composer.update(({ problem: _old, ...rest }) => ({ ...rest, text }));
}

export function setProblem(problem: string): void {
  composer.update((current) => ({ ...current, problem }));
}

export function attachFiles(files: readonly File[], known: ConfigView): void {
  composer.update(({ problem: _old, ...rest }) => ({
    ...rest,
    ...addFiles(rest.references, files, known.limits, editedBefore(rest)),
    focusWish: rest.focusWish + 1,
  }));
}

export function attachLink(url: string, known: ConfigView): void {
  composer.update(({ problem: _old, ...rest }) => ({
    ...rest,
    ...addLink(rest.references, url, known.limits, editedBefore(rest)),
  }));
}

export function detach(key: string): void {
  composer.update(({ references, problem: _old, ...rest }) => {
    const gone = references.find((reference) => reference.key === key);
    if (gone) forget(gone);
    return withoutRegion({ ...rest, references: references.filter((reference) => reference !== gone) }, key);
  });
}

/** One of our pictures is no more: it cannot go along. */
export function detachOwn(pictureId: string): void {
  const { references, edited } = composer.get();
  const gone = references.find((one) => one.kind === 'own' && one.id === pictureId);
  if (gone) detach(gone.key);
  if (edited?.image.id === pictureId) leaveEdit();
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
    // It is always of the first picture, and the order that is shown is the one that is sent.
    references: regionFirst(rest.references, of),
    region: { ...region, of },
    focusWish: rest.focusWish + 1,
  }));
}

function regionFirst(references: readonly Reference[], of: string): readonly Reference[] {
  return references.toSorted((a, b) => Number(b.key === of) - Number(a.key === of));
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
    references: region ? regionFirst(references, region.of) : references,
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

import { ask, sentenceOf } from '../api/client.ts';
import type { EditedPicture } from './chat.ts';
import { send } from './chat-actions.ts';
import type { RegionChoice } from '../components/region-editor.tsx';
// prettier-ignore
import { composer, edit, editedPicture, selectRegion, setProblem, setText, takeOrder } from './composer.ts';
import type { ShownPicture } from './picture-actions.ts';
import { remember } from './recall.ts';
import { type Reference, thumbnailOf } from './references.ts';
import { createStore } from './store.ts';

/** The picture that is painted on. */
export type RegionSubject =
  /** One of ours. */
  | { readonly kind: 'picture'; readonly edited: EditedPicture; readonly prompt: string }
  /** One that goes along with the prompt being written. */
  | {
      readonly kind: 'reference';
      readonly key: string;
      readonly url: string;
      readonly name: string;
      readonly prompt: string;
    };

/** What the dialog shows; undefined while it is closed. */
export const regionSubject = createStore<RegionSubject | undefined>(undefined);

/** Opens the painter on one of our pictures; words for it come from the composer where it is about that picture. */
export function selectRegionOf(edited: EditedPicture): void {
  const current = composer.get();
  const isEdited = current.edited?.image.id === edited.image.id;
  regionSubject.set({ kind: 'picture', edited, prompt: isEdited ? current.text : '' });
}

export async function selectRegionOfReference(
  reference: Exclude<Reference, { kind: 'link' }>,
): Promise<void> {
  try {
    const { key, name } = reference;
    const url = reference.kind === 'own' ? await originalOf(reference.id) : reference.url;
    regionSubject.set({ kind: 'reference', key, url, name, prompt: composer.get().text });
  } catch (error) {
    setProblem(sentenceOf(error));
  }
}

/** What the tray shows of one of ours is too small to paint on. */
async function originalOf(pictureId: string): Promise<string> {
  const { index, generation } = await ask<ShownPicture>(`/api/pictures/${pictureId}`);
  return generation.images[index]?.url ?? thumbnailOf(pictureId);
}

/** Puts the region beside the prompt being written. */
export function keepRegion(subject: RegionSubject, { prompt, region }: RegionChoice): void {
  regionSubject.set(undefined);
  if (subject.kind === 'picture') edit(subject.edited);
  if (prompt !== '') setText(prompt);
  selectRegion(region, subject.kind === 'picture' ? editedPicture : subject.key);
}

/** Sends it at once, with whatever else the composer holds where that is about this picture. */
export function sendRegion(subject: RegionSubject, choice: RegionChoice): void {
  const waiting = composer.get();
  keepRegion(subject, choice);
  remember(choice.prompt);
  const isOther = subject.kind === 'picture' && waiting.edited?.image.id !== subject.edited.image.id;
  const order = takeOrder(choice.prompt);
  // What was being written for something else is not lost.
  if (isOther) {
    composer.set({ ...waiting, focusWish: waiting.focusWish + 2 });
    void send({ ...order, references: [] });
  } else void send(order);
}

const paintings = new Map<string, Uint8Array>();
const maxPaintings = 4;

/** What is painted on a picture, for when its painter is opened again. */
export function rememberPainting(id: string, pixels: Uint8Array): void {
  paintings.delete(id);
  paintings.set(id, pixels);
  for (const oldest of [...paintings.keys()].slice(0, -maxPaintings)) paintings.delete(oldest);
}

export function earlierPainting(id: string): Uint8Array | undefined {
  return paintings.get(id);
}

export function subjectId(subject: RegionSubject): string {
  return subject.kind === 'picture' ? subject.edited.image.id : subject.key;
}

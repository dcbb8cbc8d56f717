import type { GenerationView, ImageView } from '../../api/generation-view.ts';
import { ask, sentenceOf } from '../api/client.ts';
import { announce } from './announcer.ts';
import { bring, erase, keep } from './picture-actions.ts';
import { createStore } from './store.ts';

export type Shelf = 'history' | 'favourites';

/** One picture of a page. */
export interface GalleryPicture {
  readonly image: ImageView;
  readonly view: GenerationView;
}

/** What the gallery shows; undefined while it is closed. */
export interface Gallery {
  readonly shelf: Shelf;
  readonly state: 'loading' | 'shown';
  /** Newest first. */
  readonly pictures: readonly GalleryPicture[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
  readonly problem?: string;
}

interface Page {
  readonly pictures: readonly { readonly index: number; readonly generation: GenerationView }[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

const pageSize = 12;

export const gallery = createStore<Gallery | undefined>(undefined);

/** Opens the newest page of a shelf. */
export async function openGallery(shelf: Shelf): Promise<void> {
  gallery.set({ shelf, state: 'loading', pictures: [], hasNewer: false, hasOlder: false });
  await look(shelf, '');
}

/** Turns to the page before or after the one shown. */
export async function turn(direction: 'older' | 'newer'): Promise<void> {
  const shown = gallery.get();
  const end = direction === 'older' ? shown?.pictures.at(-1) : shown?.pictures[0];
  if (!shown || !end || shown.state === 'loading') return;
  gallery.set({ ...shown, state: 'loading' });
  await look(shown.shelf, `&${direction}=${end.image.id}`);
}

async function look(shelf: Shelf, from: string): Promise<void> {
  try {
    const wish = shelf === 'favourites' ? '&favourites=1' : '';
    const page = await ask<Page>(`/api/pictures?limit=${pageSize}${wish}${from}`);
    // Closed, or another shelf was opened meanwhile.
    if (gallery.get()?.shelf !== shelf) return;
    const pictures = page.pictures.flatMap(({ index, generation }) => {
      const image = generation.images.find((one) => one.index === index);
      return image ? [{ image, view: generation }] : [];
    });
    // The last picture of a page was deleted, and others are left.
    if (pictures.length === 0 && from !== '') return await look(shelf, '');
    gallery.set({ shelf, state: 'shown', pictures, hasNewer: page.hasNewer, hasOlder: page.hasOlder });
  } catch (error) {
    fail(error);
  }
}

/** Keeps a picture, or gives it up; it stays on its page until that is left. */
export async function toggleFavourite({ image, view }: GalleryPicture): Promise<void> {
  try {
    const isFavourite = await keep(view.id, image.id, !image.isFavourite);
    change((pictures) =>
      pictures.map((one) =>
        one.image.id === image.id ? { ...one, image: { ...one.image, isFavourite } } : one,
      ),
    );
  } catch (error) {
    fail(error);
  }
}

export async function deletePicture({ image, view }: GalleryPicture): Promise<void> {
  try {
    await erase(view.id, image.id);
    change((pictures) => pictures.filter((one) => one.image.id !== image.id));
    const left = gallery.get();
    if (left?.pictures.length === 0) await look(left.shelf, '');
  } catch (error) {
    fail(error);
  }
}

/** Brings it up at the end of the conversation. */
export function showInChat({ view }: GalleryPicture): void {
  gallery.set(undefined);
  bring(view, view.request.prompt.slice(0, 120));
}

function change(edit: (pictures: readonly GalleryPicture[]) => readonly GalleryPicture[]): void {
  gallery.update((shown) => shown && withoutProblem({ ...shown, pictures: edit(shown.pictures) }));
}

function fail(error: unknown): void {
  const problem = sentenceOf(error);
  gallery.update((shown) => shown && { ...shown, state: 'shown', problem });
  announce(problem);
}

function withoutProblem({ problem: _old, ...rest }: Gallery): Gallery {
  return rest;
}

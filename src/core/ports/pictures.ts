import type { FoundPicture, RequestResult } from '../core.ts';
import type { GeneratedImage, Generation, PictureRef, Requester } from '../generation/generation.ts';
import type { Resolution, Variation } from '../generation/image-request.ts';
import type { DeliveryTarget } from './delivery-channel.ts';

/** One picture of a page. */
export interface PictureEntry extends FoundPicture {
  readonly isFavourite: boolean;
}

export interface PageWish {
  readonly userId: string;
  /** Entries of a page. */
  readonly limit: number;
  /** Where to go on: what is older or newer than this one. Absent: the newest. */
  readonly from?: { readonly picture: PictureRef; readonly direction: 'older' | 'newer' };
  /** Only those kept as favourites, in the order in which they became it. */
  readonly favourites?: boolean;
  /** Only what was asked for openly in this chat. */
  readonly chatId?: string;
}

export interface PictureSearch {
  readonly userId: string;
  /** All of them stand in the prompt, or are the short id; case and accents make no difference. Empty: every picture. */
  readonly words: string;
  readonly limit: number;
  /** Goes on behind this picture. */
  readonly from?: PictureRef;
  /** Which pictures count at all. */
  readonly accepts?: (found: FoundPicture) => boolean;
}

/** Newest first. */
export interface PicturesFound {
  readonly entries: readonly PictureEntry[];
  /** Where to go on; absent at the end. There may be more even where nothing was found yet. */
  readonly next?: PictureRef;
}

/** Newest first. */
export interface PicturePage {
  readonly entries: readonly PictureEntry[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

export interface VariationWish {
  readonly source: PictureRef;
  readonly variation: Variation;
  /** With `larger`: how large. */
  readonly resolution?: Resolution;
  /** The result is its asker's alone; default: as the picture it is made from. */
  readonly private?: boolean;
  readonly requester: Requester;
  readonly target: DeliveryTarget;
  readonly requestKey: string;
}

export type DeletionResult =
  /** `generation` as it was before; `isWhole` when nothing of it is left. */
  | { readonly kind: 'deleted'; readonly generation: Generation; readonly isWhole: boolean }
  /** Something of it is still being made; it has to be canceled, or waited for. */
  | { readonly kind: 'unfinished' }
  /** Never was, is gone, or is somebody else's. */
  | { readonly kind: 'not-found' };

/** What a user has: their pictures page by page, favourites, versions, and the way to be rid of them. */
export interface Pictures {
  /** One of the user's own by its short id. Undefined alike for an unknown one, a deleted one and somebody else's. */
  mine(userId: string, pictureId: string): Promise<FoundPicture | undefined>;
  page(wish: PageWish): Promise<PicturePage>;
  /** The user's own pictures by words of their prompts. */
  search(wish: PictureSearch): Promise<PicturesFound>;
  /** The user's newest generation with a picture; with `chatId` the newest that was asked for openly there. */
  latest(userId: string, chatId?: string): Promise<Generation | undefined>;
  /** The version it was made from; undefined where that was none of ours, or is deleted. */
  parentOf(generation: Generation): Promise<FoundPicture | undefined>;
  /** Which of these pictures the user keeps as favourites, in the same order. */
  areFavourites(userId: string, pictures: readonly PictureRef[]): Promise<readonly boolean[]>;
  /** Makes it a favourite or takes that back; without `wanted` it becomes what it is not. Resolves to what it is now. */
  setFavourite(userId: string, picture: PictureRef, wanted?: boolean): Promise<boolean>;
  /** Resolutions in which a gateway would really draw it anew, smallest first; empty where it would only be enlarged. */
  larger(picture: GeneratedImage): readonly Resolution[];
  /** Notes what the platform calls pictures that were posted once more; see `DeliveredMessage.files`. */
  keepFiles(generationId: string, files: ReadonlyMap<number, string>): Promise<void>;
  /** A picture made from one of the requester's own, at their cost. */
  vary(wish: VariationWish): Promise<RequestResult>;
  /**
   * Deletes one picture, or without `index` the generation with its words and references: gone from history and show, the
   * file with its last owner. What was paid stays in the ledger. Posts are for the caller to take away, before. Safe to
   * repeat.
   */
  delete(wish: { userId: string; generationId: string; index?: number }): Promise<DeletionResult>;
}

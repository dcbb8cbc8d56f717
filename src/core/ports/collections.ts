import type { ImageSource, StoredImage } from './media.ts';

export interface CollectedPicture {
  readonly image: StoredImage;
  /** What its collector calls it: "person", "jacket". */
  readonly name?: string;
}

/** Pictures that one person put aside for one request, in the order in which gateways will be given them. */
export interface Collection {
  readonly pictures: readonly CollectedPicture[];
  /** The most that any gateway here takes at once. */
  readonly limit: number;
}

export type CollectResult =
  | { readonly kind: 'added'; readonly collection: Collection }
  /** Nothing was added: not all of them fit. */
  | { readonly kind: 'full'; readonly collection: Collection };

/** One collection for each person, wherever they add to it; forgotten ten minutes after the last picture. */
export interface Collections {
  of(userId: string): Promise<Collection>;
  /** Adds pictures behind the others. The same `key` adds once. @throws AppError `media-…` for what is no picture */
  add(wish: {
    readonly userId: string;
    readonly key: string;
    readonly sources: readonly ImageSource[];
    readonly name?: string;
  }): Promise<CollectResult>;
  /** Names the pictures in order; a gap keeps the name that was there. */
  rename(userId: string, names: readonly (string | undefined)[]): Promise<Collection>;
  clear(userId: string): Promise<void>;
}

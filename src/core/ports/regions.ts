import type { Generation, PictureRef, Requester } from '../generation/generation.ts';
import type { ImageRequestInput } from '../generation/image-request.ts';
import type { DeliveryTarget } from './delivery-channel.ts';
import type { ImageSource, StoredImage } from './media.ts';
import type { Refusal } from '../core.ts';

/** What a chosen region will be used for: whose request it becomes, of which picture, and where the outcome goes. */
export interface RegionWish {
  readonly requester: Requester;
  readonly target: DeliveryTarget;
  /** The picture whose part is to change comes first. */
  readonly references: readonly StoredImage[];
  /** The same picture, where it is one of ours. */
  readonly parent?: PictureRef;
  /** Words of the request that are settled already; what comes with the region goes before them. */
  readonly request: ImageRequestInput;
  /**
   * True where the token of a link is not enough, because its page can and must prove who opened it. The entrance that
   * serves the page checks the proof against `requester.userId`.
   */
  readonly needsProof?: boolean;
}

/** A region that is being chosen, for a quarter of an hour. Plain JSON. */
export interface RegionSession extends RegionWish {
  readonly id: string;
  readonly expiresAt: number;
  /** True once it was sent: it is good for one request only. */
  readonly isSent: boolean;
}

/** The region and the words, from whoever chose them. */
export interface RegionOrder {
  readonly id: string;
  /**
   * Who sends. The same sender may repeat an order whose answer was lost; for any other the session is used up. A page
   * makes one up for each time it is opened.
   */
  readonly sender: string;
  readonly request: ImageRequestInput;
  readonly mask: ImageSource;
  /** Where the outcome goes, where that is not the session's own place. */
  readonly target?: DeliveryTarget;
}

export type RegionResult =
  | { readonly kind: 'accepted'; readonly generation: Generation; readonly position: number | undefined }
  /** The same sender once more. */
  | { readonly kind: 'duplicate'; readonly generation: Generation }
  /** Nothing was ordered; the session can be sent again. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'used' }
  /** Expired, or never was. */
  | { readonly kind: 'gone' };

/** Keeps what a region is chosen for between the press of a button and the page or the buttons that choose it. */
export interface Regions {
  create(wish: RegionWish): Promise<RegionSession>;
  /** The page that paints it: an address only this program can have made. Undefined without a public address. */
  linkTo(session: Pick<RegionSession, 'id'>): string | undefined;
  /** The session of such an address's last segment; undefined for a forged or expired one. */
  open(token: string): Promise<RegionSession | undefined>;
  /** By its id, which is no secret: the caller checks whose it is. */
  get(id: string): Promise<RegionSession | undefined>;
  /** Marks a cell of the grid, or takes the mark away; safe to repeat. Resolves with all that are marked, ascending. */
  setCell(id: string, cell: number, isMarked: boolean): Promise<readonly number[]>;
  cells(id: string): Promise<readonly number[]>;
  /** Turns the region into a request, once. */
  send(order: RegionOrder): Promise<RegionResult>;
}

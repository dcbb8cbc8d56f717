import type { PictureRef } from '../generation/generation.ts';
import type { ImageRequest } from '../generation/image-request.ts';
import type { ImageSource } from './media.ts';

/** A request that was refused for its words. Plain JSON. */
export interface RefusedOrder {
  readonly id: string;
  readonly request: ImageRequest;
  /** Originals of ours are there for an hour, addresses for as long as they last. */
  readonly references: readonly ImageSource[];
  readonly mask?: ImageSource;
  readonly parent?: PictureRef;
}

/** What was refused lately, for its asker alone to put it in other words: the last twenty of each, for seven days. */
export interface RefusedOrders {
  /** `not-yours`: somebody else was refused. Undefined for what is no longer kept. */
  find(userId: string, id: string): Promise<RefusedOrder | 'not-yours' | undefined>;
}

import type { GenerationOrder } from '../core.ts';
import { AppError } from '../errors.ts';
import type { ImageRequest } from '../generation/image-request.ts';
import type { ImageSource, Media } from '../ports/media.ts';
import type { RefusedOrder, RefusedOrders } from '../ports/refused-orders.ts';

/** Where refused orders are kept, each under its asker's name. */
export interface RefusedOrderStore {
  save(userId: string, order: RefusedOrder): Promise<void>;
  find(userId: string, id: string): Promise<RefusedOrder | undefined>;
}

export interface RefusedOrderDeskConfig {
  readonly store: RefusedOrderStore;
  readonly media: Pick<Media, 'importReference'>;
  /** Keeps originals that belong to nobody yet. */
  readonly hold: (sha256s: readonly string[]) => Promise<void>;
  readonly randomId: () => string;
}

/** Longest part of an id that says whose it is; with the rest it fits into a button. */
const maxOwner = 20;

/** Refused orders, so that nobody has to write them anew. */
export class RefusedOrderDesk implements RefusedOrders {
  readonly #config: RefusedOrderDeskConfig;

  constructor(config: RefusedOrderDeskConfig) {
    this.#config = config;
  }

  /** Keeps an order that was just refused; resolves to its id. Undefined where it cannot be kept: the refusal stands. */
  async keep(order: GenerationOrder, request: ImageRequest): Promise<string | undefined> {
    const { store, randomId } = this.#config;
    const { userId } = order.requester;
    const id = `${ownerOf(userId)}-${randomId()}`;
    try {
      const references = await Promise.all((order.references ?? []).map((one) => this.#kept(one)));
      // A mask belongs to the very first picture: without that it means nothing.
      const mask = order.mask?.kind === 'stored' ? order.mask : undefined;
      await store.save(userId, {
        ...{ id, request },
        references: references.filter((one) => one !== undefined),
        ...(mask ? { mask } : {}),
        ...(order.parent ? { parent: order.parent } : {}),
      });
      return id;
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
  }

  async find(userId: string, id: string): Promise<RefusedOrder | 'not-yours' | undefined> {
    if (!id.startsWith(`${ownerOf(userId)}-`)) return /^[^-]+-/.test(id) ? 'not-yours' : undefined;
    return this.#config.store.find(userId, id);
  }

  /** What came with the request itself is gone when the request is: it becomes an original of ours. */
  async #kept(source: ImageSource): Promise<ImageSource | undefined> {
    if (source.kind === 'url' || source.kind === 'stored') return source;
    const image = await this.#config.media.importReference(source);
    await this.#config.hold([image.sha256]);
    return { kind: 'stored', image };
  }
}

/** What stands behind the platform in a user key, without what no button may carry. */
function ownerOf(userId: string): string {
  return userId
    .slice(userId.indexOf(':') + 1)
    .replace(/\W/g, '')
    .slice(0, maxOwner);
}

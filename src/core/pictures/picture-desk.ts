import type { FoundPicture, GenerationOrder, RequestResult } from '../core.ts';
import { filesKept } from '../generation/delivery-transitions.ts';
import { picturesDeleted } from '../generation/deletion-transitions.ts';
import { isTerminal, livePictures, picturesOf, statusOf } from '../generation/generation.ts';
import type { GeneratedImage, Generation, PictureRef } from '../generation/generation.ts';
import type { Resolution } from '../generation/image-request.ts';
// prettier-ignore
import type {
  DeletionResult, PageWish, PicturePage, Pictures, PictureSearch, PicturesFound, VariationWish,
} from '../ports/pictures.ts';
import type { GenerationStore } from '../ports/generation-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { Media } from '../ports/media.ts';
import { PicturePages, type PictureLists } from './picture-pages.ts';
import { searchPictures } from './search-pictures.ts';

/** What is kept of favourites, and of files that nobody owns any more. */
export interface PictureStore extends PictureLists {
  setFavourite(userId: string, picture: PictureRef, at: number | undefined): Promise<void>;
  areFavourites(userId: string, pictures: readonly PictureRef[]): Promise<readonly boolean[]>;
  /** Of these contents those that no generation owns and nobody holds; they are forgotten. */
  takeOwnerless(sha256s: readonly string[]): Promise<readonly string[]>;
}

export interface PictureDeskConfig {
  readonly store: PictureStore;
  readonly generations: Pick<GenerationStore, 'get' | 'getMany' | 'findByPicture' | 'transition'>;
  readonly media: Pick<Media, 'exists' | 'remove'>;
  readonly request: (order: GenerationOrder) => Promise<RequestResult>;
  /** See `Pictures.larger`. */
  readonly larger: (picture: GeneratedImage) => readonly Resolution[];
  readonly logger: Logger;
  readonly now: () => number;
}

/** A user's pictures, and what can be done with them. */
export class PictureDesk implements Pictures {
  readonly #config: PictureDeskConfig;
  readonly #pages: PicturePages;

  constructor(config: PictureDeskConfig) {
    this.#config = config;
    this.#pages = new PicturePages({ ...config, lists: config.store });
  }

  async mine(userId: string, pictureId: string): Promise<FoundPicture | undefined> {
    const { generations } = this.#config;
    const ref = await generations.findByPicture(pictureId);
    const found = ref && (await this.#found(ref));
    return found?.generation.requester.userId === userId ? found : undefined;
  }

  page(wish: PageWish): Promise<PicturePage> {
    return this.#pages.page(wish);
  }

  search(wish: PictureSearch): Promise<PicturesFound> {
    return searchPictures((page) => this.page(page), wish);
  }

  async latest(userId: string, chatId?: string): Promise<Generation | undefined> {
    const page = await this.page({ userId, limit: 1, ...(chatId === undefined ? {} : { chatId }) });
    return page.entries[0]?.generation;
  }

  async parentOf({ parent }: Generation): Promise<FoundPicture | undefined> {
    return parent && this.#found(parent);
  }

  areFavourites(userId: string, pictures: readonly PictureRef[]): Promise<readonly boolean[]> {
    return this.#config.store.areFavourites(userId, pictures);
  }

  async setFavourite(userId: string, picture: PictureRef, wanted?: boolean): Promise<boolean> {
    const { store, now } = this.#config;
    const [present = false] = await store.areFavourites(userId, [picture]);
    const next = wanted ?? !present;
    if (next !== present) await store.setFavourite(userId, picture, next ? now() : undefined);
    return next;
  }

  larger(picture: GeneratedImage): readonly Resolution[] {
    return this.#config.larger(picture);
  }

  async keepFiles(generationId: string, files: ReadonlyMap<number, string>): Promise<void> {
    await this.#config.generations.transition(generationId, (current) => {
      const next = filesKept(current, files);
      return next && { next };
    });
  }

  async vary(wish: VariationWish): Promise<RequestResult> {
    const { request, media } = this.#config;
    const { source, variation, resolution, requester, target, requestKey } = wish;
    const found = await this.#found(source);
    if (!found) return { kind: 'refused', refusal: { code: 'not-found' } };
    const { generation } = found;
    if (generation.requester.userId !== requester.userId) {
      return { kind: 'refused', refusal: { code: 'not-yours' } };
    }
    const image = picturesOf(generation)[source.index];
    if (!image || !(await media.exists(image))) {
      return { kind: 'refused', refusal: { code: 'media-not-found' } };
    }
    // As with every edit: the settings it was made with, but for the shape, which is the picture's own.
    const { prompt, quality, format, background, compression, provider, spoiler } = generation.request;
    // A gateway that was named for the small picture need not be one that draws it large.
    const named = variation === 'larger' || provider === undefined ? {} : { provider };
    return request({
      ...{ requestKey, requester, target, parent: source },
      request: {
        ...{ prompt, quality, format, background, variation, ...named },
        ...(spoiler === undefined ? {} : { spoiler }),
        ...(compression === undefined ? {} : { compression }),
        resolution: resolution ?? generation.request.resolution,
        private: wish.private ?? generation.request.private,
      },
      references: [{ kind: 'stored', image }],
    });
  }

  async delete(wish: { userId: string; generationId: string; index?: number }): Promise<DeletionResult> {
    const { generations, media, store, logger, now } = this.#config;
    const known = await generations.get(wish.generationId);
    if (known?.requester.userId !== wish.userId || known.deletedAt !== undefined)
      return { kind: 'not-found' };
    let before = known;
    const result = await generations.transition(wish.generationId, (current) => {
      before = current;
      const next = picturesDeleted(current, wish.index, now());
      return next && { next };
    });
    if (result.kind !== 'changed')
      return { kind: isTerminal(statusOf(result.generation)) ? 'not-found' : 'unfinished' };
    const { generation } = result;
    await this.#forget(before, generation);
    const ownerless = await store.takeOwnerless(contentsGone(before, generation));
    await Promise.all(ownerless.map((sha256) => media.remove(sha256)));
    const { userId, chatId } = generation.requester;
    const isWhole = generation.deletedAt !== undefined;
    logger.info(
      { generationId: generation.id, userId, chatId, index: wish.index, isWhole },
      'Pictures deleted on their asker’s wish',
    );
    return { kind: 'deleted', generation: before, isWhole };
  }

  async #forget({ id, requester }: Generation, after: Generation): Promise<void> {
    for (const [index, picture] of picturesOf(after).entries()) {
      if (picture.deletedAt === undefined) continue;
      await this.#config.store.setFavourite(requester.userId, { generationId: id, index }, undefined);
    }
  }

  async #found({ generationId, index }: PictureRef): Promise<FoundPicture | undefined> {
    const generation = await this.#config.generations.get(generationId);
    const isThere = generation && livePictures(generation).some((live) => live.index === index);
    return isThere ? { generation, index } : undefined;
  }
}

function contentsGone(before: Generation, after: Generation): readonly string[] {
  const left = new Set(contentsOf(after));
  return [...new Set(contentsOf(before))].filter((sha256) => !left.has(sha256));
}

function contentsOf(generation: Generation): readonly string[] {
  const { references, mask } = generation;
  const images = livePictures(generation).map(({ picture }) => picture);
  return [...references, ...(mask ? [mask] : []), ...images].map(({ sha256 }) => sha256);
}

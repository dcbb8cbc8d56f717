import { livePictures } from '../generation/generation.ts';
import type { Generation, PictureRef } from '../generation/generation.ts';
import type { PageWish, PictureEntry, PicturePage } from '../ports/pictures.ts';
import type { GenerationStore } from '../ports/generation-store.ts';

/** The lists that pages are cut from, newest first; positions count from 0. */
export interface PictureLists {
  /** Ids of a user's generations. */
  requests(userId: string, start: number, count: number): Promise<readonly string[]>;
  /** The position of a generation, or where it would be if it were still listed. */
  requestPosition(userId: string, generation: Pick<Generation, 'id' | 'createdAt'>): Promise<number>;
  favourites(userId: string, start: number, count: number): Promise<readonly PictureRef[]>;
  favouritePosition(userId: string, picture: PictureRef): Promise<number | undefined>;
  areFavourites(userId: string, pictures: readonly PictureRef[]): Promise<readonly boolean[]>;
}

/** A picture and the position at which its list has it. */
interface Cursor {
  readonly position: number;
  readonly picture: PictureRef;
}

export interface PicturePagesConfig {
  readonly lists: PictureLists;
  readonly generations: Pick<GenerationStore, 'get' | 'getMany'>;
}

/** Entries of a list that are read at a time. */
const chunkSize = 24;

/** A list of pictures that is cut into pages: a stretch of it by position, and where a picture stands in it. */
interface Source {
  stretch(start: number, count: number): Promise<readonly (readonly PictureEntry[])[]>;
  position(picture: PictureRef): Promise<number | undefined>;
  /** Below 0 for what stands before the other at the same position, above for what follows; undefined elsewhere. */
  compare(entry: PictureEntry, other: PictureRef): number | undefined;
}

/** Cuts a user's pictures into pages. What is deleted or hidden here leaves no gap: a page is filled from further on. */
export class PicturePages {
  readonly #config: PicturePagesConfig;

  constructor(config: PicturePagesConfig) {
    this.#config = config;
  }

  async page(wish: PageWish): Promise<PicturePage> {
    const { limit, from } = wish;
    const source = wish.favourites ? this.#favourites(wish) : this.#requests(wish);
    const position = from && (await source.position(from.picture));
    if (!from || position === undefined) {
      const found = await this.#older(source, limit + 1);
      return { entries: found.slice(0, limit), hasNewer: false, hasOlder: found.length > limit };
    }
    const cursor = { position, picture: from.picture };
    if (from.direction === 'older') {
      const found = await this.#older(source, limit + 1, cursor);
      return { entries: found.slice(0, limit), hasNewer: true, hasOlder: found.length > limit };
    }
    const found = await this.#newer(source, limit + 1, cursor);
    if (found.length > limit) return { entries: found.slice(-limit), hasNewer: true, hasOlder: true };
    // Near the top a page would be short: the newest ones fill it.
    const { from: _from, ...newest } = wish;
    return this.page(newest);
  }

  async #older(source: Source, wanted: number, cursor?: Cursor): Promise<readonly PictureEntry[]> {
    const found: PictureEntry[] = [];
    for (let start = cursor?.position ?? 0; found.length < wanted; start += chunkSize) {
      const units = await source.stretch(start, chunkSize);
      if (units.length === 0) break;
      for (const [offset, unit] of units.entries()) {
        const isCursor = cursor !== undefined && start + offset === cursor.position;
        found.push(
          ...(isCursor ? unit.filter((entry) => (source.compare(entry, cursor.picture) ?? 1) > 0) : unit),
        );
      }
    }
    return found.slice(0, wanted);
  }

  async #newer(source: Source, wanted: number, cursor: Cursor): Promise<readonly PictureEntry[]> {
    let found: readonly PictureEntry[] = [];
    let stop = cursor.position + 1;
    while (stop > 0 && found.length < wanted) {
      const start = Math.max(0, stop - chunkSize);
      const units = await source.stretch(start, stop - start);
      const before = units.flatMap((unit, offset) =>
        start + offset === cursor.position
          ? unit.filter((entry) => (source.compare(entry, cursor.picture) ?? 1) < 0)
          : unit,
      );
      found = [...before, ...found];
      stop = start;
    }
    return found.slice(-wanted);
  }

  #requests(wish: PageWish): Source {
    const { lists, generations } = this.#config;
    return {
      stretch: async (start, count) => {
        const ids = await lists.requests(wish.userId, start, count);
        const records = await this.#byId(ids);
        const refs = ids.map((id) => {
          const generation = records.get(id);
          return generation ? livePictures(generation).map(({ index }) => ({ generationId: id, index })) : [];
        });
        const entries = await this.#entries(wish, refs.flat(), records);
        return refs.map((unit) =>
          entries.filter(({ generation }) => unit.some((ref) => ref.generationId === generation.id)),
        );
      },
      position: async ({ generationId }) => {
        const generation = await generations.get(generationId);
        return generation && lists.requestPosition(wish.userId, generation);
      },
      compare: (entry, other) =>
        entry.generation.id === other.generationId ? entry.index - other.index : undefined,
    };
  }

  #favourites(wish: PageWish): Source {
    const { lists } = this.#config;
    return {
      stretch: async (start, count) => {
        const refs = await lists.favourites(wish.userId, start, count);
        const records = await this.#byId([...new Set(refs.map(({ generationId }) => generationId))]);
        const entries = await this.#entries(wish, refs, records);
        return refs.map((ref) =>
          entries.filter(
            ({ generation, index }) => generation.id === ref.generationId && index === ref.index,
          ),
        );
      },
      position: (picture) => lists.favouritePosition(wish.userId, picture),
      compare: (entry, other) =>
        entry.generation.id === other.generationId && entry.index === other.index ? 0 : undefined,
    };
  }

  async #byId(ids: readonly string[]): Promise<ReadonlyMap<string, Generation>> {
    const records = await this.#config.generations.getMany(ids);
    return new Map(records.map((record) => [record.id, record]));
  }

  async #entries(
    wish: PageWish,
    refs: readonly PictureRef[],
    records: ReadonlyMap<string, Generation>,
  ): Promise<readonly PictureEntry[]> {
    const shown = refs.flatMap(({ generationId, index }) => {
      const generation = records.get(generationId);
      if (!generation || !isShownTo(wish, generation)) return [];
      return livePictures(generation).some((live) => live.index === index) ? [{ generation, index }] : [];
    });
    const favourites = await this.#config.lists.areFavourites(
      wish.userId,
      shown.map(({ generation, index }) => ({ generationId: generation.id, index })),
    );
    return shown.map((entry, position) => ({ ...entry, isFavourite: favourites[position] ?? false }));
  }
}

function isShownTo({ userId, chatId }: PageWish, { requester, request }: Generation): boolean {
  if (requester.userId !== userId) return false;
  return chatId === undefined || (requester.chatId === chatId && !request.private);
}

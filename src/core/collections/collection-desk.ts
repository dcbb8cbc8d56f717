import { maxReferences } from '../generation/image-request.ts';
import type { CollectedPicture, Collection, Collections, CollectResult } from '../ports/collections.ts';
import type { Media } from '../ports/media.ts';

export interface CollectionStore {
  /** In order; every read of a collection that is there leaves its end where it was. */
  read(userId: string): Promise<readonly CollectedPicture[]>;
  /** Adds what one event brought, once, and starts the ten minutes anew. False where that would pass the limit. */
  add(userId: string, key: string, pictures: readonly CollectedPicture[], limit: number): Promise<boolean>;
  /** Names by position; positions that are not there are left out. */
  rename(userId: string, names: ReadonlyMap<number, string>): Promise<void>;
  clear(userId: string): Promise<void>;
}

export interface CollectionDeskConfig {
  readonly store: CollectionStore;
  readonly media: Pick<Media, 'importReference'>;
  /** Keeps originals that belong to nobody yet. */
  readonly hold: (sha256s: readonly string[]) => Promise<void>;
  /** References that each gateway takes. */
  readonly limits: () => readonly number[];
}

const maxName = 60;

/** Collections of pictures for `/blend`. */
export class CollectionDesk implements Collections {
  readonly #config: CollectionDeskConfig;

  constructor(config: CollectionDeskConfig) {
    this.#config = config;
  }

  async of(userId: string): Promise<Collection> {
    return { pictures: await this.#config.store.read(userId), limit: this.#limit() };
  }

  async add({ userId, key, sources, name }: Parameters<Collections['add']>[0]): Promise<CollectResult> {
    const { store, media, hold } = this.#config;
    const images = await Promise.all(sources.map((source) => media.importReference(source)));
    const called = name === undefined ? '' : plainName(name);
    const pictures = images.map((image) => ({ image, ...(called === '' ? {} : { name: called }) }));
    const fits = await store.add(userId, key, pictures, this.#limit());
    const collection = await this.of(userId);
    // The earlier ones too: each picture that is added gives all of them ten minutes more.
    await hold(collection.pictures.map(({ image }) => image.sha256));
    return { kind: fits ? 'added' : 'full', collection };
  }

  async rename(userId: string, names: readonly (string | undefined)[]): Promise<Collection> {
    const given = names.flatMap((name, at): [number, string][] => {
      const called = plainName(name ?? '');
      return called === '' ? [] : [[at, called]];
    });
    await this.#config.store.rename(userId, new Map(given));
    return this.of(userId);
  }

  clear(userId: string): Promise<void> {
    return this.#config.store.clear(userId);
  }

  #limit(): number {
    return Math.min(maxReferences, Math.max(1, ...this.#config.limits()));
  }
}

function plainName(name: string): string {
  return [...name.replace(/\s+/gu, ' ').trim()].slice(0, maxName).join('');
}

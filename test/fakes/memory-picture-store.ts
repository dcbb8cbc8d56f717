import type { Generation, PictureRef } from '../../src/core/generation/generation.ts';
import type { PictureStore } from '../../src/core/pictures/picture-desk.ts';

/** Lists over a map of generations, favourites beside it. No file has another owner. */
export function createMemoryPictureStore(generations: ReadonlyMap<string, Generation>): PictureStore {
  const favourites = new Map<string, Map<string, { picture: PictureRef; at: number; serial: number }>>();
  let serial = 0;
  const keyOf = ({ generationId, index }: PictureRef): string => `${generationId}:${index}`;
  const listOf = (userId: string): Generation[] =>
    [...generations.values()]
      .filter(({ requester, deletedAt }) => requester.userId === userId && deletedAt === undefined)
      .reverse();
  const keptBy = (userId: string): PictureRef[] =>
    [...(favourites.get(userId)?.values() ?? [])]
      .sort((left, right) => right.at - left.at || right.serial - left.serial)
      .map(({ picture }) => picture);
  return {
    requests: (userId, start, count) =>
      Promise.resolve(
        listOf(userId)
          .slice(start, start + count)
          .map(({ id }) => id),
      ),
    requestPosition: (userId, { id, createdAt }) => {
      const list = listOf(userId);
      const found = list.findIndex((generation) => generation.id === id);
      return Promise.resolve(
        found >= 0 ? found : list.filter((generation) => generation.createdAt > createdAt).length,
      );
    },
    favourites: (userId, start, count) => Promise.resolve(keptBy(userId).slice(start, start + count)),
    favouritePosition: (userId, picture) => {
      const position = keptBy(userId).findIndex((other) => keyOf(other) === keyOf(picture));
      return Promise.resolve(position < 0 ? undefined : position);
    },
    areFavourites: (userId, pictures) =>
      Promise.resolve(pictures.map((picture) => favourites.get(userId)?.has(keyOf(picture)) ?? false)),
    setFavourite: (userId, picture, at) => {
      const kept = favourites.get(userId) ?? new Map();
      favourites.set(userId, kept);
      if (at === undefined) kept.delete(keyOf(picture));
      else kept.set(keyOf(picture), { picture, at, serial: (serial += 1) });
      return Promise.resolve();
    },
    takeOwnerless: (sha256s) => Promise.resolve(sha256s),
  };
}

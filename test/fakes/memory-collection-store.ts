import type { CollectionStore } from '../../src/core/collections/collection-desk.ts';
import type { CollectedPicture } from '../../src/core/ports/collections.ts';

/** `CollectionStore` in memory; nothing ends by itself. */
export function createMemoryCollectionStore(): CollectionStore {
  const lists = new Map<string, CollectedPicture[]>();
  const events = new Set<string>();
  return {
    read: (userId) => Promise.resolve([...(lists.get(userId) ?? [])]),
    async add(userId, key, pictures, limit) {
      const list = lists.get(userId) ?? [];
      if (events.has(`${userId} ${key}`)) return true;
      if (list.length + pictures.length > limit) return false;
      events.add(`${userId} ${key}`);
      lists.set(userId, [...list, ...pictures]);
      return true;
    },
    async rename(userId, names) {
      const list = lists.get(userId) ?? [];
      lists.set(
        userId,
        list.map((picture, at) => ({ ...picture, ...(names.has(at) ? { name: names.get(at) ?? '' } : {}) })),
      );
    },
    async clear(userId) {
      lists.delete(userId);
    },
  };
}

import type { RegionStore } from '../../src/core/region/region-desk.ts';
import type { RegionSession } from '../../src/core/ports/regions.ts';

/** `RegionStore` in memory; nothing is ever forgotten. */
export function createMemoryRegionStore(): RegionStore {
  const sessions = new Map<string, Omit<RegionSession, 'isSent'>>();
  const senders = new Map<string, string>();
  const cells = new Map<string, Set<number>>();
  return {
    async save(session) {
      // As a store would: what was handed in may change, what was kept does not.
      sessions.set(session.id, structuredClone(session));
    },
    async find(id) {
      const session = sessions.get(id);
      return session && { ...session, isSent: senders.has(id) };
    },
    async take(id, sender) {
      if (!senders.has(id)) senders.set(id, sender);
      return senders.get(id) ?? '';
    },
    async giveBack(id, sender) {
      if (senders.get(id) === sender) senders.delete(id);
    },
    async setCell(id, cell, isMarked) {
      const marked = cells.get(id) ?? new Set();
      cells.set(id, marked);
      if (isMarked) marked.add(cell);
      else marked.delete(cell);
    },
    cells: (id) => Promise.resolve([...(cells.get(id) ?? [])].sort((a, b) => a - b)),
  };
}

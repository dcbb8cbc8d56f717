import { beforeEach, describe, expect, it } from 'vitest';
import type { RegionSession } from '../../src/core/ports/regions.ts';
import type { RegionStore } from '../../src/core/region/region-desk.ts';

export const sampleSession = {
  id: 'r0000001',
  expiresAt: Date.now() + 900_000,
  requester: { userId: 'test:1', chatId: 'test:chat', locale: 'en' },
  target: { platform: 'test', address: { chat: 7 } },
  references: [{ sha256: 'a'.repeat(64), mediaType: 'image/png', width: 64, height: 48, byteLength: 900 }],
  parent: { generationId: 'g1', index: 0 },
  request: { quality: 'high' },
  needsProof: true,
} as const satisfies Omit<RegionSession, 'isSent'>;

/** Every RegionStore passes this, the fake included. */
export function regionStoreContract(
  name: string,
  createStore: () => RegionStore | Promise<RegionStore>,
): void {
  describe(`RegionStore contract: ${name}`, () => {
    let store: RegionStore;
    beforeEach(async () => {
      store = await createStore();
    });

    it('gives back what was saved, and nothing for what was not', async () => {
      await store.save(sampleSession);

      expect(await store.find(sampleSession.id)).toEqual({ ...sampleSession, isSent: false });
      expect(await store.find('r0000002')).toBeUndefined();
    });

    it('is taken by one sender, however many try at once', async () => {
      await store.save(sampleSession);

      const holders = await Promise.all(
        ['a', 'b', 'c', 'd'].map((sender) => store.take(sampleSession.id, sender)),
      );

      expect(new Set(holders).size).toBe(1);
      expect(await store.take(sampleSession.id, holders[0] ?? '')).toBe(holders[0]);
      expect(await store.find(sampleSession.id)).toMatchObject({ isSent: true });
    });

    it('is given back by its holder alone', async () => {
      await store.save(sampleSession);
      await store.take(sampleSession.id, 'a');

      await store.giveBack(sampleSession.id, 'b');
      expect(await store.take(sampleSession.id, 'b')).toBe('a');
      await store.giveBack(sampleSession.id, 'a');

      expect(await store.take(sampleSession.id, 'b')).toBe('b');
    });

    it('marks cells and takes marks away', async () => {
      for (const cell of [8, 0, 4, 8]) await store.setCell(sampleSession.id, cell, true);
      for (const cell of [0, 0]) await store.setCell(sampleSession.id, cell, false);

      expect(await store.cells(sampleSession.id)).toEqual([4, 8]);
      expect(await store.cells('r0000002')).toEqual([]);
    });
  });
}

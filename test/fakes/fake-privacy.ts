import { Readable } from 'node:stream';
import type { Privacy } from '../../src/core/ports/privacy.ts';

export interface FakePrivacy extends Privacy {
  /** Who was forgotten, in order. */
  readonly forgotten: readonly string[];
}

/** `Privacy` with the same answers for everybody. */
export function createFakePrivacy(): FakePrivacy {
  const forgotten: string[] = [];
  return {
    forgotten,
    summary: () =>
      Promise.resolve({
        ...{
          requests: 2,
          unfinished: 1,
          pictures: 1,
          references: 0,
          byteLength: 2_000_000,
          ledgerLines: 3,
          since: 0,
        },
        others: [
          { name: 'settings', count: 2 },
          { name: 'book users-in 2026-11', count: 1 },
        ],
      }),
    archive: (userId) => Readable.from([Buffer.from(`zip of ${userId}`)]),
    export: () => Promise.resolve({ parts: [], left: 0 }),
    exportLink: () => Promise.resolve(undefined),
    openExport: () => Promise.resolve(undefined),
    discard: () => Promise.resolve(),
    forget: (userId) => {
      forgotten.push(userId);
      return Promise.resolve({ requests: 2, pictures: 1, later: 0 });
    },
    resume: () => Promise.resolve(),
  };
}

import type { PromptStore } from '../../src/core/helper/prompt-desk.ts';
import type { Suggestion } from '../../src/core/ports/prompt-helper.ts';

/** One day that never ends. */
export function createMemoryPromptStore(): PromptStore {
  const kept = new Map<string, Suggestion>();
  const counts = new Map<string, number>();
  return {
    save: (userId, suggestion) => Promise.resolve(void kept.set(`${userId} ${suggestion.id}`, suggestion)),
    find: (userId, id) => Promise.resolve(kept.get(`${userId} ${id}`)),
    count(userId, limit) {
      const used = counts.get(userId) ?? 0;
      if (used < limit) counts.set(userId, used + 1);
      return Promise.resolve(used < limit);
    },
    uncount: (userId) => Promise.resolve(void counts.set(userId, (counts.get(userId) ?? 1) - 1)),
  };
}

import type { AdminNotices, ToldNotice } from '../../src/core/ports/admin-notices.ts';

/** Remembers what admins were told, and tells nobody. */
export function createMemoryNotices(): AdminNotices & { readonly told: readonly ToldNotice[] } {
  const told: ToldNotice[] = [];
  const keys = new Set<string>();
  const followers = new Set<string>();
  return {
    told,
    notify(notice, { once, chatId }) {
      if (keys.has(once)) return Promise.resolve(false);
      keys.add(once);
      told.unshift({ notice, at: Date.now(), ...(chatId === undefined ? {} : { chatId }) });
      return Promise.resolve(true);
    },
    recent: ({ limit, chatId }) =>
      Promise.resolve(told.filter((one) => chatId === undefined || one.chatId === chatId).slice(0, limit)),
    setAside: async ({ generationId, index }) => {
      const left = told.filter(
        ({ notice }) =>
          notice.kind !== 'report' || notice.generationId !== generationId || notice.index !== index,
      );
      told.splice(0, told.length, ...left);
    },
    follow: async (userId, chatId) => void followers.add(`${chatId} ${userId}`),
    unfollow: async (userId, chatId) => void followers.delete(`${chatId} ${userId}`),
    isFollowing: async (userId, chatId) => followers.has(`${chatId} ${userId}`),
    rememberLocale: async () => undefined,
  };
}

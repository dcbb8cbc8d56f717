import type { AdminOverview, ReportView } from '../../api/admin-view.ts';
import { ask } from '../api/client.ts';
import { note } from './chat-actions.ts';
import { createStore } from './store.ts';

/** Whether the admins' view is open. */
export const isAdminOpen = createStore(false);

/** The view for a bare `/admin`, else the answer to the order as a note in the conversation. */
export async function adminCommand(text: string, words: string): Promise<void> {
  if (words === '') {
    isAdminOpen.set(true);
    return;
  }
  const { lines, download } = await ask<{ lines: readonly string[]; download?: string }>(
    '/api/admin/orders',
    withBody('POST', { words }),
  );
  if (download === undefined) note(text, lines.join('\n'));
  else window.location.assign(download);
}

/** What admins do from their view. Every method rejects with an `ApiError`. */
export const adminApi = {
  overview: () => ask<AdminOverview>('/api/admin'),
  pause: (mode: 'pause' | 'drain', reason: string) =>
    ask<unknown>('/api/admin/pause', withBody('PUT', { mode, ...(reason === '' ? {} : { reason }) })),
  resume: () => ask<unknown>('/api/admin/pause', { method: 'DELETE' }),
  block: (userId: string, reason: string) =>
    ask<unknown>(`/api/admin/blocks/${encodeURIComponent(userId)}`, withBody('PUT', { reason })),
  decide: ({ generationId, index }: ReportView, decision: 'remove' | 'block' | 'dismiss', reason: string) =>
    ask<{ text: string }>(
      `/api/admin/reports/${encodeURIComponent(generationId)}`,
      withBody('POST', { decision, index, ...(decision === 'block' ? { reason } : {}) }),
    ),
  unblock: (userId: string) =>
    ask<unknown>(`/api/admin/blocks/${encodeURIComponent(userId)}`, { method: 'DELETE' }),
};

function withBody(method: string, body: object): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

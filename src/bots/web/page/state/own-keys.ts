import type { KeysView } from '../../api/keys-view.ts';
import { ask } from '../api/client.ts';
import { createStore } from './store.ts';

/** Whether the view of one's own keys is open. */
export const areKeysOpen = createStore(false);

/** What one does with keys of one's own. Every method rejects with an `ApiError`. */
export const keysApi = {
  list: () => ask<KeysView>('/api/keys'),
  keep: (gateway: string, key: string) =>
    ask<{ kept: boolean; message: string }>(`/api/keys/${encodeURIComponent(gateway)}`, {
      method: 'PUT',
      body: JSON.stringify({ key }),
      headers: { 'content-type': 'application/json' },
    }),
  remove: (gateway: string) =>
    ask<{ message: string }>(`/api/keys/${encodeURIComponent(gateway)}`, { method: 'DELETE' }),
};

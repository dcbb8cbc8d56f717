import type { QuotaView } from '../../api/account-view.ts';
import { api } from '../api/client.ts';
import { createStore } from './store.ts';

/** Undefined until it is known. */
export const quota = createStore<QuotaView | undefined>(undefined);

/** Looks anew; when that fails the old figures stay. */
export async function refreshQuota(): Promise<void> {
  const fresh = await api.quota().catch(() => undefined);
  if (fresh) quota.set(fresh);
}

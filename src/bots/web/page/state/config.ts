import type { ConfigView } from '../../api/account-view.ts';
import { createStore } from './store.ts';

/** What can be asked for here; undefined until it was fetched. */
export const config = createStore<ConfigView | undefined>(undefined);

/** What users read for a gateway's id. */
export function providerTitle(id: string | undefined): string {
  return config.get()?.providers.find((provider) => provider.id === id)?.title ?? id ?? 'Limner';
}

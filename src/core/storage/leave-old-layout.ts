import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';
import { findKeys } from './personal-keys.ts';

/** String: which layout of places the store has. */
const layoutKey = `${keyPrefix}layout`;
const layout = '2';

/** Keys of the first layout, in which places had keys of their own; the sweeper puts what they held where it is now. */
const oldNames = [/^u:.*:unfinished$/, /^lane:.*:q:/, /^lane:[^:]*:(weights|tie)$/];

/** Once for each store: removes what only an older version wrote. Looks at the names of all users' and lanes' keys. */
export async function leaveOldLayout(redis: StoreConnection): Promise<void> {
  if ((await redis.get(layoutKey)) === layout) return;
  for (const begin of ['u:', 'lane:']) {
    for (const key of await findKeys(redis, `${keyPrefix}${begin}`)) {
      if (oldNames.some((name) => name.test(key.slice(keyPrefix.length)))) await redis.unlink(key);
    }
  }
  await redis.set(layoutKey, layout);
}

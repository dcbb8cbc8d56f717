import type { LimitStore } from '../../src/core/ledger/limit-desk.ts';
import type { LimitOverride } from '../../src/core/ports/limits.ts';

/** `LimitStore` in memory, without counters: nothing is ever used. */
export function createMemoryLimitStore(): LimitStore {
  const overrides = new Map<string, LimitOverride>();
  const granted = new Map<string, { images: number; microUsd: number }>();
  const grants = new Set<string>();
  let version = 0;
  return {
    version: () => Promise.resolve(String(version)),
    read: () => Promise.resolve({ version: String(version), overrides: [...overrides.values()] }),
    async write({ value, ...override }) {
      const key = JSON.stringify(override);
      version += 1;
      if (value === undefined) overrides.delete(key);
      else overrides.set(key, { ...override, value });
    },
    async grant({ kind, id }, { unit, amount, period, key }) {
      if (key !== undefined && grants.has(key)) return false;
      if (key !== undefined) grants.add(key);
      const counters = `${kind}:${id}:${period}`;
      const known = granted.get(counters) ?? { images: 0, microUsd: 0 };
      granted.set(counters, { ...known, [unit]: known[unit] + amount });
      return true;
    },
    reset: () => Promise.resolve(),
    async counted({ kind, id }, period) {
      const { images, microUsd } = granted.get(`${kind}:${id}:${period}`) ?? { images: 0, microUsd: 0 };
      return { images: { used: 0, granted: images }, microUsd: { used: 0, granted: microUsd } };
    },
  };
}

import type { SettingsStore } from '../../src/core/settings/settings-desk.ts';

/** `SettingsStore` in memory. */
export function createMemorySettingsStore(): SettingsStore {
  const owners = new Map<string, Map<string, string>>();
  return {
    read: (owner) => Promise.resolve(Object.fromEntries(owners.get(owner) ?? [])),
    async write(owner, set, drop) {
      const fields = owners.get(owner) ?? new Map<string, string>();
      owners.set(owner, fields);
      for (const [name, value] of Object.entries(set)) fields.set(name, value);
      for (const name of drop) fields.delete(name);
    },
    async forget(owner) {
      owners.delete(owner);
    },
  };
}

import type { KeptPreset, PresetStore } from '../../src/core/presets/preset-shelf.ts';

/** `PresetStore` in memory; pictures are nobody's. */
export function createMemoryPresetStore(): PresetStore {
  const chats = new Map<string, Map<string, KeptPreset>>();
  const of = (chatId: string): Map<string, KeptPreset> => {
    const found = chats.get(chatId) ?? new Map<string, KeptPreset>();
    chats.set(chatId, found);
    return found;
  };
  return {
    all: (chatId) => Promise.resolve(of(chatId)),
    find: (chatId, name) => Promise.resolve(of(chatId).get(name)),
    async save(chatId, name, preset, limit) {
      const presets = of(chatId);
      const known = presets.has(name);
      if (!known && presets.size >= limit) return 'full';
      presets.set(name, structuredClone(preset));
      return known ? 'replaced' : 'new';
    },
    remove: (chatId, name) => Promise.resolve(of(chatId).delete(name)),
    renew: () => Promise.resolve(),
  };
}

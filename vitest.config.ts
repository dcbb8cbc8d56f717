import { defineConfig } from 'vitest/config';

const all = 'test/**/*.test.ts';
/**
 * Folders of files that leave nothing behind in their process, which they can therefore share: each module is loaded once
 * for all. Not the stand-ins' own tests: they drive plain discord.js, which sends its forms by another way once undici is
 * loaded beside it.
 */
const together = ['bots', 'config', 'core', 'media', 'providers', 'storage'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: [all], exclude: ['**/node_modules/**', ...together] },
      },
      { extends: true, test: { name: 'together', include: together, isolate: false } },
    ],
  },
});

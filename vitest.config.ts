import { defineConfig } from 'vitest/config';

const all = 'test/**/*.test.ts';
/** Files that leave nothing behind in their process, which they can therefore share: each module is loaded once for all. */
const together = ['test/config.test.ts', 'test/config/**/*.test.ts', 'test/providers/**/*.test.ts'];

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

import { defineConfig } from 'vitest/config';

/** `npm run test:cluster`: stores of several servers that fail over, processes on several machines. */
export default defineConfig({
  test: { include: ['test/cluster/*.spec.ts'], pool: 'forks', maxWorkers: 2, testTimeout: 60_000 },
});

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * One project per kind of test, from the cheapest to the dearest; test/run.mjs runs them in this order, one after the
 * other. Tests that start servers, sandboxes or browsers have processes of their own, and no more of them than the
 * smallest machine has cores. Sandboxes of two files take turns at the slots of the host, as those of two services do.
 */
const twoAtOnce = { pool: 'forks', maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 } as const;
const withDatabases = { ...twoAtOnce, globalSetup: 'test/support/shared-postgres.ts' } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'unit', include: ['{src,sandboxes,exercises,bench,test/project}/**/*.test.ts'] },
        resolve: {
          alias: {
            'interleave/checks': fileURLToPath(new URL('src/grading/checks-api.ts', import.meta.url)),
          },
        },
      },
      { test: { name: 'web', include: ['web/**/*.test.{ts,tsx}'] } },
      { test: { name: 'medium', include: ['test/medium/**/*.test.ts'], ...withDatabases } },
      { test: { name: 'sandboxes', include: ['test/sandboxes/**/*.test.ts'], ...twoAtOnce } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...withDatabases } },
      // A page waits as often as it draws: a third one finds a core that is free.
      {
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...withDatabases, maxWorkers: 3 },
      },
    ],
  },
});

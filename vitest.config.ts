import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * One project per kind of test, from the cheapest to the dearest; test/run.mjs runs them in this order, one after the
 * other. Tests that start servers, sandboxes or browsers have processes of their own, and no more of them than the
 * smallest machine has cores; those of `sandboxes` have the machine to themselves, as one file fills every slot of the pool.
 */
const patient = { pool: 'forks', testTimeout: 60_000, hookTimeout: 60_000 } as const;
const withServers = { ...patient, maxWorkers: 2, globalSetup: 'test/support/shared-postgres.ts' } as const;

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
      { test: { name: 'medium', include: ['test/medium/**/*.test.ts'], ...withServers } },
      {
        test: {
          name: 'sandboxes',
          include: ['test/sandboxes/**/*.test.ts'],
          ...patient,
          fileParallelism: false,
        },
      },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...withServers } },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...withServers } },
    ],
  },
});

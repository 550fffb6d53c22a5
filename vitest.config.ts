import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * One project per kind of test, from the cheapest to the dearest; test/run.mjs runs them in this order, one after the
 * other. Only `unit` and `web` run files in parallel: the others start servers, sandboxes or browsers, and would
 * measure each other.
 */
const alone = { fileParallelism: false, pool: 'forks', testTimeout: 60_000, hookTimeout: 60_000 } as const;

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
      { test: { name: 'medium', include: ['test/medium/**/*.test.ts'], ...alone } },
      { test: { name: 'sandboxes', include: ['test/sandboxes/**/*.test.ts'], ...alone } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...alone } },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...alone } },
    ],
  },
});

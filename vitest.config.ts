import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** They let hundreds race in PostgreSQL and Redis, or kill bots for minutes: beside others, both would seem not to answer. */
const races = ['crash', 'cases', 'otp', 'outages', 'shards', 'storage'].map((folder) => `tests/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    setupFiles: ['tests/support/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    projects: [
      { extends: true, test: { name: 'races', include: races, maxWorkers: 1, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'all others',
          include: ['tests/**/*.test.ts'],
          exclude: [...races, '**/node_modules/**'],
          // Vitest leaves one core free. But half of such a test's time is spent waiting for a process or a browser.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

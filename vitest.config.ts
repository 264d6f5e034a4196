import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const crash = 'tests/crash/**/*.test.ts';

export default defineConfig({
  test: {
    globalSetup: ['tests/support/databases.ts'],
    setupFiles: ['tests/support/setup.ts'],
    // A process for each file would read the same modules each time.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    projects: [
      // Kills bots for minutes and keeps two cores busy: alone, it takes nobody's time, and nobody takes its.
      { extends: true, test: { name: 'crash', include: [crash], sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'all others',
          include: ['tests/**/*.test.ts'],
          exclude: [crash],
          sequence: { groupOrder: 1 },
          // Vitest leaves one core free. But half of a test's time is spent waiting for a process, a browser or a database.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
    ],
  },
});

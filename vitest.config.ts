import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** They let hundreds race in PostgreSQL and Redis, or kill bots for minutes: beside others, both would seem not to answer. */
const races = ['crash', 'cases', 'otp', 'outages', 'shards', 'storage'].map((folder) => `tests/${folder}/**/*.test.ts`);

/** The long form has every test, and as many repetitions as find what is rare; the short one is for every change. */
const isLong = process.env.TEST_LONG === '1';

export default defineConfig({
  test: {
    // Tests share no state: each file has its own sandbox, stores and clocks. Loading discord.js for each file takes half of the time.
    isolate: false,
    // Node reads these sources itself, as the bot's. Nothing here is mocked, so nothing has to stand between.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    tags: [{ name: 'long', description: 'In `npm run test:long` alone.' }],
    ...(isLong ? {} : { tagsFilter: ['!long'] }),
    // What one process has compiled, the next ones read, and those that the tests start: where `npm start` keeps it, too.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/latchkey', import.meta.url)) },
    globalSetup: ['tests/support/compiled.ts', 'tests/support/databases.ts'],
    setupFiles: ['tests/support/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 5000 } },
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

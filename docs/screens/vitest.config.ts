import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const shortForm = { tagsFilter: ['!long'] };

/** Runs the flows once, to record what the bot shows in them. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    isolate: false,
    tags: [{ name: 'long', description: 'In `npm run test:long` alone.' }],
    ...shortForm,
    include: ['tests/flow/**/*.test.ts'],
    setupFiles: ['docs/screens/recording.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: Math.max(1, availableParallelism()),
    reporters: ['dot'],
  },
});

import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest';

// A warning that nobody expected is a bug that nobody has seen yet. A test that expects one replaces the spy with its own.
const surprises: string[] = [];
const onRejection = (reason: unknown) => void surprises.push(`unhandled rejection: ${String(reason)}`);
process.on('unhandledRejection', onRejection);
afterAll(() => void process.off('unhandledRejection', onRejection));

beforeEach(() => {
  for (const kind of ['error', 'warn'] as const) {
    vi.spyOn(console, kind).mockImplementation((...words: unknown[]) => {
      surprises.push(`console.${kind}: ${words.map(String).join(' ')}`);
    });
  }
});

afterEach(() => {
  // Files share a process: a clock that stood still would stand still for the next one, too.
  vi.useRealTimers();
  vi.restoreAllMocks();
  expect(surprises.splice(0), 'nothing unexpected on the console, no rejection left unhandled').toEqual([]);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { gatherLines } from '../../src/log/lines.ts';

const line = (level: string, msg: string) => `{"level":"${level}","msg":"${msg}"}\n`;

/** Lines on their way, and what was written of them so far, a write at a time. */
function gathered() {
  const writes: string[] = [];
  const before = process.listeners('exit');
  const lines = gatherLines({ write: (text) => void writes.push(text) });
  const onExit = process.listeners('exit').filter((listener) => !before.includes(listener));
  for (const listener of onExit) process.off('exit', listener);
  return { lines, writes, exit: () => onExit.forEach((listener) => void listener(0)) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('writes the lines of some ms together, in their order', () => {
  const { lines, writes } = gathered();
  lines.write(line('info', 'one'));
  lines.write(line('debug', 'two'));
  expect(writes).toEqual([]);
  vi.advanceTimersByTime(10);
  expect(writes).toEqual([line('info', 'one') + line('debug', 'two')]);
  lines.write(line('info', 'three'));
  vi.advanceTimersByTime(10);
  expect(writes.at(-1)).toBe(line('info', 'three'));
});

it.each([
  ['of level warn', line('warn', 'urgent')],
  ['of level error', line('error', 'urgent')],
  ['of level fatal', line('fatal', 'urgent')],
  ['that says that the bot is ready', line('info', 'ready: members can verify')],
])('writes a line %s at once, after those before it', (_, urgent) => {
  const { lines, writes } = gathered();
  lines.write(line('info', 'before'));
  lines.write(urgent);
  expect(writes).toEqual([line('info', 'before') + urgent]);
  vi.advanceTimersByTime(100);
  expect(writes).toHaveLength(1);
});

it('writes what is left when the process exits', () => {
  const { lines, writes, exit } = gathered();
  lines.write(line('info', 'last'));
  exit();
  expect(writes).toEqual([line('info', 'last')]);
});

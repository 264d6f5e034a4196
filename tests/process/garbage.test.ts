import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { expect, it } from 'vitest';

const code = `
  import { collectStartGarbage } from ${JSON.stringify(new URL('../../src/app/process/start-garbage.ts', import.meta.url).href)};
  const used = () => process.memoryUsage.rss() / 1024 / 1024;
  let read = Array.from({ length: 2_000_000 }, (_, index) => ({ index }));
  const before = used();
  read = undefined;
  collectStartGarbage();
  console.log(JSON.stringify({ before, after: used(), left: typeof globalThis.gc }));
`;

it('what the start no longer needs goes back to the system, and nothing else can ask for that', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  const { before, after, left } = JSON.parse(said);
  expect(after).toBeLessThan(before - 50);
  expect(left).toBe('undefined');
});

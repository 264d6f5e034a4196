import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import type { TestProject } from 'vitest/node';

/** What the processes that tests start have in common. */
const loaded = ['src/app/process/run.ts', 'sandbox/sandbox.ts', 'tests/support/verifier.ts'];
const imports = loaded.map((path) => `import ${JSON.stringify(new URL(`../../${path}`, import.meta.url).href)};`);

/**
 * Compiles what the tests' processes load, in a clone where nobody has yet. A process leaves what it has compiled when it ends by itself, and many of
 * them are killed.
 */
export default function setup({ config }: TestProject): void {
  const { NODE_COMPILE_CACHE } = config.env;
  if (NODE_COMPILE_CACHE === undefined || existsSync(NODE_COMPILE_CACHE)) return;
  execFileSync(process.execPath, ['--input-type=module', '--eval', imports.join('\n')], {
    env: { ...process.env, NODE_COMPILE_CACHE },
  });
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { startBot, startEnv } from './bot.ts';

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox({ rateLimits: 'none' });
  folder = mkdtempSync(join(tmpdir(), 'latchkey-loaded-'));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes down every module that a process has loaded, also those within Node, when it ends. */
const spy = (file: string) => `
  import { writeFileSync } from 'node:fs';
  import module from 'node:module';
  const loaded = [];
  module.registerHooks({
    load(url, context, next) {
      loaded.push(url);
      return next(url, context);
    },
  });
  process.on('exit', () => writeFileSync(${JSON.stringify(file)}, [...loaded, ...process.moduleLoadList].join('\\n')));
`;

/** What a bot loads that nobody asks anything: one module a line. */
async function loadedByStart(): Promise<string> {
  const file = join(folder, 'loaded');
  const bot = startBot(
    {
      ...startEnv(sandbox, folder),
      NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(spy(file))}"`,
    },
    folder,
  );
  await bot.ready();
  await bot.kill('SIGTERM');
  return readFileSync(file, 'utf8');
}

describe('a start loads what it needs', () => {
  it('migrations are loaded by the first start, and by no other', async () => {
    expect(await loadedByStart()).toContain('/src/storage/migrations/');
    const second = await loadedByStart();
    expect(second).toContain('/src/storage/stores.ts');
    expect(second).not.toContain('/src/storage/migrations/');
  });

  it("Node's own copy of the HTTP client is not loaded besides that of discord.js", async () => {
    const loaded = await loadedByStart();
    expect(loaded).toContain('/node_modules/undici/index.js');
    expect(loaded).not.toContain('internal/deps/undici');
  });

  it("of zod's messages, only the English ones are loaded", async () => {
    const loaded = await loadedByStart();
    expect(loaded).toContain('/zod/v4/locales/en.js');
    expect(loaded).not.toContain('/zod/v4/locales/de.js');
  });
});

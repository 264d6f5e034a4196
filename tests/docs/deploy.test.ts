import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { read, root } from './markdown.ts';

const unit = read('docs/deploy/latchkey.service');
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('case 45: the unit for systemd', () => {
  it('starts node itself, gives it time to finish, and does not try again every moment', () => {
    const [, program = ''] = /^ExecStart=\S+\/node (\S+)$/m.exec(unit) ?? [];
    expect(existsSync(new URL(program, root))).toBe(true);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(10);
    expect(Number(/^RestartSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThanOrEqual(60);
    expect(unit).not.toContain('KillMode');
  });

  it.skipIf(!hasSystemd)(
    `is one that systemd takes ${hasSystemd ? '' : '(skipped: no systemd-analyze at hand)'}`,
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'latchkey-unit-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const here = unit
        .replaceAll('/opt/latchkey/node_modules/.bin/node', process.execPath)
        .replaceAll('/opt/latchkey', folder);
      writeFileSync(join(folder, 'latchkey.service'), here);
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', join(folder, 'latchkey.service')], {
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    },
  );
});

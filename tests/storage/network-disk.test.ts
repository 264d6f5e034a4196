import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { examineStore } from '../../src/doctor/store.ts';
import { startPlay } from '../support/play.ts';

/** Has Linux list the folder of the tests' files as one on another machine. */
function putOnNetworkDisk(): void {
  const read = fs.readFileSync;
  const listed = read('/proc/self/mounts', 'utf8');
  const place = fs.realpathSync(tmpdir()).replaceAll(' ', '\\040');
  const mounts = `${listed}nas:/vol ${place} nfs4 rw,vers=4.2 0 0\n`;
  const spy = vi.spyOn(fs, 'readFileSync');
  spy.mockImplementation((...args) => (args[0] === '/proc/self/mounts' ? mounts : read(...args)));
  syncBuiltinESMExports();
  onTestFinished(() => {
    spy.mockRestore();
    syncBuiltinESMExports();
  });
}

test.skipIf(process.platform !== 'linux')(
  'case 44: the start and the doctor say that SQLite’s file is on a network file system, and the doctor what to do',
  async () => {
    putOnNetworkDisk();
    const play = await startPlay({ setUp: false });
    onTestFinished(() => play.stop());
    expect(play.logs.text()).toContain('the database file is on a network file system (nfs4)');

    const findings = await examineStore(play.config, systemClock());
    const said = 'The database file is on a network file system (nfs4).';
    expect(findings).toContainEqual(
      expect.objectContaining({ says: said, todo: expect.stringMatching(/disk of this machine/) }),
    );
  },
);

test('case 44: a start on a disk of this machine says nothing of that', async () => {
  const play = await startPlay({ setUp: false });
  onTestFinished(() => play.stop());
  expect(play.logs.text()).not.toContain('network file system');
});

import { describe, expect, it } from 'vitest';
import { describeProblem } from '../../src/storage/advice.ts';
import { type Disks, networkFileSystem } from '../../src/storage/sqlite/file-system.ts';

const EXT4 = 0xef53;
const mounts = `/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
nas:/vol /mnt/nas nfs4 rw,vers=4.2 0 0
//files/share /mnt/share\\040one cifs rw 0 0
me@host: /mnt/away fuse.sshfs rw 0 0
/dev/sdb1 /mnt/stick fuseblk rw 0 0
/dev/sdc1 /mnt/disk fuse.ntfs-3g rw 0 0
drvfs /mnt/c 9p rw 0 0
mac /mnt/mac prl_fs rw 0 0
/dev/sdd1 /mnt/nas/own ext4 rw 0 0
`;

function on(folder: string, changes: Partial<Disks> = {}, platform = 'linux') {
  return networkFileSystem(
    folder,
    { mounts: () => mounts, type: () => EXT4, real: (path) => path, ...changes },
    platform,
  );
}

const fails = () => {
  throw new Error('denied');
};

describe('case 44: the disk of the database', () => {
  it.each([
    ['/srv/latchkey/data', undefined],
    ['/mnt/nas/data', 'nfs4'],
    ['/mnt/nas', 'nfs4'],
    ['/mnt/nasty/data', undefined],
    ['/mnt/nas/own/data', undefined],
    ['/mnt/share one/data', 'cifs'],
    ['/mnt/away/data', 'sshfs'],
    ['/mnt/stick/data', undefined],
    ['/mnt/disk/data', undefined],
    ['/mnt/c/latchkey/data', '9p'],
    ['/mnt/mac/data', 'prl_fs'],
  ])('%s is on a network file system: %s', (folder, kind) => {
    expect(on(folder)).toBe(kind);
  });

  it('is found through a link, by its number where there is no list, and nowhere but on Linux', () => {
    expect(on('/srv/data', { real: () => '/mnt/nas/data' })).toBe('nfs4');
    expect(on('/srv/data', { mounts: fails, type: () => 0x6969 })).toBe('nfs');
    expect(on('/srv/data', { mounts: fails, type: () => 0xff534d42 | 0 })).toBe('cifs');
    expect(on('/srv/data', { mounts: fails, type: fails, real: fails })).toBeUndefined();
    expect(on('/mnt/nas/data', {}, 'darwin')).toBeUndefined();
  });

  it('is this machine’s own for the tests, and is named with what to do', () => {
    expect(networkFileSystem(import.meta.dirname)).toBeUndefined();
    expect(describeProblem({ is: 'networkDisk', fileSystem: 'nfs4' })).toBe(
      "the database file is on a network file system (nfs4): SQLite's locks do not work there; put it on a disk of this machine, or use PostgreSQL",
    );
  });
});

it('case 44: a file on this disk that is a link to a network disk lies there', () => {
  const real = (path: string) => path.replace('/srv/latchkey/latchkey.sqlite', '/mnt/nas/latchkey.sqlite');
  expect(on('/srv/latchkey/latchkey.sqlite', { real })).toBe('nfs4');
});

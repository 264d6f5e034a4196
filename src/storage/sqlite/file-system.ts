import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import process from 'node:process';

/** How the system is asked where a folder lies; each may throw. */
export interface Disks {
  /** What Linux lists in /proc/self/mounts: device, place and kind, a line each, the latest last. */
  readonly mounts: () => string;
  /** The kind of a folder's file system as a number. */
  readonly type: (folder: string) => number;
  /** A folder's path without links. */
  readonly real: (folder: string) => string;
}

const network =
  /^(?:nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|coda|lustre|beegfs|gpfs|glusterfs|orangefs|pvfs2|panfs|fhgfs|wekafs|prl_fs|ncpfs|davfs\d?|vboxsf|vmhgfs)$/;
/** What still lies on this machine, of what is made by a program of its own. */
const local = new Set([
  'ntfs-3g',
  'exfat',
  'mergerfs',
  'bindfs',
  'gocryptfs',
  'encfs',
  'fuse-overlayfs',
  'unionfs',
  'lxcfs',
]);

/** The same by number, for where the list cannot be read: statfs(2). */
const types: ReadonlyMap<number, string> = new Map([
  [0x6969, 'nfs'],
  [0x517b, 'smb'],
  [0xff534d42, 'cifs'],
  [0xfe534d42, 'smb2'],
  [0x01021997, '9p'],
  [0x5346414f, 'afs'],
  [0x00c36400, 'ceph'],
  [0x0bd00bd0, 'lustre'],
]);

const thisMachine: Disks = {
  mounts: () => readFileSync('/proc/self/mounts', 'utf8'),
  type: (folder) => statfsSync(folder).type,
  real: (folder) => realpathSync(folder),
};

/**
 * The name of the network file system that a file or folder lies on, where it may be a link to it; undefined where it lies on this machine, or that cannot be found out. There
 * neither SQLite's locks nor its log hold: https://www.sqlite.org/wal.html
 */
export function networkFileSystem(
  folder: string,
  disks = thisMachine,
  platform: string = process.platform,
): string | undefined {
  // Elsewhere the kinds have other names and numbers.
  if (platform !== 'linux') return undefined;
  return (
    attempt(() => named(kindOf(disks.real(folder), disks.mounts()))) ??
    attempt(() => types.get(disks.type(folder) >>> 0))
  );
}

/** The kind of the file system at the longest place that a path is within. */
function kindOf(path: string, mounts: string): string {
  let found = { place: '', kind: '' };
  for (const line of mounts.split('\n')) {
    const [, place = '', kind = ''] = line.split(' ').map(unescaped);
    const isWithin = place === '/' || path === place || path.startsWith(`${place}/`);
    if (isWithin && place.length >= found.place.length) found = { place, kind };
  }
  return found.kind;
}

function named(kind: string): string | undefined {
  const [, own] = /^fuse\.(.+)$/.exec(kind) ?? [];
  if (own !== undefined) return local.has(own) ? undefined : own;
  return network.test(kind) ? kind : undefined;
}

/** A space in a path is written \040 there. */
const unescaped = (text: string) =>
  text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

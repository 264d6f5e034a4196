import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import lock from '../../package-lock.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));
export const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The instructions of the Dockerfile, one string each, without comments. */
export const instructions: readonly string[] = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line !== '');

/** What instructions of a kind say, such as `USER`. */
export const told = (kind: string) =>
  instructions.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1));

/** What the Dockerfile copies from the project. */
export const copied: readonly string[] = told('COPY')
  .filter((line) => !line.startsWith('--from'))
  .flatMap((line) => line.split(' ').slice(0, -1));

/** What `.dockerignore` lets through, everything else being shut out. */
export const letThrough: readonly string[] = read('.dockerignore')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

/** The packages that `npm ci --omit=dev` installs too, as far as they are for this machine. */
const packages = Object.entries(lock.packages)
  .filter(([path, about]) => path !== '' && !('dev' in about) && existsSync(join(root, path)))
  .map(([path]) => path);

/** Puts into `folder` what the image has in /app, nothing of it writable: this project's files, and its packages without those for development. */
export function layOut(folder: string): void {
  for (const path of copied) link(path, folder);
  for (const path of packages) link(path, folder);
  for (const path of globSync('**/', { cwd: folder })) chmodSync(join(folder, path), 0o555);
  chmodSync(folder, 0o555);
}

/** Lets a folder that was laid out be removed again. */
export function release(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) release(join(folder, entry.name));
  }
}

/** A file or folder at the same place in `folder`: the same file where the disk allows it. What a package has nested is listed by itself. */
function link(path: string, folder: string): void {
  const [from, to] = [join(root, path), join(folder, path)];
  if (statSync(from).isDirectory()) {
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from)) if (name !== 'node_modules') link(join(path, name), folder);
    return;
  }
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

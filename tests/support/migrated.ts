import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/open-database.ts';

let image: Promise<Buffer> | undefined;

/**
 * Makes a database file that is up to date and has nothing in it. To bring an empty one up to date takes longer than many a test, so that is done once, and
 * each test has a copy of its own.
 */
export async function makeDatabase(file: string): Promise<void> {
  image ??= imageOfEmpty();
  writeFileSync(file, await image, { mode: 0o600 });
}

async function imageOfEmpty(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-empty-'));
  try {
    const file = join(folder, 'empty.sqlite');
    await (await openDatabase(`sqlite:${file}`)).close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openStores, type Stores } from '../../src/storage/stores.ts';

/** Where a bot keeps what lasts. */
export interface Place {
  /** The settings that lead a bot there. */
  readonly env: Readonly<Record<string, string>>;
  /** Looks at what a bot that died has left, and holds it to be whole. */
  left<T>(secretKey: Buffer, look: (stores: Stores) => Promise<T>): Promise<T>;
}

/** A file. It is looked at in a copy, so that what a crash leaves in it is the next bot's to recover from. */
export function fileIn(folder: string): Place {
  const names = ['latchkey.sqlite', 'latchkey.sqlite-wal'];
  return {
    env: { DATABASE_URL: `sqlite:${join(folder, 'latchkey.sqlite')}` },
    async left(secretKey, look) {
      const copy = join(folder, 'copy');
      mkdirSync(copy);
      for (const name of names.filter((one) => existsSync(join(folder, one)))) {
        cpSync(join(folder, name), join(copy, name));
      }
      const file = join(copy, 'latchkey.sqlite');
      const database = new DatabaseSync(file);
      expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
      expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
      database.close();
      const stores = await openStores(`sqlite:${file}`, { secretKey, clock: systemClock() });
      try {
        return await look(stores);
      } finally {
        await stores.close();
        rmSync(copy, { recursive: true });
      }
    },
  };
}

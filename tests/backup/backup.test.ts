import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { readOrCreateSecretKey } from '../../src/storage/secret-key.ts';
import { mia, noor, otherPhone, phone, sentChallenge } from '../storage/fixtures.ts';
import { loadChallenge, saveChallenge, takeOne } from '../storage/stored.ts';
import { freshFolder, openOn } from '../storage/support.ts';
import { runProgram } from '../support/program.ts';

const challenge = sentChallenge();
const day = 24 * 60 * 60_000;

/** `npm run backup` with these settings and arguments. */
const backUp = (cwd: string, DATABASE_URL: string, ...args: string[]) =>
  runProgram('src/backup.ts', args, { cwd, env: { DATABASE_URL } });

/** An installation that has verified a member, texted another, and counted. */
async function installation() {
  const folder = freshFolder();
  mkdirSync(join(folder, 'data'));
  const { key } = readOrCreateSecretKey(join(folder, 'data'));
  const stores = await openOn(join(folder, 'data/latchkey.sqlite'), { secretKey: key });
  await stores.roster.admit({ ...mia, phone, verifiedAt: 1 }, 1);
  await saveChallenge(stores.challenges, noor, challenge, day);
  await takeOne(stores.counters, 'sends|noor|1', 1, day);
  return { folder, key, stores, databaseUrl: 'sqlite:data/latchkey.sqlite' };
}

describe('npm run backup', () => {
  it('copies a database that is in use; put back into an empty folder, everything is there', async () => {
    const { folder, key, stores, databaseUrl } = await installation();

    const copied = backUp(folder, databaseUrl, 'copy');
    let members = 0;
    let over = false;
    void copied.then(() => {
      over = true;
    });
    while (!over) {
      const memberId = `member-${++members}`;
      const own = { ...otherPhone, phoneKey: `v1:${members}` };
      await stores.roster.admit({ ...mia, memberId, phone: own, verifiedAt: 1 }, 1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { code, stdout, stderr } = await copied;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('copy/latchkey.sqlite. The secret key');
    expect(members).toBeGreaterThan(10);
    for (const file of ['latchkey.sqlite', 'secret.key'])
      expect(statSync(join(folder, 'copy', file)).mode & 0o777).toBe(0o600);

    const restored = freshFolder();
    for (const file of ['latchkey.sqlite', 'secret.key'])
      copyFileSync(join(folder, 'copy', file), join(restored, file));
    expect(readOrCreateSecretKey(restored)).toEqual({ key, created: false });
    const again = await openOn(join(restored, 'latchkey.sqlite'), { secretKey: key });
    expect(await again.roster.find(mia)).toMatchObject({ phone });
    expect(await loadChallenge(again.challenges, noor)).toEqual(challenge);
    expect(await takeOne(again.counters, 'sends|noor|1', 1, day)).toBeUndefined();
    const database = new DatabaseSync(join(restored, 'latchkey.sqlite'));
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
  });

  it('has nothing of what was deleted', async () => {
    const { folder, stores, databaseUrl } = await installation();
    await stores.roster.remove(mia);
    await backUp(folder, databaseUrl, 'copy');
    expect(readFileSync(join(folder, 'copy/latchkey.sqlite')).includes(phone.phoneKey)).toBe(false);
  });

  it('writes over nothing, and says what to do where it cannot copy', async () => {
    const { folder, databaseUrl } = await installation();
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full/latchkey.sqlite'), 'kept');
    writeFileSync(
      join(folder, 'damaged.sqlite'),
      'no database at all, but long enough to be looked at as one'.repeat(100),
    );
    const attempts: [url: string, args: string[], says: string][] = [
      [databaseUrl, [], 'Name one folder'],
      [databaseUrl, ['full'], 'Name another folder'],
      [databaseUrl, ['keyed'], 'Name another folder'],
      ['sqlite:data/none.sqlite', ['copy'], 'Check DATABASE_URL'],
      ['sqlite:damaged.sqlite', ['copy'], 'file is not a database'],
      [databaseUrl, ['data/latchkey.sqlite/copy'], 'Check who may write'],
      ['postgres://latchkey:canary-password@db.example/latchkey', ['copy'], 'pg_dump'],
      ['mysql://db.example', ['copy'], 'DATABASE_URL is not valid'],
    ];
    mkdirSync(join(folder, 'keyed'));
    writeFileSync(join(folder, 'keyed/secret.key'), 'kept');
    const tried = attempts.map(async ([url, args, says]) => {
      const { code, stderr } = await backUp(folder, url, ...args);
      expect(code, says).toBe(1);
      expect(stderr).toContain(says);
      expect(stderr).not.toMatch(/\n\s+at |canary/);
    });
    await Promise.all(tried);
    expect(readFileSync(join(folder, 'keyed/secret.key'), 'utf8')).toBe('kept');
    expect(existsSync(join(folder, 'copy/damaged.sqlite'))).toBe(false);
    expect(readFileSync(join(folder, 'full/latchkey.sqlite'), 'utf8')).toBe('kept');
  });
});

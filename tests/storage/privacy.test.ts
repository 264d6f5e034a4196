import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { derivePepper, keyedDigest } from '../../src/base/digest.ts';
import type { Who } from '../../src/base/member-ref.ts';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import type { StorageProblem } from '../../src/storage/stores.ts';
import { e164, mia, noor, phone, secretKey, sentChallenge } from './fixtures.ts';
import { loadChallenge, saveChallenge } from './stored.ts';
import { freshFile, freshFolder, openOn } from './support.ts';

const minute = 60_000;

/** Every file of the database, as it lies on the disk. */
const rawBytes = (file: string) => {
  const folder = dirname(file);
  const names = readdirSync(folder);
  return { names, bytes: Buffer.concat(names.map((name) => readFileSync(join(folder, name)))) };
};

function sql(file: string, statement: string, ...parameters: string[]) {
  const database = new DatabaseSync(file);
  try {
    return database.prepare(statement).all(...parameters);
  } finally {
    database.close();
  }
}

describe('case 14: what lies on the disk', () => {
  test('holds neither the number nor the digest of the code, in the file, its WAL or its index', async () => {
    const file = freshFile();
    const { challenges } = await openOn(file);
    const canary = sentChallenge({
      phone: e164('+447700900123'),
      digest: 'canary-digest',
      messageId: 'canary-message',
    });
    await saveChallenge(challenges, mia, canary, minute);
    const { version = '' } = await challenges.load(mia);

    const { names, bytes } = rawBytes(file);

    expect(names.toSorted()).toEqual(['latchkey.sqlite', 'latchkey.sqlite-shm', 'latchkey.sqlite-wal']);
    expect(bytes.includes(version)).toBe(true);
    expect(bytes.includes(mia.memberId)).toBe(false);
    for (const secret of ['447700900123', '7700900123', 'canary-digest', 'canary-message']) {
      for (const form of [
        secret,
        Buffer.from(secret).toString('base64').slice(0, 10),
        Buffer.from(secret).toString('hex'),
      ]) {
        expect(bytes.includes(form)).toBe(false);
      }
    }
    expect(bytes.includes(secretKey)).toBe(false);
  });

  test('no longer holds the encrypted challenge once it was removed and the file is closed', async () => {
    const file = freshFile();
    const stores = await openOn(file);
    await saveChallenge(stores.challenges, mia, sentChallenge(), minute);
    const [row] = sql(file, 'SELECT value FROM challenges');
    const ciphertext = String(row?.value);
    expect(rawBytes(file).bytes.includes(ciphertext)).toBe(true);

    await stores.challenges.remove(mia);
    await stores.close();

    expect(rawBytes(file).bytes.includes(ciphertext)).toBe(false);
  });

  test('no longer holds what was deleted once it was scrubbed, while the bot goes on', async () => {
    const file = freshFile();
    const { journal, scrub } = await openOn(file);
    await journal.write({ ...mia, at: 1, what: 'started' });
    await journal.forget(mia);
    expect(rawBytes(file).bytes.includes(mia.memberId)).toBe(true);

    await scrub();

    expect(rawBytes(file).bytes.includes(mia.memberId)).toBe(false);
    await journal.write({ ...noor, at: 1, what: 'started' });
    expect(await journal.ofMember(noor, 1)).toHaveLength(1);
  });

  test('is scrubbed as soon as nobody reads it any more, and nobody has to wait for that', async () => {
    const file = freshFile();
    const { journal, scrub } = await openOn(file);
    await journal.write({ ...mia, at: 1, what: 'started' });
    const reader = new DatabaseSync(file);
    onTestFinished(() => reader.close());
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM journal').get();
    await journal.forget(mia);

    const scrubbed = scrub();
    await journal.write({ ...noor, at: 1, what: 'started' });
    reader.exec('COMMIT');
    await scrubbed;

    expect(rawBytes(file).bytes.includes(mia.memberId)).toBe(false);
  });

  test('no longer holds what ended in any way, two minutes later, while the bot goes on', async () => {
    const file = freshFile();
    const clock = manualClock();
    const { roster, proofs, challenges } = await openOn(file, { clock });
    await roster.admit({ ...mia, phone, verifiedAt: clock.now() }, 1);
    await saveChallenge(challenges, mia, sentChallenge(), 10 * minute);
    const { version = '' } = await challenges.load(mia);
    await challenges.remove(mia);
    await roster.remove(mia);
    await proofs.keep(noor, phone, clock.now() + minute);
    for (const trace of [mia.memberId, noor.memberId, version]) expect(rawBytes(file).bytes.includes(trace)).toBe(true);

    for (let turn = 0; turn < 2; turn++) await clock.skip(minute);

    for (const trace of [mia.memberId, noor.memberId, version])
      await expect.poll(() => rawBytes(file).bytes.includes(trace)).toBe(false);
  });

  test('is for this user only', async () => {
    const file = join(freshFolder(), 'data', 'latchkey.sqlite');
    const { checkWritable } = await openOn(file);
    await checkWritable();

    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(dirname(file))) {
      expect([name, statSync(join(dirname(file), name)).mode & 0o777]).toEqual([name, 0o600]);
    }
  });
});

test('case 14: the error of a failing store names nobody and nothing that was being stored', async () => {
  const file = freshFile();
  const { challenges } = await openOn(file);
  await saveChallenge(challenges, noor, sentChallenge(), minute);
  sql(
    file,
    "CREATE TRIGGER refuse BEFORE INSERT ON challenges BEGIN SELECT RAISE(ABORT, 'canary of the database'); END",
  );

  const error: unknown = await saveChallenge(challenges, mia, sentChallenge(), minute).catch(
    (thrown: unknown) => thrown,
  );

  expect(error).toBeInstanceOf(StoreUnavailable);
  const everything = error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}` : '';
  expect(everything).toContain('SQLite code');
  for (const secret of ['4155550123', mia.memberId, 'canary', secretKey.toString()]) {
    expect(everything).not.toContain(secret);
  }
});

/** Where a member's challenge lies. */
const keyOf = ({ serverId, memberId }: Who) => keyedDigest(derivePepper(secretKey), 'challenge', serverId, memberId);

describe('a challenge that cannot be read is none, and is reported', () => {
  const moved = { ...mia, memberId: mia.memberId.replace('2000', '3000') };
  const changes: ReadonlyArray<readonly [string, (file: string) => unknown]> = [
    ['changed', (file) => sql(file, "UPDATE challenges SET value = replace(value, substr(value, 40, 4), 'AAAA')")],
    ['cut', (file) => sql(file, 'UPDATE challenges SET value = substr(value, 1, 30)')],
    ['replaced by a plain one', (file) => sql(file, 'UPDATE challenges SET value = ?', '{"value":{"challenge":{}}}')],
    ['emptied', (file) => sql(file, "UPDATE challenges SET value = ''")],
    ['moved to another member', (file) => sql(file, 'UPDATE challenges SET key = ?', keyOf(moved))],
  ];

  test.each(changes)('%s', async (_, change) => {
    const file = freshFile();
    const problems: StorageProblem[] = [];
    const { challenges } = await openOn(file, { report: (problem) => problems.push(problem) });
    await saveChallenge(challenges, mia, sentChallenge(), minute);

    change(file);

    expect([await loadChallenge(challenges, mia), await loadChallenge(challenges, moved)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(problems).toEqual([{ is: 'unreadableChallenge' }]);
  });

  test('case 38: and told once, however often its member looks', async () => {
    const file = freshFile();
    const problems: StorageProblem[] = [];
    const { challenges } = await openOn(file, { report: (problem) => problems.push(problem) });
    await saveChallenge(challenges, mia, sentChallenge(), minute);
    sql(file, "UPDATE challenges SET value = ''");
    for (let look = 0; look < 3; look++) expect(await loadChallenge(challenges, mia)).toBeUndefined();
    expect(problems).toEqual([{ is: 'unreadableChallenge' }]);
  });

  test('encrypted with another key: it is not even found, and the member can start again', async () => {
    const file = freshFile();
    const before = await openOn(file, { secretKey: Buffer.alloc(32, 'the key before') });
    await saveChallenge(before.challenges, mia, sentChallenge(), minute);
    await before.close();
    const problems: StorageProblem[] = [];
    const { challenges } = await openOn(file, { report: (problem) => problems.push(problem) });

    expect(await challenges.load(mia)).toEqual({});
    expect(problems).toEqual([]);
    await saveChallenge(challenges, mia, sentChallenge({ id: 'new' }), minute);
    expect(await loadChallenge(challenges, mia)).toMatchObject({ id: 'new' });
  });
});

import { beforeEach, expect, it } from 'vitest';
import { keyId } from '../../src/base/digest.ts';
import { adoptKey, judgeKey, UnknownKey } from '../../src/gate/database-key.ts';
import type { InstallationFacts, Roster } from '../../src/gate/ports.ts';
import { derivePeppers } from '../../src/otp/pepper.ts';
import { mia, noor, phone } from '../storage/fixtures.ts';
import { freshDatabase, openOn } from '../storage/support.ts';

let facts: InstallationFacts;
let roster: Roster;
beforeEach(async () => {
  ({ facts, roster } = await openOn(await freshDatabase()));
});

const key = (name: string) => Buffer.alloc(32, name);
/** Peppers of keys, by name, the one in use first. */
const ring = (current: string, ...previous: string[]) =>
  derivePeppers({ current: key(current), previous: previous.map(key) });
const adopt = (current: string, ...previous: string[]) => adoptKey(facts, ring(current, ...previous), false);

it('the first key is the database’s, and stays so at every start', async () => {
  expect(await judgeKey(facts, ring('one'))).toBe('first');
  await adopt('one');
  expect(await judgeKey(facts, ring('one'))).toBe('current');
  await adopt('one');
  expect(await judgeKey(facts, ring('one'))).toBe('current');
});

it('another key replaces it only if it is named, so that no number is forgotten by a slip', async () => {
  await adopt('one');
  await expect(adopt('two')).rejects.toBeInstanceOf(UnknownKey);
  await expect(adopt('two', 'three')).rejects.toBeInstanceOf(UnknownKey);
  expect(await judgeKey(facts, ring('one'))).toBe('current');
  await adopt('two', 'three', 'one');
  expect(await judgeKey(facts, ring('two'))).toBe('current');
  await expect(adopt('one')).rejects.toBeInstanceOf(UnknownKey);
});

it('a key that is lost may be given up', async () => {
  await adopt('one');
  await adoptKey(facts, ring('two'), true);
  expect(await judgeKey(facts, ring('two'))).toBe('current');
});

it('under a key that was replaced no number is admitted, until it is the key again', async () => {
  const under = (name: string) => ({ ...phone, phoneKey: `${keyId(ring(name).current)}:00` });
  const admit = (name: string, who = mia) => roster.admit({ ...who, phone: under(name), verifiedAt: 1 }, 1);
  await adopt('one');
  await adopt('two', 'one');
  expect(await admit('one')).toEqual({ is: 'keyReplaced' });
  expect(await admit('two')).toEqual({ is: 'admitted' });
  expect(await admit('one')).toEqual({ is: 'alreadyVerified' });

  await adopt('one', 'two');
  expect(await admit('two', noor)).toEqual({ is: 'numberTaken', holders: [mia.memberId] });
  expect(await admit('one', noor)).toEqual({ is: 'admitted' });
});

it('a key that was lost admits nobody either: a process may still run with it', async () => {
  await adopt('one');
  await adoptKey(facts, ring('two'), true);
  const old = { ...phone, phoneKey: `${keyId(ring('one').current)}:00` };
  expect(await roster.admit({ ...mia, phone: old, verifiedAt: 1 }, 1)).toEqual({ is: 'keyReplaced' });
});

import { Keyv } from 'keyv';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import type { OtpStateAdapter } from '../../src/storage/otp-state/adapter.ts';
import { createOtpStateAdapter } from '../../src/storage/otp-state/adapter.ts';
import { createChallengeStore } from '../../src/storage/otp-state/challenges.ts';
import { mia, noor, secretKey, sentChallenge } from './fixtures.ts';
import { adaptersFor } from './otp-state.ts';
import { onEachStore } from './places.ts';

const minute = 60_000;
const inAMinute = () => Date.now() + minute;

onEachStore((freshPlace) => {
  describe('the adapter for Keyv', () => {
    const adapter = adaptersFor(freshPlace);

    test('is used by Keyv as it is, whatever its namespace', async () => {
      const [plain, named] = [adapter(), adapter('named')];
      expect(new Keyv({ store: plain }).store).toBe(plain);
      expect(new Keyv({ store: named }).store.namespace).toBe('named');
      expect(new Keyv({ store: named, namespace: 'other' }).store.namespace).toBe('other');
    });

    test('what was set is read, alone and among many, until it expires', async () => {
      const store = adapter();
      expect(await store.set('kept', 'one', inAMinute())).toBe(true);
      expect(await store.set('for ever', 'two')).toBe(true);
      expect(
        await store.setMany([
          { key: 'over', value: 'three', expires: Date.now() - minute },
          { key: 'kept too', value: 'four', expires: inAMinute() },
        ]),
      ).toEqual([true, true]);
      // Redis lets at least a millisecond pass.
      await expect.poll(() => store.get('over')).toBeUndefined();

      expect(await store.get('kept')).toBe('one');
      expect(await store.getMany(['kept too', 'over', 'never', 'for ever'])).toEqual([
        'four',
        undefined,
        undefined,
        'two',
      ]);
      expect(await store.has('kept')).toBe(true);
      expect(await store.hasMany(['over', 'for ever', 'never'])).toEqual([false, true, false]);
      expect(await store.set('kept', 'later', inAMinute())).toBe(true);
      expect(await store.get('kept')).toBe('later');
    });

    test('what is deleted is gone, and of what was not there that is said', async () => {
      const store = adapter();
      await store.setMany(['a', 'b', 'c'].map((key) => ({ key, value: key, expires: inAMinute() })));
      expect(await store.deleteMany(['a', 'never', 'b'])).toEqual([true, false, true]);
      expect(await store.delete('c')).toBe(true);
      expect(await store.delete('c')).toBe(false);
      expect(await store.getMany(['a', 'b', 'c'])).toEqual([undefined, undefined, undefined]);
    });

    test('a namespace has its own keys, whatever they look like', async () => {
      const [one, other, star, line] = [adapter('one'), adapter('other'), adapter('o*'), adapter('o%_')];
      const all = [one, other, star, line];
      const keys = ['key', '%', '_', '*', '[a-z]', "it's", 'one:key'];
      for (const store of all)
        await store.setMany(keys.map((key) => ({ key, value: `${store.namespace} ${key}`, expires: inAMinute() })));
      const held = async (store: OtpStateAdapter) => {
        const entries: unknown[] = [];
        for await (const entry of store.iterator?.() ?? []) entries.push(entry);
        return entries.sort();
      };
      const expected = (name: string) => keys.map((key) => [key, `${name} ${key}`]).sort();
      expect(await held(one)).toEqual(expected('one'));

      await star.clear();
      await line.clear();
      expect(await held(star)).toEqual([]);
      expect(await held(one)).toEqual(expected('one'));

      await one.delete('*');
      await other.clear();
      expect(await held(other)).toEqual([]);
      expect(await held(one)).toHaveLength(keys.length - 1);
    });

    test('an iteration reaches everything, however much there is', async () => {
      const store = adapter();
      const keys = Array.from({ length: 1201 }, (_, index) => `key ${index}`);
      await store.setMany(keys.map((key) => ({ key, value: key, expires: inAMinute() })));
      const found = new Set<unknown>();
      for await (const [key] of store.iterator?.() ?? []) found.add(key);
      expect(found).toEqual(new Set(keys));
    });

    test('replaces exactly what was read, within its namespace', async () => {
      const [one, other] = [adapter('one'), adapter('other')];
      const put = (store: OtpStateAdapter, before: string | undefined, value: string) =>
        store.replace('key', before, value, inAMinute(), 'durable');
      expect(await put(one, undefined, 'first')).toBe(true);
      expect(await put(other, 'first', 'second')).toBe(false);
      expect(await put(one, undefined, 'second')).toBe(false);
      expect(await put(one, 'first', 'second')).toBe(true);
      expect(await put(one, 'first', 'third')).toBe(false);
      expect(await one.get('key')).toBe('second');
    });

    test('takes only what Keyv has encoded', async () => {
      await expect(adapter().set('key', { value: 'clear' })).rejects.toThrow(TypeError);
    });
  });

  describe('challenges in a Keyv', () => {
    const adapter = adaptersFor(freshPlace);
    const options = { secretKey, now: () => Date.now(), onUnreadable: () => {} };

    test('case 51: one that was put in the place of another member counts as none, and can be replaced', async () => {
      const store = adapter();
      let told = 0;
      const challenges = createChallengeStore(store, { ...options, onUnreadable: () => told++ });
      await challenges.replace(noor, {}, sentChallenge(), minute);
      await challenges.replace(mia, {}, sentChallenge({ id: 'mine' }), minute);
      const [[, ofNoor] = [], [keyOfMia] = []] = await entriesOf(store, (await challenges.load(noor)).version);
      await store.set(String(keyOfMia), ofNoor, inAMinute());

      const stored = await challenges.load(mia);
      expect(stored).toEqual({ version: ofNoor });
      expect(await challenges.load(mia)).toEqual(stored);
      expect(told).toBe(1);
      expect(await challenges.replace(mia, stored, sentChallenge({ id: 'new' }), minute)).toBeDefined();
      expect((await challenges.load(mia)).challenge?.id).toBe('new');
    });
  });
});

/** The entry of `version` first, and the other one. */
async function entriesOf(store: OtpStateAdapter, version: string | undefined) {
  const entries: (readonly [unknown, unknown])[] = [];
  for await (const [key, value] of store.iterator?.() ?? []) entries.push([key, value]);
  return entries.sort(([, one]) => (one === version ? -1 : 1));
}

test('a store that is down is told as such, and never as one that has nothing', async () => {
  const fail = async () => {
    throw new StoreUnavailable('The store is down.');
  };
  const down = createOtpStateAdapter({
    get: fail,
    set: fail,
    replace: fail,
    remove: fail,
    clear: fail,
    entries: () => ({ [Symbol.asyncIterator]: () => ({ next: fail }) }),
  });
  const challenges = createChallengeStore(down, { secretKey, now: () => Date.now(), onUnreadable: () => {} });
  await expect(challenges.load(mia)).rejects.toThrow(StoreUnavailable);
  await expect(challenges.replace(mia, {}, sentChallenge(), minute)).rejects.toThrow(StoreUnavailable);
  await expect(challenges.remove(mia)).rejects.toThrow(StoreUnavailable);
});

import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { createPrivacy, isEmpty } from '../../src/gate/privacy/privacy.ts';
import type { RoleAnswer } from '../../src/gate/roles/role-keeper.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import type { Counters } from '../../src/limits/counters.ts';
import { pseudonymous } from '../../src/limits/pseudonymous.ts';
import { mia, noor, otherPhone, phone } from '../storage/fixtures.ts';
import { takeOne } from '../storage/stored.ts';
import { freshDatabase, inParallel, keepSomethingOf, openOn } from '../storage/support.ts';
import { claimOn, rolesOver } from '../support/roles.ts';

const done: RoleAnswer = { is: 'done' };
const look = async () => ({ is: 'seen', member: { roles: [], pending: false } }) as const;
const block = { ...mia, ...otherPhone, reason: 'Spam.', by: noor.memberId };

/** Over a real database that knows of Mia and Noor; `asked` is what it asked of others. */
async function openPrivacy({ file, taken = done }: { file?: string; taken?: RoleAnswer } = {}) {
  const clock = manualClock();
  const own = file ?? (await freshDatabase());
  const stores = await openOn(own);
  const asked: string[] = [];
  /** Of which numbers the kind of line was forgotten. */
  const kinds: string[] = [];
  const note =
    <T>(what: string, answer: T) =>
    async (): Promise<T> => {
      asked.push(what);
      return answer;
    };
  const roles = rolesOver(stores, {
    roles: { take: note('take the role', taken), give: note('give a role', done), look },
    clock,
  });
  const privacy = createPrivacy({
    ...stores,
    lines: { forget: async (fingerprints) => void kinds.push(...fingerprints) },
    departures: roles.departures,
    verifier: { look: async () => undefined, forget: note('forget the challenge', undefined) },
    unfollow: (messageId) => asked.push(`unfollow ${messageId}`),
    withdraw: note('withdraw the request', undefined),
    hush: () => {},
    clock,
  });
  return { privacy, stores, clock, asked, kinds, file: own, roles };
}

describe('erasing', () => {
  it('of parallel callers, in two processes, leaves nothing, and each part is done by one', async () => {
    const first = await openPrivacy();
    const second = await openPrivacy({ file: first.file });
    await keepSomethingOf(first.stores, mia, first.clock.now());
    await first.stores.settings.save(mia.serverId, { ...freshSettings, roleId: '300' });

    const ends = await inParallel(20, (index) => (index % 2 ? first : second).privacy.erase(mia));

    expect(ends.filter(({ is }) => is === 'erased').length).toBeGreaterThan(0);
    expect(ends.filter(({ is }) => is === 'nothing').length).toBeGreaterThanOrEqual(18);
    const asked = [...first.asked, ...second.asked];
    expect(asked.filter((one) => one === 'withdraw the request')).toHaveLength(1);
    expect(isEmpty(await first.privacy.read(mia))).toBe(true);
  });

  it('forgets the kind of line of every number that is known of the member', async () => {
    const { privacy, stores, clock, kinds } = await openPrivacy();
    const now = clock.now();
    const numbers = ['a', 'b', 'c', 'd'].map((letter) => ({ ...phone, phoneKey: `00000000:${letter.repeat(64)}` }));
    const [held, asking, blocked, proven] = numbers;
    if (!held || !asking || !blocked || !proven) throw new Error('There are four.');
    await stores.roster.admit({ ...mia, phone: held, verifiedAt: now }, 1);
    const request = {
      id: 'r1',
      cause: 'numberTaken',
      words: 'Mine.',
      at: now,
      locale: 'en-US',
      phone: asking,
    } as const;
    await stores.requests.open({ ...mia, ...request });
    await stores.blocks.put({ ...block, ...blocked, at: now });
    await stores.proofs.keep(mia, proven, now + 1);
    await privacy.erase(mia);
    expect(kinds).toEqual(expect.arrayContaining(numbers.map(({ phoneKey }) => phoneKey)));
  });

  it('leaves other members what is theirs', async () => {
    const { privacy, stores, clock } = await openPrivacy();
    const now = clock.now();
    await stores.roster.admit({ ...mia, phone, verifiedAt: now }, 1);
    await stores.roster.admit({ ...noor, phone: otherPhone, verifiedAt: now }, 1);
    await stores.journal.write({ ...noor, at: now, what: 'verified' });
    await stores.proofs.keep(noor, phone, now + 1);
    const before = await privacy.read(noor);
    await privacy.erase(mia);
    expect(await privacy.read(noor)).toEqual(before);
  });

  it('ends the watch of every SMS, since what is reported of one would be written down', async () => {
    const { privacy, stores, clock, asked } = await openPrivacy();
    const sent = { ...mia, at: clock.now(), what: 'sent' } as const;
    for (const messageId of ['SM1', 'SM2']) await stores.journal.write({ ...sent, messageId });
    await privacy.erase(mia);
    expect(asked.toSorted()).toEqual(['forget the challenge', 'unfollow SM1', 'unfollow SM2']);
  });

  it('cut off by a store that fails can be asked for again, also by who was off the roster by then', async () => {
    const { privacy, stores, clock, asked } = await openPrivacy();
    await keepSomethingOf(stores, mia, clock.now());
    await stores.settings.save(mia.serverId, { ...freshSettings, roleId: '300' });
    const failing = createPrivacy({
      ...stores,
      lines: { forget: async () => {} },
      blocks: { ...stores.blocks, detach: () => Promise.reject(new Error('the disk is full')) },
      departures: rolesOver(stores, { roles: { take: async () => done, give: async () => done, look }, clock })
        .departures,
      verifier: { look: async () => undefined, forget: async () => undefined },
      unfollow: () => {},
      withdraw: async () => {},
      hush: () => {},
      clock,
    });
    await expect(failing.erase(mia)).rejects.toThrow('the disk is full');
    expect(await privacy.erase(mia)).toMatchObject({ is: 'erased', role: { is: 'done' } });
    expect(asked).toContain('take the role');
    expect(isEmpty(await privacy.read(mia))).toBe(true);
  });

  it('leaves no role to take that waits for somebody’s hand, also where it was being given in between', async () => {
    const { privacy, stores, clock, roles } = await openPrivacy({
      taken: { is: 'refused', obstacle: 'missingPermission' },
    });
    const { roleCleanup } = roles;
    const left = (who = mia) => stores.pendingRoles.ofMember(who);
    await stores.settings.save(mia.serverId, { ...freshSettings, roleId: '300' });
    for (const [who, held] of [
      [mia, phone],
      [noor, otherPhone],
    ] as const) {
      await stores.roster.admit({ ...who, phone: held, verifiedAt: clock.now() }, 1);
      await claimOn(stores.roster, who, clock.now());
      await stores.journal.write({ ...who, at: clock.now(), what: 'verified' });
    }
    expect(await privacy.erase(mia)).toMatchObject({ is: 'erased', role: { obstacle: 'missingPermission' } });
    expect(await left()).toEqual([]);

    // A member who was giving it finds them off the roster, and Discord takes the role from them no more than before.
    await roleCleanup.take({ ...mia, givenRoleIds: ['300'] }, 'No longer verified');
    expect(await left()).toEqual([]);

    await stores.roster.remove(noor);
    await roleCleanup.take({ ...noor, givenRoleIds: ['300'] }, 'Verification revoked');
    expect(await left(noor)).toHaveLength(1);
  });

  it('of who has come back since, a role to take waits as ever', async () => {
    const { privacy, stores, clock, roles } = await openPrivacy({
      taken: { is: 'refused', obstacle: 'missingPermission' },
    });
    await stores.journal.write({ ...mia, at: clock.now(), what: 'started' });
    await privacy.erase(mia);
    await stores.journal.write({ ...mia, at: clock.now(), what: 'revoked' });
    await roles.roleCleanup.take({ ...mia, givenRoleIds: ['300'] }, 'Verification revoked');
    expect(await stores.pendingRoles.ofMember(mia)).toHaveLength(1);
  });

  it('deletes nothing while Discord does not answer', async () => {
    const { privacy, stores, clock } = await openPrivacy({ taken: { is: 'refused', obstacle: 'discordUnavailable' } });
    await keepSomethingOf(stores, mia, clock.now());
    await stores.settings.save(mia.serverId, { ...freshSettings, roleId: '300' });
    const before = await privacy.read(mia);
    expect(await privacy.erase(mia)).toEqual({ is: 'discordUnavailable' });
    expect(await privacy.read(mia)).toEqual(before);
  });
});

describe('reading', () => {
  it('names the blocks of the account and one of the number it holds, each once', async () => {
    const { privacy, stores, clock } = await openPrivacy();
    const at = clock.now();
    await stores.roster.admit({ ...mia, phone, verifiedAt: at }, 1);
    const own = { ...block, at };
    const onNumber = { ...block, ...phone, memberId: noor.memberId, at };
    for (const one of [own, onNumber]) await stores.blocks.put(one);
    expect((await privacy.read(mia)).blocks).toEqual([own, onNumber]);
    await stores.blocks.put({ ...own, ...phone });
    expect((await privacy.read(mia)).blocks).toHaveLength(2);
  });
});

describe('counting without names', () => {
  it('counts as before, one key apart from another, and keeps no key', async () => {
    const seen: string[] = [];
    const { counters } = await openOn(await freshDatabase());
    const watched: Counters = {
      ...counters,
      take: (takes) => {
        seen.push(...takes.map(({ key }) => key));
        return counters.take(takes);
      },
    };
    const hidden = pseudonymous(watched, Buffer.alloc(32, 'pepper'));
    const [ofMia, nextOfMia, ofNoor] = [
      `sends|${mia.memberId}|1`,
      `sends|${mia.memberId}|2`,
      `sends|${noor.memberId}|1`,
    ];
    expect(await takeOne(hidden, ofMia, 1, 60_000)).toBe(1);
    expect(await takeOne(hidden, ofMia, 1, 60_000)).toBeUndefined();
    expect(await takeOne(hidden, nextOfMia, 1, 60_000)).toBe(1);
    expect(await takeOne(hidden, ofNoor, 1, 60_000)).toBe(1);
    await hidden.giveBack([{ key: ofMia }]);
    expect(await takeOne(hidden, ofMia, 1, 60_000)).toBe(1);
    expect(await hidden.counts([ofNoor, ofMia, 'sends|nobody|1'])).toEqual([1, 1, 0]);
    expect(new Set(seen).size).toBe(3);
    expect(seen.join()).not.toMatch(/20000/);
    expect(seen.every((key) => /^[0-9a-f]{64}\|sends\|[12]$/.test(key))).toBe(true);
  });
});

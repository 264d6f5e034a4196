import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { type Ms, repeat } from '../../src/clock.ts';
import { type Absences, createRetention, judgeAbsences, RETENTION_EVERY } from '../../src/gate/privacy/retention.ts';
import { mia, noor, otherPhone, phone } from '../storage/fixtures.ts';
import { freshDatabase, keepSomethingOf, openOn } from '../storage/support.ts';

const DAY: Ms = 24 * 60 * 60_000;
const HOUR = DAY / 24;

describe('absences', () => {
  const servers = ['101', '102', '103'];
  /** What one look at Discord brings: nothing in an outage, or the servers that are gone. */
  const look = fc.record({
    gap: fc.integer({ min: 1, max: 20 * DAY }),
    gone: fc.oneof(fc.constant(undefined), fc.subarray(servers)),
  });

  /** By server: when it was first seen gone since it was last seen there, after one more look. */
  function lookAgain(model: Absences, gone: readonly string[], now: Ms): Map<string, Ms> {
    return new Map(gone.map((id) => [id, model.get(id) ?? now]));
  }

  it('overdue is exactly who was gone at every look since one that is 30 days ago; an outage is no look', () => {
    const property = fc.property(fc.array(look, { maxLength: 30 }), (looks) => {
      let now: Ms = 1_700_000_000_000;
      let absences: Absences = new Map();
      let model: Absences = new Map();
      for (const { gap, gone } of looks) {
        now += gap;
        if (!gone) continue;
        const seen = lookAgain(model, gone, now);
        const overdue = [...seen.keys()].filter((id) => now - (seen.get(id) ?? now) >= 30 * DAY);
        for (const id of overdue) seen.delete(id);
        const judged = judgeAbsences(absences, gone, now);
        expect({ ...judged, absences: new Map(judged.absences) }).toEqual({ absences: seen, overdue });
        [absences, model] = [judged.absences, seen];
      }
    });
    fc.assert(property);
  });

  it('nobody is overdue who is there, however long they were away', () => {
    fc.assert(
      fc.property(fc.subarray(servers), fc.nat(), (gone, now) => {
        const before = new Map(servers.map((id) => [id, 0]));
        const { overdue, absences } = judgeAbsences(before, gone, now);
        expect([...overdue, ...absences.keys()].toSorted()).toEqual(gone.toSorted());
      }),
    );
  });

  it('a clock that was set back makes nobody overdue', () => {
    expect(judgeAbsences(new Map([['101', 40 * DAY]]), ['101'], DAY)).toEqual({
      absences: new Map([['101', DAY]]),
      overdue: [],
    });
  });
});

/** The rules on a real database, run daily on a clock that a test moves; Discord says what `discord.gone` says. */
async function runDaily() {
  const stores = await openOn(await freshDatabase());
  const clock = manualClock();
  const discord: { gone: readonly string[] | 'outage'; isSure: boolean } = { gone: [], isSure: true };
  const errors: unknown[] = [];
  const goneServers = async (ids: readonly string[]) => {
    if (discord.gone === 'outage') throw new Error('an outage');
    return ids.filter((id) => discord.gone.includes(id));
  };
  const stop = repeat(
    clock,
    RETENTION_EVERY,
    createRetention({ ...stores, goneServers, clock, isSure: async () => discord.isSure }),
    (error) => errors.push(error),
    5 * 60_000,
  );
  onTestFinished(stop);
  return { stores, clock, discord, errors, stop };
}

describe('every day', () => {
  const elsewhere = { ...noor, serverId: '100000000000000009' };

  it('events of the last 90 days stay, older ones go, first some minutes after the start', async () => {
    const { stores, clock } = await runDaily();
    const { journal } = stores;
    const start = clock.now();
    await journal.write({ ...mia, at: start - 91 * DAY, what: 'started' });
    await journal.write({ ...mia, at: start - 88.5 * DAY, what: 'sent' });
    const kept = async () => (await journal.ofMember(mia, 9)).map(({ what }) => what);

    await clock.skip(5 * 60_000);
    await expect.poll(kept).toEqual(['sent']);
    await clock.skip(DAY);
    await expect.poll(kept).toEqual(['sent']);
    await clock.skip(DAY);
    await expect.poll(kept).toEqual([]);
  });

  it('a block goes with its end, and one without an end stays', async () => {
    const { stores, clock } = await runDaily();
    const block = { ...mia, reason: 'Spam.', by: noor.memberId, at: clock.now() };
    await stores.blocks.put({ ...block, ...phone, until: clock.now() + HOUR });
    await stores.blocks.put({ ...block, ...otherPhone });
    await clock.skip(2 * DAY);
    await expect
      .poll(async () => (await stores.blocks.ofMember(mia, 0)).map(({ until }) => until))
      .toEqual([undefined]);
  });

  it('a server that has been gone for 30 days is forgotten, and no other', async () => {
    const { stores, clock, discord } = await runDaily();
    for (const who of [mia, elsewhere]) await keepSomethingOf(stores, who, clock.now());
    await stores.facts.write(`deadline:${mia.serverId}`, 'of the one that goes');
    await stores.facts.write(`deadline:${elsewhere.serverId}`, 'of the other');
    discord.gone = [mia.serverId];
    await clock.skip(30 * DAY);
    expect(await stores.serversWithData()).toEqual([mia.serverId, elsewhere.serverId]);
    await clock.skip(DAY);
    await expect.poll(stores.serversWithData).toEqual([elsewhere.serverId]);
    await expect.poll(() => stores.facts.read('absences')).toBeUndefined();
    expect(await stores.facts.read(`deadline:${mia.serverId}`)).toBeUndefined();
    expect(await stores.facts.read(`deadline:${elsewhere.serverId}`)).toBe('of the other');
  });

  it('a server that comes back on the last day starts again when it goes again', async () => {
    const { stores, clock, discord } = await runDaily();
    await keepSomethingOf(stores, mia, clock.now());
    discord.gone = [mia.serverId];
    await clock.skip(29 * DAY);
    discord.gone = [];
    await clock.skip(DAY);
    discord.gone = [mia.serverId];
    await clock.skip(29 * DAY);
    expect(await stores.serversWithData()).toEqual([mia.serverId]);
    await clock.skip(2 * DAY);
    await expect.poll(stores.serversWithData).toEqual([]);
  });

  it('an outage of 40 days makes no server gone, is told, and does not keep old events', async () => {
    const { stores, clock, discord, errors } = await runDaily();
    await keepSomethingOf(stores, mia, clock.now());
    await stores.journal.write({ ...mia, at: clock.now() - 80 * DAY, what: 'started' });
    discord.gone = 'outage';
    await clock.skip(40 * DAY);
    expect(errors.length).toBeGreaterThan(38);
    expect(await stores.roster.find(mia)).toBeDefined();
    expect((await stores.journal.ofMember(mia, 9)).map(({ what }) => what)).toEqual(['verified']);
    discord.gone = [mia.serverId];
    await clock.skip(2 * DAY);
    expect(await stores.serversWithData()).toEqual([mia.serverId]);
  });

  it('case 34: nothing goes by a clock that no other agrees with, and all that is due goes when one does', async () => {
    const { stores, clock, discord } = await runDaily();
    discord.isSure = false;
    discord.gone = [mia.serverId];
    await keepSomethingOf(stores, mia, clock.now());
    const block = { ...mia, reason: 'Spam.', by: noor.memberId, at: clock.now() };
    await stores.blocks.put({ ...block, ...otherPhone, until: clock.now() + HOUR });
    await clock.skip(100 * DAY);
    expect((await stores.journal.ofMember(mia, 9)).map(({ what }) => what)).toEqual(['verified']);
    expect(await stores.blocks.ofMember(mia, 0)).toHaveLength(2);
    expect(await stores.facts.read('absences')).toBeUndefined();
    discord.isSure = true;
    await clock.skip(DAY);
    await expect.poll(() => stores.journal.ofMember(mia, 9)).toEqual([]);
    await expect.poll(async () => (await stores.blocks.ofMember(mia, 0)).length).toBe(1);
    expect(await stores.serversWithData()).toEqual([mia.serverId]);
  });

  it('a store that fails while it forgets a server is asked again', async () => {
    const stores = await openOn(await freshDatabase());
    const clock = manualClock();
    await keepSomethingOf(stores, mia, clock.now());
    const parts = { ...stores, clock, isSure: async () => true, goneServers: async () => [mia.serverId] };
    const forgetServer = () => Promise.reject(new Error('the disk is full'));
    await createRetention(parts)();
    await clock.skip(30 * DAY);

    await expect(createRetention({ ...parts, forgetServer })()).rejects.toThrow('the disk is full');
    expect(await stores.serversWithData()).toEqual([mia.serverId]);
    await createRetention(parts)();
    expect(await stores.serversWithData()).toEqual([]);
  });
});

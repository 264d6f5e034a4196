import { describe, expect, it } from 'vitest';
import { inParallel } from '../storage/support.ts';
import { createPlace } from '../support/place.ts';
import { american, type Latchkey, memberOf, openWith, verdict } from '../support/verifier.ts';

const { serverId } = memberOf(0);
const settingsWith = (accountsPerNumber: number) => ({ ...openWith('300000000000000001'), accountsPerNumber });

/** The member's code for the number, sent and not yet submitted. */
async function codeFor(place: ReturnType<typeof createPlace>, latchkey: Latchkey, index: number): Promise<string> {
  await latchkey.enter(memberOf(index), american);
  await latchkey.send(memberOf(index));
  return place.sent.findLast(({ memberId }) => memberId === memberOf(index).memberId)?.code ?? '';
}

describe.each([1, 2, 3])('a number that %i account(s) may hold', (allowed) => {
  it.each([1, 2])('is held by exactly so many of 100 that race for it, from %i process(es)', async (processes) => {
    const place = createPlace({ limits: { sendsPerNumber: 100 } });
    const all = await inParallel(processes, () => place.start());
    const at = (index: number): Latchkey => all[index % processes] ?? fail();
    await at(0).stores.settings.save(serverId, settingsWith(allowed));
    const codes = await inParallel(100, (index) => codeFor(place, at(index), index));

    const said = await inParallel(100, async (index) =>
      verdict(await at(index).submit(memberOf(index), codes[index] ?? '')),
    );
    expect(said.filter((is) => is === 'admitted')).toHaveLength(allowed);
    expect(said.filter((is) => is === 'numberTaken')).toHaveLength(100 - allowed);
    expect(await at(0).stores.roster.members(serverId)).toHaveLength(allowed);
  });
});

describe('a number that is asked for by many who may take it over', () => {
  it('is always held by exactly one, and of those who confirm each takes it from the one before', async () => {
    const place = createPlace();
    const latchkey = await place.start();
    await latchkey.stores.settings.save(serverId, { ...settingsWith(1), conflict: 'transfer' });
    for (const index of Array.from({ length: 20 }, (_, index) => index)) {
      await latchkey.admit(memberOf(index), { phone: american, country: 'US' });
    }
    const ends = await inParallel(40, (index) => latchkey.transfer(memberOf(index % 20)));
    const [holder, ...others] = await latchkey.stores.roster.members(serverId);
    expect(holder).toBeDefined();
    expect(others).toEqual([]);
    const moved = ends.flatMap((end) => (end.is === 'transferred' ? [end.from] : []));
    expect(moved.length).toBeGreaterThan(0);
    expect(moved).not.toContain(holder);
  });
});

function fail(): never {
  throw new Error('no such process');
}

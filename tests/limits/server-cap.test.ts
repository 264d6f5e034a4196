import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inParallel } from '../storage/support.ts';
import { createPlace, createPlaceWithTwilio } from '../support/place.ts';
import { british, type Latchkey, memberOf, numberOf } from '../support/verifier.ts';

const midnight = Date.UTC(2026, 7, 2);
const elsewhere = '100000000000000009';

async function sendTo(latchkey: Latchkey, cap: number | undefined, index: number, serverId?: string) {
  const who = memberOf(index, serverId);
  await latchkey.enter(who, numberOf(index % 100));
  return latchkey.send(who, cap);
}

describe('the cap that a server sets itself', () => {
  it.each([1, 2])('is exact under 100 parallel sends, from %i process(es)', async (processes) => {
    const place = createPlace();
    const all = await inParallel(processes, () => place.start());
    const ends = await inParallel(100, async (index) => {
      const latchkey = all[index % processes];
      return latchkey && sendTo(latchkey, 40, index);
    });
    expect(ends.filter((end) => end?.is === 'sent')).toHaveLength(40);
    expect(ends.filter((end) => end?.is === 'budgetSpent' && end.budget === 'sends-server')).toHaveLength(60);
    expect(place.sent).toHaveLength(40);
  });

  it('ends at midnight UTC, and is nothing to another server or to one without a cap', async () => {
    const place = createPlace();
    const latchkey = await place.start();
    expect(await sendTo(latchkey, 1, 1)).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, 1, 2)).toMatchObject({ is: 'budgetSpent', until: midnight });
    expect(await sendTo(latchkey, 1, 2, elsewhere)).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, undefined, 3)).toMatchObject({ is: 'sent' });
    await place.clock.skip(midnight - place.clock.now());
    expect(await sendTo(latchkey, 1, 2)).toMatchObject({ is: 'sent' });
  });

  it('holds from the next send on when an admin changes it; none at all means no SMS', async () => {
    const latchkey = await createPlace().start();
    for (const index of [1, 2, 3]) expect(await sendTo(latchkey, 3, index)).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, 2, 4)).toMatchObject({ budget: 'sends-server' });
    expect(await sendTo(latchkey, 0, 4)).toMatchObject({ budget: 'sends-server' });
    expect(await sendTo(latchkey, 4, 4)).toMatchObject({ is: 'sent' });
  });

  it('case 37: counts what the server has sent since midnight, also before it was set, whatever was set in between', async () => {
    const place = createPlace();
    const latchkey = await place.start();
    for (const index of [1, 2, 3]) expect(await sendTo(latchkey, undefined, index)).toMatchObject({ is: 'sent' });
    for (const cap of [3, 1]) expect(await sendTo(latchkey, cap, 4)).toMatchObject({ budget: 'sends-server' });
    expect(await sendTo(latchkey, 4, 4)).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, undefined, 5)).toMatchObject({ is: 'sent' });
    await latchkey.close();
    expect(await sendTo(await place.start(), 5, 6)).toMatchObject({ budget: 'sends-server' });
    await place.clock.skip(midnight - place.clock.now());
    expect(await sendTo(await place.start(), 1, 6)).toMatchObject({ is: 'sent' });
  });

  it('case 37: whatever an admin sets from one send to the next, no more goes out than the largest of it', async () => {
    const caps = fc.array(fc.option(fc.nat({ max: 6 }), { nil: undefined }), { maxLength: 20 });
    const rule = fc.asyncProperty(caps, async (history) => {
      const place = createPlace();
      const latchkey = await place.start();
      for (const [index, cap] of history.entries()) {
        const before = place.sent.length;
        const { is } = await sendTo(latchkey, cap, index);
        expect(is).toBe(cap === undefined || before < cap ? 'sent' : 'budgetSpent');
      }
    });
    await fc.assert(rule, { numRuns: 15 });
  });

  it('costs whom it refuses nothing of their own, and counts no SMS that the carrier refused', async () => {
    const place = await createPlaceWithTwilio({ limits: { sendsPerMember: 1 } });
    const latchkey = await place.start();
    await latchkey.enter(memberOf(1), british);
    place.world.optedOut.add(british);
    expect(await latchkey.send(memberOf(1), 1)).toMatchObject({ is: 'refused' });
    expect(await sendTo(latchkey, 0, 2)).toMatchObject({ budget: 'sends-server' });
    expect(await sendTo(latchkey, 1, 2)).toMatchObject({ is: 'sent' });
  });
});

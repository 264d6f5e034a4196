import { describe, expect, it } from 'vitest';
import { createPlaceWithTwilio } from '../support/place.ts';
import { american, memberOf, verdict } from '../support/verifier.ts';

const member = memberOf(1);
/** Everything may be done once, so that a single thing lost or spent shows. */
const once = { sendsPerMember: 1, sendsPerMemberAndNumber: 1, sendsPerNumber: 1, sendsInAll: 1, guessesPerMember: 1 };

describe('case 11: when Twilio took the SMS and the answer did not come', () => {
  it.each([
    ['the connection was cut', { cut: true }, 5000],
    ['the answer took too long', { slowMs: 60_000 }, 1000],
  ])('because %s: no second SMS goes out, and the code that arrives works', async (_, fault, timeout) => {
    const place = await createPlaceWithTwilio({ limits: once }, timeout);
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    place.world.setFaults(fault);

    expect(await latchkey.send(member)).toEqual({ is: 'sent', send: 1 });

    place.world.clearFaults();
    expect(place.world.requests).toBe(1);
    expect(await latchkey.look(member)).toMatchObject({ is: 'sent', delivery: { is: 'unknown' }, canSend: false });
    expect(await latchkey.send(member)).toEqual({ is: 'alreadySent' });
    await place.clock.skip(30_000);
    expect(await latchkey.resend(member)).toMatchObject({ is: 'budgetSpent' });
    expect(place.codes(american)).toHaveLength(1);
    expect(place.world.inbox(american)).toHaveLength(1);
    expect(verdict(await latchkey.submit(member, place.codes(american)[0] ?? ''))).toBe('admitted');
  });

  it('a 5xx is taken the same way: one request, and the budget stays spent', async () => {
    const place = await createPlaceWithTwilio({ limits: once });
    const latchkey = await place.start();
    await latchkey.enter(member, american);
    place.world.setFaults({ down: true });
    expect(await latchkey.send(member)).toEqual({ is: 'sent', send: 1 });
    expect(place.world.requests).toBe(1);
    await place.clock.skip(30_000);
    expect(await latchkey.resend(member)).toMatchObject({ is: 'budgetSpent' });
  });
});

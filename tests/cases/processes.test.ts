import { afterAll, describe, expect, it } from 'vitest';
import type { Limits } from '../../src/limits/budgets.ts';
import type { Place as StorePlace } from '../storage/contracts/place.ts';
import { onEachStore } from '../storage/places.ts';
import { createCrew } from '../support/crew.ts';
import { createPlaceWithTwilio, wrongCode } from '../support/place.ts';
import { american, memberOf, openWith, challengePolicy as policy, verdict } from '../support/verifier.ts';
import type { Order, Report } from './children/order.ts';

const crew = createCrew<Order, Report>(new URL('children/latchkey.ts', import.meta.url));
afterAll(crew.dismiss);

const member = memberOf(1);
type Place = Awaited<ReturnType<typeof createPlaceWithTwilio>>;
type Change = { codes?: number; limits?: Partial<Limits> };

/** A place where a member has entered a number, and so many codes were sent to it. */
async function preparedOn(stores: StorePlace, { codes = 0, limits = {} }: Change) {
  const place = await createPlaceWithTwilio({ limits }, undefined, stores);
  const latchkey = await place.start();
  await latchkey.stores.settings.save(member.serverId, openWith('300'));
  await latchkey.enter(member, american);
  if (codes > 0) await latchkey.send(member);
  return { place, latchkey, code: place.codes(american)[0] ?? '' };
}

async function order(place: Place, work: Order['work'], change: Partial<Order> = {}): Promise<Order> {
  const { address, url, clock } = place;
  return { address: await address(), twilioUrl: url, now: clock.now(), who: member, work, ...change };
}

const times = <T>(count: number, what: T): T[] => Array.from({ length: count }, () => what);
const submit = (code: string) => ({ is: 'submit', code }) as const;
const send = { is: 'send', again: false } as const;
const resend = { is: 'send', again: true } as const;
const deadly = (place: Place, change: Partial<Order> = {}) =>
  order(place, [send], { ...change, dieWhileSending: true });

onEachStore((freshPlace) => {
  const prepared = (change: Change) => preparedOn(freshPlace(), change);

  describe('two processes', () => {
    it('case 1: admit and grant once where both get the right code at the same moment', async () => {
      const { place, latchkey, code } = await prepared({ codes: 1 });

      const reports = await crew.runAtOnce(times(2, await order(place, times(2, submit(code)))));

      const said = reports.flatMap(({ submits }) => submits.map(verdict));
      expect(said.filter((is) => is === 'admitted')).toHaveLength(1);
      expect(said.every((is) => ['admitted', 'alreadyVerified', 'noNumber'].includes(is))).toBe(true);
      expect(reports.reduce((sum, { asked }) => sum + asked, 0)).toBe(1);
      expect(reports.flatMap(({ grants }) => grants).some(({ is }) => is === 'granted')).toBe(true);
      expect(await latchkey.stores.roster.find(member)).toMatchObject({ grantedAt: place.clock.now() });
    });

    it('case 2: evaluate no more of fifty wrong guesses than the cap, and the right one behind them not at all', async () => {
      const { place, latchkey, code } = await prepared({ codes: 1 });

      const work = [...times(24, submit(wrongCode)), submit(code)];
      const reports = await crew.runAtOnce(times(2, await order(place, work)));

      const said = reports.flatMap(({ submits }) => submits.map(verdict));
      expect(said).toHaveLength(50);
      expect(said.filter((is) => is === 'wrongCode').length).toBeLessThan(policy.maxAttempts);
      expect(said.every((is) => is === 'wrongCode' || is === 'locked')).toBe(true);
      expect(verdict(await latchkey.submit(member, code))).toBe('locked');
    });

    it.each([
      ['Send', 0, send],
      ['Resend', 1, resend],
    ])('case 9: send one SMS where %s is pressed in both at the same moment', async (_, codes, press) => {
      const { place, latchkey } = await prepared({ codes });
      await place.clock.skip(policy.coolDowns[0] ?? 0);

      const reports = await crew.runAtOnce(
        await Promise.all([5001, 6001].map((firstCode) => order(place, times(3, press), { firstCode }))),
      );

      const said = reports.flatMap(({ sends }) => sends.map(({ is }) => is));
      expect(said.filter((is) => is === 'sent')).toHaveLength(1);
      expect(said.every((is) => ['sent', 'alreadySent', 'tooSoon'].includes(is))).toBe(true);
      expect(place.codes(american)).toHaveLength(codes + 1);
      expect(verdict(await latchkey.submit(member, place.codes(american).at(-1) ?? ''))).toBe('admitted');
    });

    it('case 16: share the guesses of a day', async () => {
      const { place } = await prepared({ codes: 1, limits: { guessesPerMember: 2 } });
      const work = times(5, submit(wrongCode));
      const reports = await crew.runAtOnce(times(2, await order(place, work, { limits: { guessesPerMember: 2 } })));
      const said = reports.flatMap(({ submits }) => submits.map(verdict));
      expect(said.filter((is) => is === 'wrongCode')).toHaveLength(2);
      expect(said.filter((is) => is === 'budgetSpent')).toHaveLength(8);
    });
  });

  describe('case 10: a process killed while Twilio takes its SMS', () => {
    it('leaves a code that works', async () => {
      const { place } = await prepared({});
      expect(await crew.runToDeath(await deadly(place))).toBe('SIGKILL');
      const restarted = await place.start();
      const [code = '', ...others] = place.codes(american);
      expect(others).toEqual([]);
      expect(verdict(await restarted.submit(member, code))).toBe('admitted');
    });

    it('leaves the budget spent, sends no second SMS by itself, and lets the member go on by Resend', async () => {
      const limits = { sendsPerMember: 2 };
      const { place } = await prepared({ limits });
      expect(await crew.runToDeath(await deadly(place, { limits, firstCode: 5001 }))).toBe('SIGKILL');

      const restarted = await place.start();
      expect(await restarted.look(member)).toMatchObject({
        is: 'sent',
        delivery: { is: 'underway' },
        canResend: false,
      });
      expect(await restarted.send(member)).toEqual({ is: 'alreadySent' });
      expect(await restarted.resend(member)).toMatchObject({ is: 'tooSoon' });
      await place.clock.skip(30_000);
      expect(place.codes(american)).toHaveLength(1);

      expect(await restarted.look(member)).toMatchObject({ canResend: true });
      expect(await restarted.resend(member)).toMatchObject({ is: 'sent', send: 2 });
      const [first = '', second = ''] = place.codes(american);
      expect(verdict(await restarted.submit(member, first))).toBe('earlierCode');
      await place.clock.skip(60_000);
      expect(await restarted.resend(member)).toMatchObject({ is: 'budgetSpent', budget: 'sends-member' });
      expect(verdict(await restarted.submit(member, second))).toBe('admitted');
      expect(place.codes(american)).toHaveLength(2);
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { Stores } from '../../src/storage/stores.ts';
import { onEachStore } from '../storage/places.ts';
import { inParallel } from '../storage/support.ts';
import { createPlace, createPlaceWithTwilio, wrongCode } from '../support/place.ts';
import {
  american,
  type Latchkey,
  memberOf,
  openWith,
  challengePolicy as policy,
  verdict,
} from '../support/verifier.ts';

const member = memberOf(1);
const cap = policy.maxAttempts;

/** Counts the guesses that the stores let through. */
function countGuesses() {
  const taken: number[] = [];
  const wrap = (stores: Stores): Stores => ({
    ...stores,
    counters: {
      ...stores.counters,
      async take(takes) {
        const result = await stores.counters.take(takes);
        const guess = takes.findIndex(({ key }) => key.startsWith('guesses|'));
        if (result.is === 'taken' && guess >= 0) taken.push(result.counts[guess] ?? 0);
        return result;
      },
    },
  });
  return { taken, wrap };
}

/** As many Latchkeys on a place's stores as asked for: `nth` goes round among them. */
async function startAt(place: { start: () => Promise<Latchkey> }, processes: number) {
  const [one, ...others] = [await place.start(), ...(await inParallel(processes - 1, () => place.start()))] as const;
  return { one, nth: (index: number): Latchkey => [one, ...others][index % processes] ?? one };
}

/** The same, with a member who has a code. */
async function sentAt(place: ReturnType<typeof createPlace>, processes: number) {
  const { one, nth } = await startAt(place, processes);
  await one.stores.settings.save(member.serverId, openWith('300'));
  await one.enter(member, american);
  await one.send(member);
  return { one, nth, code: place.code(american) };
}

onEachStore((freshPlace) => {
  describe.each([1, 2])('in %i process(es)', (processes) => {
    const fresh = (defaults?: Parameters<typeof createPlace>[0]) => createPlace(defaults, undefined, freshPlace());

    it('case 1: two parallel Submits with the right code admit once and grant once', async () => {
      const place = fresh();
      const { nth, code } = await sentAt(place, processes);

      const ends = await inParallel(2, async (index) => {
        const said = verdict(await nth(index).submit(member, code));
        return { said, grant: (await nth(index).grants.give(member)).is };
      });

      expect(ends.filter(({ said }) => said === 'admitted')).toHaveLength(1);
      for (const { said, grant } of ends) {
        expect(said).toMatch(/^(admitted|alreadyVerified|noNumber)$/);
        expect(grant).toMatch(/^(granted|underway)$/);
      }
      expect(place.discord.asked).toEqual([{ who: member, roleId: '300' }]);
    });

    it('case 2: fifty parallel wrong guesses evaluate at most as many as the cap', async () => {
      const { taken, wrap } = countGuesses();
      const { nth, one, code } = await sentAt(fresh({ wrap }), processes);

      const said = await inParallel(50, async (index) => verdict(await nth(index).submit(member, wrongCode)));

      expect(taken.toSorted()).toEqual([1, 2, 3]);
      expect(said.filter((is) => is === 'wrongCode').length).toBeLessThan(cap);
      expect(said.every((is) => is === 'wrongCode' || is === 'locked')).toBe(true);
      expect(verdict(await one.submit(member, code))).toBe('locked');
      expect(await one.look(member)).toMatchObject({ is: 'locked' });
    });

    it('case 2: the right code is of no use among fifty guesses once the cap is reached', async () => {
      const { nth, code } = await sentAt(fresh(), processes);
      // In every process the right one comes last, behind more wrong ones than the cap.
      const guesses = Array.from({ length: 50 }, (_, index) => (index < 48 ? wrongCode : code));
      const said = await inParallel(50, async (index) =>
        verdict(await nth(index).submit(member, guesses[index] ?? wrongCode)),
      );
      expect(said).not.toContain('admitted');
    });

    it('case 2: the guesses of a day hold over challenges, in parallel', async () => {
      const limits = { guessesPerMember: 5 };
      const { nth, code } = await sentAt(fresh({ limits, challenge: { maxAttempts: 9 } }), processes);
      const said = await inParallel(40, async (index) => verdict(await nth(index).submit(member, wrongCode)));
      expect(said.filter((is) => is === 'wrongCode')).toHaveLength(5);
      expect(said.filter((is) => is === 'budgetSpent')).toHaveLength(35);
      expect(await nth(0).submit(member, code)).toMatchObject({ is: 'budgetSpent', budget: 'guesses-member' });
    });

    it.each([
      ['before', 0],
      ['behind', 1],
    ])('case 3: a right code right %s the last wrong guess has one result and keeps to the cap', async (_, place) => {
      const { taken, wrap } = countGuesses();
      const { nth, one, code } = await sentAt(fresh({ wrap }), processes);
      for (let guess = 1; guess < cap; guess++) await one.submit(member, wrongCode);

      const guesses = place === 0 ? [code, wrongCode] : [wrongCode, code];
      const said = await inParallel(2, async (index) => verdict(await nth(index).submit(member, guesses[index] ?? '')));

      expect(taken.length).toBeLessThanOrEqual(cap);
      const right = said[guesses.indexOf(code)];
      const admitted = (await one.stores.roster.find(member)) !== undefined;
      expect(right === 'admitted').toBe(admitted);
      expect(right).toMatch(/^(admitted|locked)$/);
      expect(said[guesses.indexOf(wrongCode)]).toMatch(/^(locked|noNumber)$/);
      if (processes === 1) expect(admitted).toBe(place === 0);
    });

    it('case 9: parallel Send clicks produce one SMS and spend one', async () => {
      const place = await createPlaceWithTwilio({ limits: { sendsPerMember: 2 } }, undefined, freshPlace());
      const { one, nth } = await startAt(place, processes);
      await one.enter(member, american);

      const ends = await inParallel(10, (index) => nth(index).send(member));

      expect(ends.filter(({ is }) => is === 'sent')).toHaveLength(1);
      expect(ends.filter(({ is }) => is === 'alreadySent')).toHaveLength(9);
      expect(place.codes(american)).toHaveLength(1);
      await place.clock.skip(30_000);
      expect(await one.resend(member)).toMatchObject({ is: 'sent', send: 2 });
      expect(verdict(await one.submit(member, place.codes(american)[1] ?? ''))).toBe('admitted');
    });

    it('case 9: parallel Resend clicks produce one SMS, and its code works', async () => {
      const place = fresh();
      const { nth, one } = await sentAt(place, processes);
      await place.clock.skip(30_000);

      const ends = await inParallel(10, (index) => nth(index).resend(member));

      expect(ends.filter(({ is }) => is === 'sent')).toHaveLength(1);
      expect(place.sent).toHaveLength(2);
      expect(verdict(await one.submit(member, place.code(american)))).toBe('admitted');
    });
  });
});

it('a member may prove one number in two servers at once', async () => {
  const place = createPlace();
  const latchkey = await place.start();
  const both = [memberOf(1, '1'), memberOf(1, '2')];
  for (const who of both) {
    await latchkey.enter(who, american);
    await latchkey.send(who);
  }
  const said = await Promise.all(
    both.map(async (who, index) => verdict(await latchkey.submit(who, place.sent[index]?.code ?? ''))),
  );
  expect(said).toEqual(['admitted', 'admitted']);
});

it('one number goes to one account of a server, no matter who proves it first', async () => {
  const place = createPlace();
  const both = [memberOf(1), memberOf(2)];
  const two = [await place.start(), await place.start()] as const;
  for (const [index, who] of both.entries()) {
    await two[0].enter(who, american);
    await two[0].send(who);
    expect(place.sent).toHaveLength(index + 1);
  }
  const said = await inParallel(2, async (index) =>
    verdict(await two[index === 0 ? 0 : 1].submit(memberOf(index + 1), place.sent[index]?.code ?? '')),
  );
  expect(said.toSorted()).toEqual(['admitted', 'numberTaken']);
});

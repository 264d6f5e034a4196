import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GrantObstacle } from '../../src/gate/roles/role-keeper.ts';
import { inParallel } from '../storage/support.ts';
import { isLong } from '../support/form.ts';
import { createPlace } from '../support/place.ts';
import { american, memberOf, openWith, verdict } from '../support/verifier.ts';

const member = memberOf(1);
const obstacles: GrantObstacle[] = ['missingPermission', 'roleGone', 'memberGone', 'discordUnavailable'];

/** A place where a member's number was proven by one SMS, and the role not yet given. */
async function admitted({ setUp = true } = {}) {
  const place = createPlace();
  const latchkey = await place.start();
  if (setUp) await latchkey.stores.settings.save(member.serverId, openWith('300'));
  await latchkey.enter(member, american);
  await latchkey.send(member);
  expect(verdict(await latchkey.submit(member, place.code(american)))).toBe('admitted');
  return { ...place, latchkey };
}

/** The same with the role given. */
async function granted() {
  const place = await admitted();
  expect(await place.latchkey.grants.give(member)).toEqual({ is: 'granted' });
  place.discord.asked.length = 0;
  await place.clock.skip(1000);
  return place;
}

describe('a grant', () => {
  it('asks Discord for the role that the server has chosen, and remembers that it was accepted', async () => {
    const { latchkey, discord, clock } = await admitted();
    expect(await latchkey.grants.give(member)).toEqual({ is: 'granted' });
    expect(discord.asked).toEqual([{ who: member, roleId: '300' }]);
    expect(await latchkey.stores.roster.find(member)).toMatchObject({ grantedAt: clock.now() });
  });

  it('that was made is not made again', async () => {
    const { latchkey, discord } = await granted();
    expect(await latchkey.grants.give(member)).toEqual({ is: 'granted' });
    expect(discord.asked).toEqual([]);
  });

  it('is not for who is not verified', async () => {
    const { latchkey, discord } = await granted();
    for (const stranger of [memberOf(2), memberOf(1, '9')]) {
      await latchkey.stores.settings.save(stranger.serverId, openWith('300'));
      expect(await latchkey.grants.give(stranger)).toEqual({ is: 'notVerified' });
      expect(await latchkey.grants.giveBack(stranger)).toEqual({ is: 'notVerified' });
    }
    expect(discord.asked).toEqual([]);
  });

  it.each([1, 2])('case 1: is made once among parallel callers, in %i process(es)', async (processes) => {
    const place = await admitted();
    const all = [place.latchkey, ...(await inParallel(processes - 1, () => place.start()))];
    const ends = await inParallel(20, (index) => all[index % processes]?.grants.give(member) ?? Promise.reject());
    expect(place.discord.asked).toHaveLength(1);
    expect(ends.filter(({ is }) => is === 'granted' || is === 'underway')).toHaveLength(20);
    expect(ends.filter(({ is }) => is === 'granted').length).toBeGreaterThanOrEqual(1);
  });
});

describe('a member who comes back without the role', () => {
  it('gets it again, without an SMS', async () => {
    const { latchkey, discord, sent } = await granted();
    expect(await latchkey.grants.giveBack(member)).toEqual({ is: 'granted' });
    expect(discord.asked).toEqual([{ who: member, roleId: '300' }]);
    expect(sent).toHaveLength(1);
  });

  it.each(obstacles)('is owed it while there is an obstacle (%s)', async (obstacle) => {
    const { latchkey, discord } = await granted();
    discord.state.obstacle = obstacle;
    expect(await latchkey.grants.giveBack(member)).toEqual({ is: 'owed', obstacle });
    expect(await latchkey.grants.give(member)).toEqual({ is: 'owed', obstacle });
    discord.state.obstacle = undefined;
    expect(await latchkey.grants.give(member)).toEqual({ is: 'granted' });
  });

  it.each([1, 2])('case 25: gets it once, however many clicks, in %i process(es)', async (processes) => {
    const place = await granted();
    const all = [place.latchkey, ...(await inParallel(processes - 1, () => place.start()))];
    const ends = await inParallel(20, (index) => all[index % processes]?.grants.giveBack(member) ?? Promise.reject());
    expect(place.discord.asked).toHaveLength(1);
    expect(ends.every(({ is }) => is === 'granted' || is === 'underway')).toBe(true);
  });

  it('case 25: gets it once, also when one of two clicks has looked long before it acts', async () => {
    const place = await granted();
    const looked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const slow = await place.start({
      wrap: (stores) => ({
        ...stores,
        roster: {
          ...stores.roster,
          async find(who) {
            const entry = await stores.roster.find(who);
            looked.resolve();
            await goOn.promise;
            return entry;
          },
        },
      }),
    });
    const late = slow.grants.giveBack(member);
    await looked.promise;
    expect(await place.latchkey.grants.giveBack(member)).toEqual({ is: 'granted' });
    goOn.resolve();
    expect(await late).toEqual({ is: 'granted' });
    expect(place.discord.asked).toHaveLength(1);
  });
});

describe('any sequence of grants', () => {
  const event = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ is: 'give' as const }) },
    {
      weight: 3,
      arbitrary: fc.record({ is: fc.constant('come back' as const), clicks: fc.integer({ min: 1, max: 4 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ is: fc.constant('obstacle' as const), obstacle: fc.constantFrom(...obstacles) }),
    },
    { weight: 2, arbitrary: fc.constant({ is: 'mended' as const }) },
    { weight: 1, arbitrary: fc.constant({ is: 'restart' as const }) },
  );

  type Happening = typeof event extends fc.Arbitrary<infer E> ? E : never;
  type Play = Awaited<ReturnType<typeof admitted>> & { given: number; debts: number };

  /** Asks for the role with so many clicks at once, and checks what each was told against what Discord and the roster know. */
  async function ask(play: Play, comesBack: boolean, clicks: number): Promise<void> {
    const { discord } = play;
    const { grants, stores } = play.latchkey;
    const holds = async () => (await stores.roster.find(member))?.grantedAt !== undefined;
    const held = await holds();
    if (comesBack && held) play.debts += 1;
    discord.asked.length = 0;

    const ends = await inParallel(clicks, () => (comesBack ? grants.giveBack(member) : grants.give(member)));

    const said = ends.map(({ is }) => is);
    const accepted = discord.state.obstacle === undefined ? discord.asked.length : 0;
    play.given += accepted;
    const heldAlready = held && !comesBack;
    expect(said.includes('granted')).toBe(accepted === 1 || heldAlready);
    expect(said.includes('granted')).toBe(discord.state.obstacle === undefined || heldAlready);
    expect(await holds()).toBe(said.includes('granted'));
  }

  async function happen(play: Play, one: Happening): Promise<void> {
    switch (one.is) {
      case 'give':
        return ask(play, false, 1);
      case 'come back':
        return ask(play, true, one.clicks);
      case 'obstacle':
        play.discord.state.obstacle = one.obstacle;
        return;
      case 'mended':
        play.discord.state.obstacle = undefined;
        return;
      case 'restart':
        await play.latchkey.close();
        play.latchkey = await play.start();
    }
  }

  it('gives the role at most once a debt, says "granted" only for a role that was accepted, and forgets no debt', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 8, maxLength: 20 }), async (events) => {
        const play: Play = { ...(await admitted()), given: 0, debts: 1 };
        for (const one of events) {
          await play.clock.skip(1000);
          await happen(play, one);
          expect(play.given).toBeLessThanOrEqual(play.debts);
        }
        await play.latchkey.close();
      }),
      { numRuns: isLong ? 40 : 15 },
    );
  });
});

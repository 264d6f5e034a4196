import { afterEach, describe, expect, it } from 'vitest';
import { DAY, type DeadlinePlay, HOUR, playWithDeadline } from '../support/deadline.ts';
import type { Person } from '../support/person.ts';

let at: DeadlinePlay;
let [jonas, nils]: Person[] = [];
afterEach(() => at.play.stop());

/** Jonas and Nils alone have not verified, and sixty-four have. */
async function begin() {
  at = await playWithDeadline();
  const { people } = at.play.sandbox.seeded;
  [jonas, nils] = (['jonas', 'nils'] as const).map(at.play.person);
  await at.crowd(60);
  await at.approve([people.ada, people.mira, people.vesper]);
}

const here = () => [jonas, nils].map(at.isHere);
const memberOf = (person?: Person) => {
  const member = at.play.sandbox.world.guilds.get(at.server)?.members.get(person?.id ?? '');
  if (!member) throw new Error('nobody');
  return member;
};

describe('case 48: a time-out by the staff', () => {
  it('that began and ended between two looks keeps a member, whose days begin when it ended', async () => {
    await begin();
    await at.lookAfter(9.5);
    expect(at.letters(jonas)).toHaveLength(1);
    await at.play.stopApps();
    Object.assign(memberOf(jonas), { timeoutUntil: at.play.clock.now() + 12 * HOUR });
    await at.openFor(2);
    await at.look();
    await at.look();
    expect(here()).toEqual([true, false]);

    await at.lookAfter(3);
    expect(at.letters(jonas)).toHaveLength(1);
    await at.lookAfter(1);
    expect(at.letters(jonas)[1]).toContain('Half of your time has passed');
    await at.lookAfter(4);
    await at.lookAfter(1.5);
    expect(here()).toEqual([false, false]);
  });

  it('that ended long ago says nothing any more', async () => {
    await begin();
    Object.assign(memberOf(jonas), { timeoutUntil: at.play.clock.now() - DAY });
    await at.lookAfter(9.5);
    await at.lookAfter(2);
    expect(here()).toEqual([false, false]);
  });
});

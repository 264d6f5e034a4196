import { GuildMemberFlags } from 'discord.js';
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
const note = () => at.play.stored(({ facts }) => facts.read(at.note));
const noteWith = (change: object) =>
  at.play.stored(async ({ facts }) =>
    facts.write(at.note, JSON.stringify({ ...JSON.parse((await facts.read(at.note)) ?? '{}'), ...change })),
  );

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
  });

  it('that ended long ago says nothing any more', async () => {
    await begin();
    Object.assign(memberOf(jonas), { timeoutUntil: at.play.clock.now() - DAY });
    await at.lookAfter(9.5);
    await at.lookAfter(2);
    expect(here()).toEqual([false, false]);
  });
});

it('case 48: a member whom AutoMod lets do nothing for their name stays', async () => {
  await begin();
  Object.assign(memberOf(jonas), { flags: GuildMemberFlags.AutomodQuarantinedUsernameOrGuildNickname });
  Object.assign(memberOf(nils), { flags: GuildMemberFlags.DidRejoin });
  await at.lookAfter(9.5);
  await at.lookAfter(2);
  expect(here()).toEqual([true, false]);
  expect(at.letters(jonas)).toEqual([]);
});

describe('what is remembered of members who could not press a button', () => {
  it('names nobody', async () => {
    await begin();
    Object.assign(memberOf(jonas), { pending: true });
    await at.lookAfter(1);
    const [key] = Object.keys(JSON.parse((await note()) ?? '{}').hindered);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await note()).not.toContain(jonas?.id);
  });

  it('is kept without the name where an older version had written one, and still holds', async () => {
    await begin();
    await at.lookAfter(9.5);
    await at.play.stopApps();
    await at.openFor(2);
    await noteWith({ hindered: { [jonas?.id ?? '']: at.play.clock.now() - DAY } });
    await at.look();
    await at.look();
    expect(here()).toEqual([true, false]);
    expect(await note()).not.toContain(jonas?.id);
  });

  it('loses the names also where no deadline is looked at any more', async () => {
    await begin();
    await at.play.stopApps();
    await noteWith({ hindered: { [jonas?.id ?? '']: at.play.clock.now() } });
    await at.play.startApp({ DISCORD_INTENTS: '' });
    await at.play.clock.skip(HOUR);
    await at.play.stopApps();
    expect(JSON.parse((await note()) ?? '{}').hindered).not.toEqual({});
    expect(await note()).not.toContain(jonas?.id);
  });
});

it('case 48: a member whose latest attempt was turned away stays for a day, though others verify, and the staff are not asked about them', async () => {
  await begin();
  await at.lookAfter(9.5);
  await at.play.stopApps();
  await at.openFor(2);
  const mira = at.play.person('mira').id;
  await at.play.stored(async ({ journal }) => {
    const now = at.play.clock.now();
    const base = { serverId: at.server, country: 'US' };
    await journal.write({
      ...base,
      memberId: jonas?.id ?? '',
      at: now - 5 * HOUR,
      what: 'sendRefused',
      problem: 'filtered',
    });
    for (const messageId of ['SM1', 'SM2'])
      await journal.write({ ...base, memberId: mira, at: now - 4 * HOUR, what: 'sent', messageId });
  });
  await at.look();
  await at.look();
  expect(here()).toEqual([true, false]);
  await at.lookAfter(1);
  expect(here()).toEqual([false, false]);
});

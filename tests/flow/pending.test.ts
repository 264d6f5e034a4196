import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel, staffMessages } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

const MINUTE = 60_000;

let play: Play;
let mira: Person;
afterEach(() => play.stop());

const given = () =>
  play.sandbox.traffic.exchanges.filter(({ method, path }) => method === 'PUT' && path.includes('/roles/')).length;
const happened = async () => {
  const who = { serverId: play.sandbox.seeded.guildId, memberId: mira.id };
  return (await play.stored(({ journal }) => journal.ofMember(who, 50))).map(({ what }) => what);
};

/** A verified member who has left, and comes back to a server that has rules to accept by now. */
async function comesBackPending(intents: string) {
  play = await startPlay({ env: { DISCORD_INTENTS: intents } });
  mira = play.person('mira');
  await mira.verify();
  await play.clock.skip(1000);
  const { world, seeded } = play.sandbox;
  world.removeMember(seeded.guildId, mira.id);
  world.setScreening(seeded.guildId, true);
  world.addMember(seeded.guildId, mira.id);
  if (intents !== '') await vi.waitFor(isOwed);
  return { world, ...seeded };
}

async function isOwed(): Promise<void> {
  const who = { serverId: play.sandbox.seeded.guildId, memberId: mira.id };
  expect(await play.stored(({ roster }) => roster.find(who))).not.toHaveProperty('grantedAt');
}

describe('case 56: a verified member who has yet to accept the rules', () => {
  it('gets no role before, and by themselves as soon as they have, with the members intent', async () => {
    const { world, guildId } = await comesBackPending('members');
    await play.clock.skip(2 * MINUTE);
    expect(given()).toBe(1);

    world.acceptRules(guildId, mira.id);

    await world.until(() => mira.hasRole());
    expect(mira.smsCount()).toBe(1);
    await play.stopApps();
    expect(given()).toBe(2);
    expect((await happened()).filter((what) => what === 'granted')).toHaveLength(2);
    expect(await happened()).not.toContain('grantFailed');
  });

  it('is waited for over a restart, too', async () => {
    const { world, guildId } = await comesBackPending('members');
    await play.restart();
    await play.clock.skip(2 * MINUTE);
    expect(mira.hasRole()).toBe(false);
    world.acceptRules(guildId, mira.id);
    await play.clock.skip(6 * MINUTE);
    await world.until(() => mira.hasRole());
  });

  it('gets the role at a press of theirs without the intent', async () => {
    const { world, guildId } = await comesBackPending('');
    await play.clock.skip(2 * MINUTE);
    world.acceptRules(guildId, mira.id);
    await mira.press('Verify', mira.notice());
    await mira.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(1);
  });

  it('gets back a role that Onboarding has taken, once they are through with it', async () => {
    const { world, guildId, roles, channels } = await comesBackPending('members');
    world.setOnboarding(guildId, { prompts: [], defaultChannelIds: [channels.welcome] });
    await play.clock.skip(1000);
    // By another bot, or by hand.
    world.giveRole(guildId, mira.id, roles.verified);
    world.acceptRules(guildId, mira.id);
    await play.sandbox.traffic.until(() => given() === 2);
    expect(mira.hasRole()).toBe(true);
  });

  it.each(['', 'members'])(
    'is owed it when the staff approve them, and gets it then (intents: "%s")',
    async (intents) => {
      play = await startPlay({ env: { DISCORD_INTENTS: intents } });
      mira = play.person('mira');
      const { world, seeded } = play.sandbox;
      await openStaffChannel(play);
      world.setScreening(seeded.guildId, true);
      world.removeMember(seeded.guildId, mira.id);
      world.addMember(seeded.guildId, mira.id);
      const ada = play.person('ada');
      await ada.slash('member approve', { user: mira.id, reason: 'Met in person' });
      await ada.untilSees('have not accepted this server’s rules yet'.replace('’', "'"));
      expect(given()).toBe(0);

      world.acceptRules(seeded.guildId, mira.id);
      if (intents === '') await play.clock.skip(6 * MINUTE);
      await world.until(() => mira.hasRole());
      await play.stopApps();
      expect(given()).toBe(1);
      expect(staffMessages(play).map(textOf).join()).not.toContain('has no role yet');
    },
  );
});

it('who is not verified and accepts the rules is left alone', async () => {
  play = await startPlay({ env: { DISCORD_INTENTS: 'members' } });
  mira = play.person('mira');
  const { world, seeded } = play.sandbox;
  world.setScreening(seeded.guildId, true);
  world.removeMember(seeded.guildId, mira.id);
  world.addMember(seeded.guildId, mira.id);
  world.acceptRules(seeded.guildId, mira.id);
  await play.clock.skip(2 * MINUTE);
  await play.stopApps();
  expect(given()).toBe(0);
});

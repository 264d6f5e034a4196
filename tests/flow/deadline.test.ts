import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { type DeadlinePlay, playWithDeadline } from '../support/deadline.ts';
import type { Person } from '../support/person.ts';
import type { Play } from '../support/play.ts';
import { staffMessages, untilStaffSee } from '../support/staff.ts';
import { buttonsOf, textOf } from '../support/views.ts';

let play: Play;
let at: DeadlinePlay;
let [ada, mira, jonas, nils, vesper]: Person[] = [];
afterEach(() => play.stop());

async function startWith(...given: Parameters<typeof playWithDeadline>) {
  at = await playWithDeadline(...given);
  play = at.play;
  [ada, mira, jonas, nils, vesper] = (['ada', 'mira', 'jonas', 'nils', 'vesper'] as const).map(play.person);
}

const server = () => at.server;
const isHere = (person?: Person) => at.isHere(person);
const letters = (person?: Person) => at.letters(person);
const listings = () => at.listings();
const kicks = () => at.kicks();
const happened = (person?: Person) => at.happened(person);
const look = () => at.look();
const lookAfter = (days: number) => at.lookAfter(days);
const crowd = (size: number) => at.crowd(size);
const approve = (ids: readonly string[]) => at.approve(ids);

describe('who does not verify in time', () => {
  beforeEach(async () => {
    await startWith();
    await crowd(60);
    await mira?.verify();
    await approve([vesper?.id ?? '']);
    play.sandbox.world.setDirectMessages(nils?.id ?? '', false);
  });

  it('is reminded at half the time, told the reason a day before the end, and then removed; nobody else is', async () => {
    await lookAfter(4);
    expect(letters(jonas)).toEqual([]);
    await lookAfter(1);
    expect(letters(jonas)).toHaveLength(1);
    expect(letters(jonas)[0]).toMatch(/Half of your time has passed[\s\S]*Press \*\*Verify\*\* in <#/);
    await lookAfter(1);
    expect(letters(jonas)).toHaveLength(1);

    await lookAfter(3);
    expect(letters(jonas)).toHaveLength(2);
    expect(letters(jonas)[1]).toMatch(/Last notice from Lantern Bay[\s\S]*you will be removed, <t:\d+:R>/);
    expect(isHere(jonas)).toBe(true);

    await lookAfter(1);
    expect(kicks().map(({ status, reason }) => [status, reason])).toEqual([
      [204, 'Not verified within 10 days'],
      [204, 'Not verified within 10 days'],
    ]);
    expect([jonas, nils].map(isHere)).toEqual([false, false]);
    expect([ada, mira, vesper].map(isHere)).toEqual([true, true, true]);
    expect(await happened(jonas)).toEqual(['removed', 'warn', 'remind']);
    expect(await happened(nils)).toEqual(['removed', 'warn', 'remind']);
    expect([...letters(ada), ...letters(mira), ...letters(vesper), ...letters(nils)]).toEqual([]);
    expect(staffMessages(play).map(textOf).join()).toContain(`<@${jonas?.id}>`);
  });

  it('case 48: is not removed where Discord did not take what was to be told to them, and told the next day', async () => {
    const { world } = play.sandbox;
    world.faults.add({ method: 'POST', path: /\/users\/@me\/channels$/, status: 403, code: 40003, times: 50 });
    await lookAfter(9.5);
    await lookAfter(2);
    expect(letters(jonas)).toEqual([]);
    expect(await happened(jonas)).toEqual([]);
    expect([jonas, nils].map(isHere)).toEqual([true, true]);

    world.faults.clear();
    await play.restart();
    await lookAfter(1);
    expect(letters(jonas)).toHaveLength(1);
    expect(isHere(jonas)).toBe(true);
    await lookAfter(2);
    expect([jonas, nils].map(isHere)).toEqual([false, false]);
  });

  it('stays by verifying after the last notice', async () => {
    await lookAfter(9.5);
    await approve([jonas?.id ?? '']);
    await lookAfter(2);
    expect([jonas, nils].map(isHere)).toEqual([true, false]);
  });

  it('stays while the staff owe them an answer', async () => {
    const request = {
      id: 'r1',
      cause: 'cannotVerify',
      words: 'No SMS comes.',
      at: play.clock.now(),
      locale: 'de',
    } as const;
    await play.stored(({ requests }) => requests.open({ ...request, serverId: server(), memberId: jonas?.id ?? '' }));
    await lookAfter(9.5);
    await lookAfter(2);
    expect([jonas, nils].map(isHere)).toEqual([true, false]);
  });

  it('stays while nobody can verify, and is not written to', async () => {
    const { world, seeded } = play.sandbox;
    world.moveRole(seeded.guildId, seeded.roles.verified, 4);
    await lookAfter(9.5);
    await lookAfter(2);
    expect([jonas, nils].map(isHere)).toEqual([true, true]);
    expect(letters(jonas)).toEqual([]);
  });
});

describe('many at once', () => {
  /** Four of the six on the server had their time and their last notice. */
  async function allAreDue(staffChannel = true) {
    await startWith({}, { staffChannel });
    await lookAfter(9.5);
    await lookAfter(2);
  }
  const all = () => [mira, jonas, nils, vesper];
  const question = () => untilStaffSee(play, 'have not verified in time');

  async function press(person: Person | undefined, label: string) {
    const message = await question();
    const found = buttonsOf(message).find((button) => button.label === label);
    if (!person || !found) throw new Error(`no ${label}`);
    return person.actor.press(message.id, found.customId);
  }

  it('are removed only when the staff say so, once', async () => {
    await allAreDue();
    expect(all().map(isHere)).toEqual([true, true, true, true]);
    expect(textOf(await question())).toContain('**4** members');
    await lookAfter(1);
    expect(all().map(isHere)).toEqual([true, true, true, true]);
    expect(staffMessages(play).filter((message) => textOf(message).includes('in time'))).toHaveLength(1);

    await approve([mira?.id ?? '']);
    await Promise.all([press(ada, 'Remove'), press(ada, 'Remove')]);
    await play.sandbox.world.until(() => !isHere(vesper));
    await play.stopApps();
    expect(all().map(isHere)).toEqual([true, false, false, false]);
    expect(kicks()).toHaveLength(3);
  });

  it('stay for a week when the staff say not now, and are asked about again then', async () => {
    await allAreDue();
    await press(ada, 'Not now');
    await untilStaffSee(play, 'said not now');
    await lookAfter(6);
    expect(staffMessages(play).filter((message) => buttonsOf(message).length > 0)).toEqual([]);
    await lookAfter(1.5);
    await question();
    expect(all().map(isHere)).toEqual([true, true, true, true]);
  });

  it('are not removed by somebody who is not staff', async () => {
    await allAreDue();
    const { id, channelId } = await question();
    const found = buttonsOf(await question()).find(({ label }) => label === 'Remove');
    play.sandbox.world.setOverwrites(channelId, []);
    const answer = await mira?.actor.press(id, found?.customId ?? '');
    expect(answer).toMatchObject({ is: 'message', message: { ephemeral: true } });
    await play.stopApps();
    expect(kicks()).toEqual([]);
  });

  it('case 28: are not removed by staff who may not kick; and who may removes nobody above them', async () => {
    await allAreDue();
    const { world, seeded } = play.sandbox;
    const { guildId, channels, roles, people } = seeded;
    world.setOverwrites(channels.staff, []);
    await play.settings({ staffRoleId: roles.moderator });
    world.giveRole(guildId, people.vesper, roles.moderator);
    const refused = await press(vesper, 'Remove');
    expect('message' in refused && textOf(refused.message)).toContain('**Kick Members**');
    expect(all().map(isHere)).toEqual([true, true, true, true]);

    world.setRolePermissions(guildId, roles.moderator, Permission.KickMembers);
    const { id: captain } = world.addRole(guildId, { name: 'Captain' });
    world.moveRole(guildId, captain, 4);
    world.giveRole(guildId, people.nils, captain);
    await press(vesper, 'Remove');
    await world.until(() => !isHere(mira));
    await play.stopApps();
    expect(all().map(isHere)).toEqual([false, false, true, true]);
  });

  it('are left alone where there is no staff channel to ask in', async () => {
    await allAreDue(false);
    await lookAfter(8);
    expect(all().map(isHere)).toEqual([true, true, true, true]);
    expect(kicks()).toEqual([]);
  });
});

describe('a deadline does nothing', () => {
  it('unless it is switched on', async () => {
    await startWith({ deadlineDays: 0 });
    await lookAfter(30);
    expect(listings()).toBe(0);
  });

  it('without the members intent', async () => {
    await startWith({}, { intents: 'moderation' });
    await lookAfter(30);
    expect(listings()).toBe(0);
  });

  it('where the bot may not kick, which the preflight names with its fix', async () => {
    await startWith();
    const { world, seeded } = play.sandbox;
    world.setRolePermissions(
      seeded.guildId,
      seeded.roles.latchkey,
      Permission.ManageRoles | Permission.ViewChannel | Permission.SendMessages,
    );
    await lookAfter(9.5);
    await lookAfter(2);
    expect(listings()).toBe(1);
    expect(letters(jonas)).toEqual([]);
    expect(kicks()).toEqual([]);
    await ada?.slash('setup');
    await ada?.untilSees("I don't have **Kick Members**");
  });

  it('for members who were there before it was switched on, until they had their days', async () => {
    await startWith({ deadlineDays: 0 });
    await lookAfter(100);
    await play.settings({ deadlineDays: 10 });
    await look();
    await lookAfter(4);
    expect(letters(jonas)).toEqual([]);
    await lookAfter(1);
    expect(letters(jonas)).toHaveLength(1);
  });
});

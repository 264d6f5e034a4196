import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { type DeadlinePlay, playWithDeadline } from '../support/deadline.ts';
import type { Person } from '../support/person.ts';
import type { Play } from '../support/play.ts';
import { staffMessages } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

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
    expect(letters(jonas)[1]).toMatch(
      /Last notice from Lantern Bay[\s\S]*before <t:\d+:f> \(<t:\d+:R>\), or you may be removed/,
    );
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

  it('case 48: has the whole time from when they came off the roster, where they had been on it since their last notice', async () => {
    await lookAfter(9.5);
    expect(await happened(jonas)).toEqual(['warn']);
    const who = { serverId: server(), memberId: jonas?.id ?? '' };
    await approve([who.memberId]);
    await lookAfter(20);
    // As undoing a run of the staff does.
    await play.stored(async ({ roster, journal }) => {
      await roster.remove(who);
      await journal.write({ ...who, at: play.clock.now(), what: 'revoked', by: '1' });
    });
    play.sandbox.world.takeRole(server(), who.memberId, play.sandbox.seeded.roles.verified);
    await lookAfter(1);
    expect(isHere(jonas)).toBe(true);
    await lookAfter(9);
    expect(letters(jonas)).toHaveLength(2);
    await lookAfter(1);
    expect(isHere(jonas)).toBe(false);
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

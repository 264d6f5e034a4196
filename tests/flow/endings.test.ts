import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MONTH } from '../../src/gate/endings/ending.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { staffMessages } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

let play: Play;
let [mira, jonas, vesper, ada]: Person[] = [];
afterEach(() => play.stop());

const serverId = () => play.sandbox.seeded.guildId;
const whoOf = (person: Person | undefined) => ({ serverId: serverId(), memberId: person?.id ?? '' });
const entryOf = (person?: Person) => play.stored(({ roster }) => roster.find(whoOf(person)));
const letters = (person?: Person) =>
  person ? person.actor.messages(play.sandbox.world.directChannel(person.id).id).map(textOf) : [];
const happened = (person?: Person) =>
  play.stored(async ({ journal }) =>
    (await journal.ofMember(whoOf(person), 20)).flatMap((entry) => {
      if (entry.what === 'reminded') return [entry.notice];
      return entry.what === 'ended' ? [entry.what] : [];
    }),
  );

/** The bot looks now, and has finished with it. */
async function look() {
  await play.clock.skip(HOUR);
  await play.stopApps();
  await play.startApp();
}

/** Time passes in which the bot finds each hour that members can verify, as its memory then has it; and then it looks. */
async function lookAfter(time: number, isOpen = true) {
  await play.stopApps();
  const from = play.clock.now();
  await play.clock.skip(time);
  const now = play.clock.now();
  await play.stored(async ({ facts }) => {
    const before = JSON.parse((await facts.read(`endings:${serverId()}`)) ?? '{"open":[]}');
    const [start] = before.open.at(-1) ?? [from];
    const open = isOpen ? [...before.open.slice(0, -1), [start, now]] : before.open;
    await facts.write(`endings:${serverId()}`, JSON.stringify({ open, wasOpen: isOpen, lookedAt: now }));
  });
  await play.startApp();
  await look();
}

beforeEach(async () => {
  play = await startPlay();
  [mira, jonas, vesper, ada] = (['mira', 'jonas', 'vesper', 'ada'] as const).map(play.person);
  await mira?.verify();
  const now = play.clock.now();
  await play.stored(({ roster }) => roster.add(whoOf(vesper), { approval: { by: '1', reason: 'Met.' } }, now));
  await play.settings({ staffChannelId: play.sandbox.seeded.channels.staff, endsAfter: { months: 6, since: now } });
});

describe('a verification that ends after six months', () => {
  it('is announced twice, ends after the whole grace with every role, and says so; one by hand stays', async () => {
    await lookAfter(6 * MONTH - 20 * DAY);
    expect(letters(mira)).toEqual([]);
    await lookAfter(10 * DAY);
    expect(letters(mira)).toHaveLength(1);
    expect(letters(mira)[0]).toMatch(/ends soon[\s\S]*lasts until <t:/);
    await look();
    expect(letters(mira)).toHaveLength(1);

    await lookAfter(10 * DAY);
    expect(letters(mira)).toHaveLength(2);
    expect(letters(mira)[1]).toMatch(/has ended[\s\S]*you may lose the roles/);
    expect(mira?.hasRole()).toBe(true);
    await ada?.slash('member lookup', { user: mira?.id ?? '' });
    await ada?.untilSees('They lose their roles on <t:');
    await mira?.slash('privacy');
    await mira?.untilSees('You keep your roles at least until <t:');
    await lookAfter(6 * DAY);
    expect(await entryOf(mira)).toBeDefined();

    await lookAfter(DAY);
    expect(await entryOf(mira)).toBeUndefined();
    await play.sandbox.world.until(() => mira?.hasRole() === false);
    expect(letters(mira)).toHaveLength(3);
    expect(await happened(mira)).toEqual(['ended', 'ended', 'ending']);
    expect(
      staffMessages(play)
        .map(textOf)
        .filter((text) => text.includes('has ended')),
    ).toHaveLength(1);
    expect(await entryOf(vesper)).toBeDefined();
    expect(await happened(vesper)).toEqual([]);

    // One SMS brings everything back.
    await mira?.verify();
    expect(mira?.hasRole()).toBe(true);
  });

  it('case 48: ends of nobody while members cannot verify, nor of who could not press a button', async () => {
    const { world, seeded } = play.sandbox;
    await lookAfter(6 * MONTH);
    expect(await happened(mira)).toEqual(['ended']);
    // The gate was shut: the role was above the bot's.
    world.moveRole(seeded.guildId, seeded.roles.verified, 4);
    await lookAfter(30 * DAY, false);
    expect(await entryOf(mira)).toBeDefined();
    world.moveRole(seeded.guildId, seeded.roles.verified, 1);
    await look();
    expect(await entryOf(mira)).toBeDefined();

    // It was open, and Mira had a time-out until just now: a whole grace is still to come.
    const member = world.guilds.get(seeded.guildId)?.members.get(mira?.id ?? '');
    if (!member) throw new Error('Mira is not here.');
    Object.assign(member, { timeoutUntil: play.clock.now() + 7 * DAY });
    await lookAfter(8 * DAY);
    expect(await entryOf(mira)).toBeDefined();
    await lookAfter(7 * DAY);
    expect(await entryOf(mira)).toBeUndefined();
  });

  it('case 34: nothing ends by a clock that nobody confirms, and what a wrong one has dated does not count', async () => {
    const entry = await entryOf(mira);
    if (!entry) throw new Error('Mira is not verified.');
    await play.stored(({ endings }) => endings.noticed(entry, 'warn', play.clock.now() + 900 * DAY));
    await lookAfter(6 * MONTH + 60 * DAY);
    expect(await entryOf(mira)).toBeDefined();
    expect(letters(mira)).toHaveLength(1);
  });

  it('is kept while the staff owe an answer', async () => {
    await lookAfter(6 * MONTH);
    const request = { id: 'r1', cause: 'cannotVerify', words: 'Lost my phone.', at: play.clock.now() } as const;
    await play.stored(({ requests }) => requests.open({ ...whoOf(mira), ...request, locale: 'de' }));
    await lookAfter(8 * DAY);
    expect(await entryOf(mira)).toBeDefined();
  });
});

it('who is already past it when it is switched on has the reminder and the whole grace', async () => {
  await play.settings({ endsAfter: { months: 1, since: play.clock.now() + 3 * MONTH } });
  await lookAfter(3 * MONTH + HOUR);
  expect(await happened(mira)).toEqual(['ended']);
  expect(mira?.hasRole()).toBe(true);
  await lookAfter(6 * DAY);
  expect(await entryOf(mira)).toBeDefined();
});

it('who was let in is asked in their own words, and loses the role if they never verify', async () => {
  const now = play.clock.now();
  const letIn = { by: ada?.id ?? '', reason: 'SMS is down.', opening: 'o1' };
  await play.stored(async ({ roster, endings }) => {
    await roster.add(whoOf(jonas), { letIn }, now);
    await endings.ask(serverId(), { batch: 'o1' }, now);
  });
  await lookAfter(HOUR);
  expect(letters(jonas)[0]).toMatch(/Please verify on Lantern Bay[\s\S]*let everyone in/);
  expect(jonas?.hasRole()).toBe(true);
  await lookAfter(8 * DAY);
  expect(await entryOf(jonas)).toBeUndefined();
  await play.sandbox.world.until(() => jonas?.hasRole() === false);
});

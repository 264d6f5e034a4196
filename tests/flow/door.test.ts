import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { makeAdmin } from '../support/admin.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const why = 'No codes arrive since noon';

let play: Play;
let ada: Person;
let mira: Person;
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay();
  ada = play.person('ada');
  mira = play.person('mira');
  await openStaffChannel(play);
  screen = setupScreen(play.sandbox, ada);
});
afterEach(() => play.stop());

const server = () => play.sandbox.seeded.guildId;
const entryOf = ({ id }: Person) => play.stored(({ roster }) => roster.find({ serverId: server(), memberId: id }));
const noticeSays = () => {
  const notice = mira.notice();
  return notice ? textOf(notice) : '';
};
const untilNotice = (isOpen: boolean) =>
  play.sandbox.world.until(() => noticeSays().includes('Nobody needs a number until') === isOpen);
const countLines = (words: string) => staffMessages(play).filter((message) => textOf(message).includes(words)).length;

async function openIt(hours = '4', reason = why): Promise<void> {
  await screen.open();
  await screen.goTo('door');
  await screen.fill('Open the gate…', { hours: [hours], reason });
}

describe('the open gate', () => {
  it('lets everybody in by a press, says so everywhere, counts, and closes by itself', async () => {
    await screen.open();
    expect(screen.says()).not.toContain('gate');
    await openIt();
    expect(screen.says()).toContain('The gate is open. The notice and the staff channel say so.');
    await untilStaffSee(play, `opened it until`);
    await untilStaffSee(play, why);
    await untilNotice(true);
    await screen.goTo('basics');
    expect(screen.says()).toContain('The gate is open to everybody');

    expect((await mira.press('Verify', mira.notice())).is).not.toBe('modal');
    await mira.untilSees('Nobody needs a number until');
    expect(mira.sees()).toMatch(/until <t:\d+:f> \(<t:\d+:R>\), so we didn't ask/);
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(0);
    expect(await entryOf(mira)).toMatchObject({ letIn: { by: ada.id, reason: why } });
    await play.person('jonas').slash('verify');
    await play.sandbox.world.until(() => play.person('jonas').hasRole());

    await play.clock.skip(20 * MINUTE);
    await untilStaffSee(play, '**2** members have come in through the open gate so far');
    await play.clock.skip(20 * MINUTE);
    expect(countLines('so far')).toBe(1);
    expect(countLines('got in without a number')).toBe(0);

    await play.clock.skip(4 * HOUR);
    await untilStaffSee(play, 'The gate is closed: its time is over.');
    await untilStaffSee(play, '**2** members came in through it.');
    await untilNotice(false);
    expect((await play.person('nils').press('Verify', mira.notice())).is).toBe('modal');
    // Who came in stays.
    expect(await entryOf(mira)).toMatchObject({ letIn: { by: ada.id } });
    await screen.open();
    expect(screen.says()).not.toContain('open to everybody');
    await screen.goTo('door');
    expect(screen.says()).toContain('2 members came in');
  });

  it('is kept open for longer, and closed before its time, by those who may', async () => {
    await openIt('1');
    await screen.fill('Change time…', { hours: ['8'] });
    await untilStaffSee(play, 'The gate now stays open until');
    await play.clock.skip(2 * HOUR);
    expect((await mira.press('Verify', mira.notice())).is).not.toBe('modal');
    await screen.press('Close now');
    await untilStaffSee(play, 'closed the gate.');
    await untilNotice(false);
    expect((await play.person('nils').press('Verify', mira.notice())).is).toBe('modal');
    expect(countLines('closed the gate.')).toBe(1);
  });

  it('closes and says so after the process died at any moment', async () => {
    await openIt('1');
    await untilNotice(true);
    await play.stopApps();
    await play.clock.skip(2 * HOUR);
    await play.startApp();
    // Before anything has looked: its time is over all the same.
    expect((await mira.press('Verify', mira.notice())).is).toBe('modal');
    await play.clock.skip(MINUTE);
    await untilStaffSee(play, 'The gate is closed: its time is over.');
    await untilStaffSee(play, 'Nobody came in through it.');
    await untilNotice(false);
    expect(countLines('gate is closed')).toBe(1);
  });

  it('case 28: is opened by nobody who could not give the role, and by one of two admins', async () => {
    makeAdmin(play);
    const vesper = setupScreen(play.sandbox, play.person('vesper'));
    await vesper.open();
    await vesper.goTo('door');
    expect(vesper.says()).toContain('To open it, you need **Manage Roles**');
    await vesper.fill('Open the gate…', { hours: ['4'], reason: why });
    expect(vesper.says()).toContain('An open gate gives everybody');
    expect(await play.stored(({ openings }) => openings.current(server()))).toBeUndefined();

    makeAdmin(play, Permission.ManageRoles);
    await vesper.fill('Open the gate…', { hours: ['4'], reason: why });
    expect(vesper.says()).toContain('The gate is open.');
    await openIt().catch(() => undefined);
    expect(await play.stored(({ openings }) => openings.latest(server(), 5))).toHaveLength(1);
  });

  it('case 32: keeps blocked accounts out, and the reason free of numbers', async () => {
    await mira.verify();
    await ada.slash('member revoke', { user: mira.id, reason: 'Spam.', block: 'forever' });
    await ada.untilSees('is blocked');
    await openIt('4', 'Call me at +1 415 555 0155');
    await mira.press('Verify', mira.notice());
    await mira.untilSees('is blocked on this server');
    expect((await mira.press('Continue')).is).toBe('modal');
    expect((await play.stored(({ openings }) => openings.current(server())))?.reason).not.toContain('0155');
  });
});

it('afterwards asks who came in to verify, once somebody who may says so', async () => {
  await openIt();
  await untilNotice(true);
  await mira.press('Verify', mira.notice());
  await mira.untilSees('Nobody needs a number until');
  await screen.goTo('door');
  await screen.press('Close now');
  await screen.press('Ask those who came in to verify…');
  expect(screen.says()).toMatch(/\*\*1\*\* member who came in[\s\S]*lose the roles on <t:\d+:f>/);
  expect(await entryOf(mira)).not.toHaveProperty('endsAt');
  const question = ada.panel();
  await ada.press('Show list', question);
  await ada.untilSees('**1** member came in through that opening and has not proven a number:');
  expect(ada.sees()).toContain(`<@${mira.id}>`);
  await ada.press('Ask them', question);
  const shown = () => ada.actor.messages(play.sandbox.seeded.channels.verify).filter(({ id }) => id === question?.id);
  await play.sandbox.world.until(() =>
    shown().some((one) => textOf(one).includes('**1** member will be asked to verify')),
  );
  expect(await entryOf(mira)).toHaveProperty('endsAt');
  await mira.slash('verify');
  await mira.untilSees('Please verify your number');
  await mira.enter(await mira.openForm('Verify again'));
  await mira.send();
  await mira.submit(mira.code());
  await mira.untilSees('Your number is verified again');
  expect(await entryOf(mira)).not.toHaveProperty('letIn');
  expect(mira.hasRole()).toBe(true);
});

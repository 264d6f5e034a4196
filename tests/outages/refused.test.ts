import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel } from '../support/staff.ts';

let play: Play;
beforeEach(async () => {
  play = await startPlay();
});
afterEach(() => play.stop());

const refused = () => play.sandbox.traffic.exchanges.filter(({ status }) => status === 401 || status === 403).length;
const people = () => (['mira', 'vesper', 'nils'] as const).map(play.person);
const screen = () => setupScreen(play.sandbox, play.person('ada'));

it('case 41: members and an admin who press and press where Discord refuses the bot make a handful of refused requests', async () => {
  const { world } = play.sandbox;
  await openStaffChannel(play);
  for (const member of people()) await member.begin();
  const admin = screen();
  const jonas = play.person('jonas');
  await admin.open();
  await play.clock.skip(10_000);
  world.faults.add({ path: /^\/(guilds|channels)\//, status: 403, code: 50001, times: 100_000 });

  for (let round = 0; round < 8; round += 1) {
    for (const member of people()) await member.send();
    await admin.press('Check again');
    await admin.press('Dry run');
    const plea = await jonas.openForm("I can't verify", jonas.notice());
    await jonas.actor.submit(plea, { words: 'Keine einzige SMS kommt an.' });
  }
  expect(refused()).toBeLessThanOrEqual(12);
  expect(people().map((member) => member.smsCount())).toEqual([0, 0, 0]);

  world.faults.clear();
  await play.clock.skip(10 * 60_000);
  await admin.press('Check again');
  expect(admin.says()).not.toContain('To fix');
  const [mira] = people();
  await mira?.send();
  await mira?.submit(mira.code());
  await mira?.untilSees('You are verified');
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { selects } from '../../src/discord/setup/ids.ts';
import { makeAdmin } from '../support/admin.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay();
  screen = setupScreen(play.sandbox, play.person('ada'));
});
afterEach(() => play.stop());

/** A few are verified with one role, and then another one is chosen. */
async function chooseAnother(): Promise<string> {
  const { world, seeded } = play.sandbox;
  for (const name of ['mira', 'nils'] as const) await play.person(name).verify();
  const { id } = world.addRole(seeded.guildId, { name: 'Lamplighter' });
  world.moveRole(seeded.guildId, id, 1);
  await screen.open();
  expect(play.person('ada').buttons()).not.toHaveProperty('Move 2 members to the new role');
  await screen.choose(selects.role, id);
  return id;
}

it('case 30: after another role was chosen, the admin is offered to move everybody, sees how far it is, and can stop it', async () => {
  const role = await chooseAnother();
  expect(screen.says()).toContain(`**2** verified members got a role other than <@&${role}>`);
  await screen.press('Move 2 members to the new role');
  expect(screen.says()).toContain('**2** members are being moved');
  await screen.press('Stop');
  expect(screen.says()).toContain('Stopped.');
  await screen.press('Move 2 members to the new role');
  expect(screen.says()).toContain('**0** of **2**');

  const people = [play.person('mira'), play.person('nils')];
  await play.clock.skip(10 * 60_000);
  await play.sandbox.world.until(() => people.every((one) => one.hasRole(role) && !one.hasRole()));
  await screen.press('Check again');
  expect(screen.says()).not.toContain('a role other than');
});

it('case 30: moving takes Manage Roles of a member who presses', async () => {
  await chooseAnother();
  makeAdmin(play);
  const theirs = setupScreen(play.sandbox, play.person('vesper'));
  await theirs.open();
  await theirs.press('Move 2 members to the new role');
  expect(theirs.says()).toContain('you need **Manage Roles**');
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selects } from '../../src/discord/setup/ids.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let mira: Person;
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay();
  await openStaffChannel(play);
  mira = play.person('mira');
  screen = setupScreen(play.sandbox, play.person('ada'));
});
afterEach(() => play.stop());

const ids = () => play.sandbox.seeded;
const world = () => play.sandbox.world;
const roleRequests = (method: string) =>
  play.sandbox.traffic.exchanges.filter((one) => one.method === method && one.path.includes('/roles/'));

/** No SMS was paid, and the member was told what to do. */
async function sendsNothing() {
  await mira.begin();
  await mira.send();
  expect(mira.sees()).toContain("server can't give the role at the moment");
  expect(mira.smsCount()).toBe(0);
}

describe('case 42: a server that requires 2FA, and an owner of the bot without', () => {
  it.each([60003, 50013] as const)('refused with %i: named with its fix, and no SMS is paid', async (code) => {
    world().application.ownerHasTwoFactor = false;
    world().setMfaLevel(ids().guildId, 1, code);
    await sendsNothing();
    await screen.open();
    expect(screen.says()).toContain('The person who runs the bot has to turn it on for that account');
    expect(screen.says()).not.toContain('Everything checks out');

    world().application.ownerHasTwoFactor = true;
    await screen.press('Check again');
    expect(screen.says()).toContain('Everything checks out');
    await play.clock.skip(10 * 60_000);
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('a server that asks for it no longer is believed at once', async () => {
    world().application.ownerHasTwoFactor = false;
    world().setMfaLevel(ids().guildId, 1);
    await screen.open();
    expect(screen.says()).toContain('two-factor authentication');
    world().setMfaLevel(ids().guildId, 0);
    await screen.press('Check again');
    expect(screen.says()).toContain('Everything checks out');
    await mira.verify();
  });

  it('met only when the role is given: owed, told once, not asked for again until it is mended', async () => {
    await openStaffChannel(play);
    await mira.begin();
    await mira.send();
    world().application.ownerHasTwoFactor = false;
    world().setMfaLevel(ids().guildId, 1);
    await mira.submit(mira.code());
    await mira.untilSees("This server can't give the role now");
    await play.clock.skip(3_000);
    await untilStaffSee(play, 'two-factor authentication');
    const asked = roleRequests('PUT').length;
    await play.clock.skip(24 * 60 * 60_000);
    expect(roleRequests('PUT')).toHaveLength(asked);
    expect(staffMessages(play).filter((one) => textOf(one).includes('two-factor'))).toHaveLength(1);

    world().application.ownerHasTwoFactor = true;
    await screen.open();
    await play.clock.skip(60_000);
    await world().until(() => mira.hasRole());
    expect(mira.smsCount()).toBe(1);
  });

  it('a server that requires it is no obstacle where the owner has it, and nobody’s roles are touched to know', async () => {
    world().application.ownerHasTwoFactor = true;
    world().setMfaLevel(ids().guildId, 1);
    await screen.open();
    expect(screen.says()).toContain('Everything checks out');
    await mira.verify();
    expect(roleRequests('DELETE').every(({ path }) => path.includes(world().application.botId))).toBe(true);
  });
});

it('case 42: an application without its bot: named with the link that invites it, and no SMS is paid', async () => {
  world().addWithoutBot(ids().guildId);
  await play.clock.skip(10_000);
  await sendsNothing();
  await screen.open();
  expect(screen.says()).toContain('I am not a member of this server');
  expect(screen.says()).toContain('scope=bot+applications.commands');
  expect(screen.says()).toContain(`client_id=${world().application.id}`);
  expect(screen.says()).toContain('permissions=268438528');
  expect(screen.says()).not.toContain('Discord did not answer');

  world().addBot(ids().guildId);
  await play.clock.skip(10 * 60_000);
  await screen.press('Check again');
  expect(screen.says()).not.toContain('I am not a member');
});

it('case 42: what is gone is named, each with its fix, and shown as chosen nowhere', async () => {
  const { guildId, channels, roles } = ids();
  await openStaffChannel(play);
  await play.settings({ staffRoleId: roles.moderator, removedRoleIds: [roles.unverified] });
  world().deleteRole(guildId, roles.moderator);
  world().deleteRole(guildId, roles.unverified);
  world().deleteChannel(channels.staff);
  await screen.open();
  await screen.goTo('staff');
  expect(screen.says()).toContain(`**Staff role**: <@&${roles.moderator}> no longer exists. Choose another role.`);
  expect(screen.says()).toContain(`**Roles to remove**: <@&${roles.unverified}> no longer exists`);
  expect(screen.says()).toContain('**Staff channel**: That channel no longer exists. Choose another one.');
  expect(screen.chosen(selects.staffRole)).toEqual([]);
  expect(screen.chosen(selects.staffChannel)).toEqual([]);
  await screen.choose(selects.staffRole);
  expect(screen.says()).not.toContain('**Staff role**:');
});

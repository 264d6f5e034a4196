import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { selects } from '../../src/discord/setup/ids.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { componentsOf } from '../support/views.ts';

let play: Play;
let ada: Person;
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay();
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
});
afterEach(() => play.stop());

/** A select of roles or channels. */
const Picker = z.looseObject({ type: z.literal([6, 8]), disabled: z.boolean() });

const ids = () => play.sandbox.seeded;
const world = () => play.sandbox.world;
const stored = () => play.stored(({ settings }) => settings.load(ids().guildId));

/** Roles and a channel that are chosen and then deleted, while Discord does not say what there is on the server. */
async function deletedUnseen() {
  const { guildId, channels, roles } = ids();
  const { id: old } = world().addRole(guildId, { name: 'Old' });
  const { id: crew } = world().addRole(guildId, { name: 'Crew' });
  const chosen = {
    roleId: old,
    removedRoleIds: [crew, roles.unverified],
    staffRoleId: crew,
    channelId: channels.verify,
  };
  await play.settings({ ...chosen, staffChannelId: channels.welcome });
  for (const id of [old, crew]) world().deleteRole(guildId, id);
  world().faults.add({ method: 'GET', path: /^\/guilds\/\d+\/roles$/, times: 1000, status: 503 });
  return { old, crew, chosen };
}

it('while the server cannot be read, what is stored is said in words, and nothing is offered that would not be saved', async () => {
  const { old, crew, chosen } = await deletedUnseen();
  await screen.open();
  expect(screen.says()).toContain('Discord did not answer, so nothing could be checked');
  expect(screen.says()).toContain(`Now: <@&${old}>`);
  expect(screen.says()).toContain(`Now: <@&${crew}>, <@&${ids().roles.unverified}>`);
  expect(screen.says()).toContain(`Now: <#${chosen.channelId}>`);
  for (const select of [selects.role, selects.removedRoles, selects.channel]) expect(screen.chosen(select)).toEqual([]);
  await screen.goTo('staff');
  expect(screen.says()).toContain(`Now: <@&${crew}>`);
  expect(screen.chosen(selects.staffRole)).toEqual([]);
  const pickers = componentsOf(ada.panel()).flatMap((part) => Picker.safeParse(part).data ?? []);
  expect(pickers).toMatchObject([{ disabled: true }, { disabled: true }]);
  expect(await stored()).toMatchObject(chosen);

  world().faults.clear();
  await screen.press('Check again');
  expect(screen.says()).toContain('**Staff role**: ');
  expect(screen.says()).not.toContain('Now: ');
  await screen.choose(selects.staffRole, ids().roles.moderator);
  expect((await stored())?.staffRoleId).toBe(ids().roles.moderator);
});

it.each([
  ['basics', selects.role, 'roleId'],
  ['basics', selects.removedRoles, 'removedRoleIds'],
  ['staff', selects.staffRole, 'staffRoleId'],
] as const)(
  'on %s, a choice of a role that is gone by now changes nothing, and is said',
  async (page, select, name) => {
    await play.settings({ removedRoleIds: [ids().roles.unverified], staffRoleId: ids().roles.moderator });
    const before = await stored();
    await screen.open();
    await screen.goTo(page);
    const message = ada.panel() ?? expect.fail('no screen');
    const gone = { component_type: 6, custom_id: select.id(), values: ['100000000000000999'] };
    await ada.actor.forge('component', gone, { messageId: message.id });
    await ada.untilSees('What you chose no longer exists');
    expect((await stored())?.[name]).toEqual(before?.[name]);
  },
);

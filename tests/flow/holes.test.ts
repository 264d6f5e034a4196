import { afterEach, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel } from '../support/staff.ts';
import { blueOf } from '../support/views.ts';

let play: Play;
afterEach(() => play.stop());

it('an answer of Onboarding and an invite that lead past the gate are named, and so is every other role that does', async () => {
  play = await startPlay();
  const { world, seeded } = play.sandbox;
  const { guildId, roles, channels, people } = seeded;
  await openStaffChannel(play);
  const screen = setupScreen(play.sandbox, play.person('ada'));
  await screen.open();
  expect(screen.says()).toContain('Everything checks out');

  // One that opens what the gate opens; and one that opens nothing.
  const friend = world.addRole(guildId, { name: 'Friend' });
  const sailor = world.addRole(guildId, { name: 'Sailor' });
  const booster = world.addRole(guildId, {
    name: 'Booster',
    managed: true,
    details: { tags: { premium_subscriber: null } },
  });
  const lounge = world.channel(channels.lounge)?.overwrites ?? [];
  const allowed = [friend.id, booster.id].map(
    (id) => ({ id, type: 'role', allow: Permission.ViewChannel, deny: 0n }) as const,
  );
  world.setOverwrites(channels.lounge, [...lounge, ...allowed]);
  const options = [
    { title: 'Sailing, or +1 415 555 0123', roleIds: [sailor.id, roles.verified] },
    { title: '**Friends**', roleIds: [friend.id] },
    { title: 'Nothing', roleIds: [sailor.id] },
  ];
  world.setOnboarding(guildId, { defaultChannelIds: [], prompts: [{ title: 'What brings you?', options }] });
  const verify = world.channel(channels.verify);
  if (!verify) throw new Error('no channel');
  const invite = { by: people.ada, maxAge: 0, maxUses: 0, temporary: false };
  const open = world.addInvite(verify, { ...invite, roleIds: [friend.id] });
  world.addInvite(verify, { ...invite, roleIds: [sailor.id] });

  await screen.press('Check again');
  expect(screen.says()).toContain('a number from the answer “Sailing, or');
  expect(screen.says()).toContain('to “What brings you?”');
  expect(screen.says()).toContain('“\\*\\*Friends\\*\\*”');
  expect(screen.says()).not.toContain('0123');
  expect(screen.says()).not.toContain('“Nothing”');
  // The bot never asks for Manage Server, and does not try without it.
  expect(screen.says()).not.toContain('**Invites**');
  await screen.goTo('channels');
  expect(screen.says()).toContain('I did not check invites');
  expect(screen.says()).toContain(`By boosting: <@&${booster.id}>`);
  expect(screen.says()).toContain(`Given by people or other bots: <@&${friend.id}>`);

  const { ManageGuild, ManageRoles, SendMessages, ViewChannel } = Permission;
  world.setRolePermissions(guildId, roles.latchkey, ViewChannel | SendMessages | ManageRoles | ManageGuild);
  await screen.press('Check again');
  expect(screen.says()).not.toContain('I did not check invites');
  expect(screen.says()).toContain(
    `**Invites**: Members get <@&${friend.id}> without a number from the invite “${open.code.replace(/[_-]/g, '\\$&')}”`,
  );
  expect(screen.says().match(/the invite/g)).toHaveLength(1);

  world.deleteInvite(guildId, open.code);
  world.setOnboarding(guildId, { defaultChannelIds: [], prompts: [{ title: 'What brings you?', options: [] }] });
  await screen.press('Check again');
  expect(screen.says()).toContain('Everything checks out');
});

it('an answer of Onboarding and an invite that give an exempt role are named, though the role itself opens nothing', async () => {
  play = await startPlay();
  const { world, seeded } = play.sandbox;
  const { guildId, roles, channels, people } = seeded;
  const { ManageGuild, ManageRoles, SendMessages, ViewChannel } = Permission;
  world.setRolePermissions(guildId, roles.latchkey, ViewChannel | SendMessages | ManageRoles | ManageGuild);
  const sailor = world.addRole(guildId, { name: 'Sailor' });
  const options = [{ title: 'Sailing', roleIds: [sailor.id] }];
  world.setOnboarding(guildId, { defaultChannelIds: [], prompts: [{ title: 'What brings you?', options }] });
  const verify = world.channel(channels.verify);
  if (!verify) throw new Error('no channel');
  world.addInvite(verify, { by: people.ada, maxAge: 0, maxUses: 0, temporary: false, roleIds: [sailor.id] });
  const screen = setupScreen(play.sandbox, play.person('ada'));
  await screen.open();
  expect(screen.says()).not.toContain('Sailing');
  await play.settings({ exemptRoleIds: [sailor.id] });
  await screen.press('Check again');
  expect(screen.says()).toContain(
    `**Onboarding**: Members get <@&${sailor.id}> without a number from the answer “Sailing” to “What brings you?”`,
  );
  expect(screen.says()).toMatch(/Members get <@&\d+> without a number from the invite “[^”]+”/);
});

it('with Onboarding, nobody is asked to hide channels from @everyone', async () => {
  play = await startPlay();
  const { world, seeded } = play.sandbox;
  const { guildId, channels } = seeded;
  const screen = setupScreen(play.sandbox, play.person('ada'));
  world.setOverwrites(channels.lounge, []);
  await screen.open();
  expect(screen.says()).toContain('deny **View Channel** for @everyone');
  world.setOnboarding(guildId, { defaultChannelIds: [], prompts: [] });
  await screen.press('Check again');
  expect(screen.says()).not.toContain('deny **View Channel** for @everyone');
  expect(screen.says()).toContain('hide them from a role of unverified members instead');
  await screen.press('Lock channels…');
  expect(blueOf(play.person('ada').panel())).toEqual(['Lock channels for me']);
  expect(screen.says()).toContain(`<#${channels.lounge}>: `);
  expect(screen.says()).toContain("can't see it");
  // Nothing gives the role without the intent, and that is said before.
  expect(screen.says()).toContain('runs without the Server Members intent');
  // About a role that is gone nothing can be written.
  world.deleteRole(guildId, seeded.roles.verified);
  await screen.press('Check again');
  expect(screen.says()).toContain('Nothing to lock');
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { selects } from '../../src/discord/setup/ids.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let ada: Person;
let screen: ReturnType<typeof setupScreen>;
afterEach(() => play.stop());

async function begin(env: Record<string, string> = {}, says = 'Everything checks out'): Promise<void> {
  play = await startPlay({ setUp: false, env });
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
  await play.settings({ staffChannelId: ids().channels.staff });
  await screen.open();
  await screen.choose(selects.role, ids().roles.verified);
  await screen.choose(selects.channel, ids().channels.verify);
  expect(screen.says()).toContain(says);
}

const ids = () => play.sandbox.seeded;
const world = () => play.sandbox.world;
const overwrite = (id: string, deny: bigint) => ({ id, type: 'role', allow: 0n, deny }) as const;
const mention = (id: string) => `<@&${id}>`;

/** The obstacle is named by the next check, and gone by the one after the fix. */
async function namedUntilFixed(sentence: string, fix: () => void, left?: string): Promise<void> {
  await screen.press('Check again');
  expect(screen.says()).toContain('To fix');
  expect(screen.says()).toContain(sentence);
  fix();
  await screen.press('Check again');
  expect(screen.says()).not.toContain(sentence);
  expect(screen.says()).toContain(left ?? 'Everything checks out');
}

describe('every obstacle is named with where and how to fix it, and passes once it is fixed', () => {
  beforeEach(() => begin());

  it('Manage Roles is missing: named once, however many roles it is about', async () => {
    await screen.choose(selects.removedRoles, ids().roles.unverified);
    const { guildId, roles } = ids();
    world().setRolePermissions(guildId, roles.latchkey, Permission.ViewChannel | Permission.SendMessages);
    await screen.press('Check again');
    expect(screen.says().match(/I don't have \*\*Manage Roles\*\*/g)).toHaveLength(1);
    await namedUntilFixed("**Permissions**: I don't have **Manage Roles**", () =>
      world().setRolePermissions(guildId, roles.latchkey, Permission.ManageRoles),
    );
  });

  it('the verified role is above the bot', async () => {
    const { guildId, roles } = ids();
    world().moveRole(guildId, roles.verified, 5);
    await namedUntilFixed(`**Verified role**: ${mention(roles.verified)} is above my highest role`, () =>
      world().moveRole(guildId, roles.verified, 1),
    );
  });

  it('roles to remove are above the bot, managed, or gone: each kind in one line', async () => {
    const { guildId, roles } = ids();
    const lantern = world().addRole(guildId, { name: 'Lantern' });
    const crew = world().addRole(guildId, { name: 'Crew' });
    await screen.choose(selects.removedRoles, lantern.id, crew.id, roles.latchkey);
    expect(screen.says()).toContain(
      `**Roles to remove**: ${mention(lantern.id)}, ${mention(crew.id)} are above my highest role`,
    );
    expect(screen.says()).toContain(`**Roles to remove**: ${mention(roles.latchkey)} belongs to an integration`);
    world().deleteRole(guildId, lantern.id);
    world().deleteRole(guildId, crew.id);
    await screen.press('Check again');
    expect(screen.says()).toContain(`${mention(lantern.id)}, ${mention(crew.id)} no longer exist.`);
    expect(screen.chosen(selects.removedRoles)).toEqual([roles.latchkey]);
    await screen.choose(selects.removedRoles, roles.unverified);
    expect(screen.says()).not.toContain('opens nothing');
  });

  it('the verified role is managed, or @everyone, or gone', async () => {
    const { guildId, roles } = ids();
    await screen.choose(selects.role, roles.latchkey);
    expect(screen.says()).toContain(`**Verified role**: ${mention(roles.latchkey)} belongs to an integration`);
    await screen.choose(selects.role, guildId);
    expect(screen.says()).toContain('**Verified role**: Every member has @everyone');
    const lantern = world().addRole(guildId, { name: 'Lantern' });
    world().moveRole(guildId, lantern.id, 1);
    await screen.choose(selects.role, lantern.id);
    world().deleteRole(guildId, lantern.id);
    await screen.press('Check again');
    expect(screen.says()).toContain(`**Verified role**: ${mention(lantern.id)} no longer exists`);
    expect(screen.chosen(selects.role)).toEqual([]);
    await screen.choose(selects.role, roles.verified);
    expect(screen.says()).toContain('Everything checks out');
  });

  it('the bot does not see the notice channel, or may not write there; then nothing can be posted', async () => {
    const { channels, roles, guildId } = ids();
    world().setOverwrites(channels.verify, [overwrite(roles.latchkey, Permission.ViewChannel)]);
    await screen.press('Check again');
    expect(ada.buttons()).toMatchObject({ 'Post notice': 'off' });
    await namedUntilFixed(`**Notice channel**: I can't see <#${channels.verify}>`, () =>
      world().setOverwrites(channels.verify, []),
    );
    world().setOverwrites(channels.verify, [overwrite(guildId, Permission.SendMessages)]);
    await namedUntilFixed(`**Notice channel**: I can't post in <#${channels.verify}>`, () =>
      world().setOverwrites(channels.verify, []),
    );
    expect(ada.buttons()).toMatchObject({ 'Post notice': 'on' });
    await screen.press('Post notice');
    expect(ada.notice()).toBeDefined();
  });

  it('the staff channel cannot be written in, or is open to everyone', async () => {
    const { channels, roles, guildId } = ids();
    const hidden = overwrite(guildId, Permission.ViewChannel);
    await screen.goTo('staff');
    await screen.choose(selects.staffChannel, channels.welcome);
    await namedUntilFixed(`**Staff channel**: @everyone can see <#${channels.welcome}>`, () =>
      world().setOverwrites(channels.welcome, [
        hidden,
        { id: roles.latchkey, type: 'role', allow: Permission.ViewChannel, deny: 0n },
      ]),
    );
    world().setOverwrites(channels.welcome, [hidden]);
    await screen.press('Check again');
    expect(screen.says()).toContain(`**Staff channel**: I can't see <#${channels.welcome}>`);
    expect(ada.buttons()).toMatchObject({ 'Post notice': 'on' });
  });

  it('the role opens nothing, for @everyone sees all channels already', async () => {
    const { channels, roles, guildId } = ids();
    for (const id of [channels.lounge, channels.staff]) world().setOverwrites(id, []);
    const open = () =>
      world().setOverwrites(channels.lounge, [
        overwrite(guildId, Permission.SendMessages),
        { id: roles.verified, type: 'role', allow: Permission.SendMessages, deny: 0n },
      ]);
    await namedUntilFixed(`**Verified role**: ${mention(roles.verified)} opens nothing`, open, '**Staff channel**');
  });

  it('a role that only takes the place of "Unverified" opens what that one closes', async () => {
    const { channels, roles } = ids();
    for (const id of Object.values(channels))
      world().setOverwrites(id, [overwrite(roles.unverified, Permission.ViewChannel)]);
    await screen.press('Check again');
    expect(screen.says()).toContain('opens nothing');
    await screen.choose(selects.removedRoles, roles.unverified);
    expect(screen.says()).not.toContain('opens nothing');
  });

  it('Discord does not answer', async () => {
    world().faults.add({ method: 'GET', path: /\/channels$/, times: 3, status: 503 });
    await namedUntilFixed('**Server**: Discord did not answer', () => {});
  });

  it('obstacles keep nothing from being saved', async () => {
    await screen.choose(selects.role, ids().roles.keeper);
    await play.restart();
    await screen.open();
    expect(screen.chosen(selects.role)).toEqual([ids().roles.keeper]);
    await screen.press('Post notice');
    const mira = play.person('mira');
    await mira.begin();
    await mira.send();
    expect(mira.sees()).toContain("can't give the role at the moment");
    expect(mira.smsCount()).toBe(0);
  });
});

describe('a deadline', () => {
  it('says that it needs the intent that the bot runs without', async () => {
    await begin();
    await screen.goTo('times');
    expect(screen.says()).toContain('needs the Server Members intent, which is off');
    await screen.fill('Change times', { days: '7' });
    await screen.press('Save');
    expect(screen.says()).toContain('**Deadline**: The deadline does nothing yet');
    await screen.fill('Change times', { days: '0' });
    expect(screen.says()).toContain('Everything checks out');
  });

  it('with the intent switched on needs a bot that may kick', async () => {
    await begin({ DISCORD_INTENTS: 'members' });
    await screen.goTo('times');
    expect(screen.says()).not.toContain('Server Members intent');
    await screen.fill('Change times', { days: '7' });
    await screen.press('Save');
    expect(screen.says()).toContain("The deadline does nothing yet: I don't have **Kick Members**");
    await namedUntilFixed('turn it on', () => {
      const { guildId, roles } = ids();
      const allowed = world().guilds.get(guildId)?.roles.get(roles.latchkey)?.permissions ?? 0n;
      world().setRolePermissions(guildId, roles.latchkey, allowed | Permission.KickMembers);
    });
  });
});

it('bans that the bot is to follow but would not hear of are named, with the fix', async () => {
  const sentence = "Bans don't block numbers yet: I don't have **View Audit Log**";
  await begin({ DISCORD_INTENTS: 'moderation' }, sentence);
  await namedUntilFixed(sentence, () => {
    const { guildId, roles } = ids();
    const allowed = world().guilds.get(guildId)?.roles.get(roles.latchkey)?.permissions ?? 0n;
    world().setRolePermissions(guildId, roles.latchkey, allowed | Permission.ViewAuditLog);
  });
});

it('a role that is owed is due again as soon as a check finds nothing in its way', async () => {
  await begin();
  await screen.press('Post notice');
  const { guildId, roles } = ids();
  const mira = play.person('mira');
  await mira.begin();
  await mira.send();
  world().moveRole(guildId, roles.verified, 5);
  await mira.submit(mira.code());
  await mira.untilSees('the role is still missing');
  world().moveRole(guildId, roles.verified, 1);
  await screen.press('Check again');
  await play.clock.skip(60_000);
  await world().until(() => mira.hasRole());
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { isBelowRequirements, makeCommunity } from '../../sandbox/world/community.ts';
import { may } from '../../sandbox/world/permissions.ts';
import type { Overwrite } from '../../sandbox/world/types.ts';
import { selects } from '../../src/discord/channels/ids.ts';
import { makeAdmin } from '../support/admin.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let screen: ReturnType<typeof setupScreen>;
afterEach(() => play.stop());

const world = () => play.sandbox.world;
const seeded = () => play.sandbox.seeded;
const guild = () => {
  const found = world().guilds.get(seeded().guildId);
  if (!found) throw new Error('no server');
  return found;
};
const idOf = (name: string) => [...guild().channels.values()].find((channel) => channel.name === name)?.id ?? '';
const roleOf = (name: string) => [...guild().roles.values()].find((role) => role.name === name)?.id ?? '';
const role = (id: string, allow: bigint, deny: bigint): Overwrite => ({ id, type: 'role', allow, deny });
const sees = (userId: string, name: string) =>
  may(guild(), userId, Permission.ViewChannel, guild().channels.get(idOf(name)));

/** All overwrites of the server, by the channel's name. */
const overwrites = () =>
  Object.fromEntries(
    [...guild().channels.values()].map(({ name, overwrites: all }) => [
      name,
      all.map(({ id, allow, deny }) => `${id} +${allow} -${deny}`).toSorted(),
    ]),
  );

/** Lets the chore run until nothing is underway. */
async function settle(): Promise<void> {
  const left = async () => {
    await play.clock.skip(5_000);
    return (await play.stored(({ channelLocks }) => channelLocks.underway())).length;
  };
  await expect.poll(left, { interval: 20, timeout: 8_000 }).toBe(0);
}

/** The same, until the screen says so. */
async function settled(words: string): Promise<void> {
  await settle();
  await play.person('ada').untilSees(words);
}

describe('on a server of which everyone sees all', () => {
  beforeEach(async () => {
    play = await startPlay();
    const { guildId, channels } = seeded();
    const silent = role(guildId, 0n, Permission.SendMessages);
    const add = (name: string, parent: string, own: Overwrite[] = []) =>
      world().addChannel(guildId, { name, overwrites: own, details: { parent_id: idOf(parent) } });
    world().addChannel(guildId, { name: 'Harbour', type: 4 });
    for (const name of ['general', 'photos']) add(name, 'Harbour');
    add('announcements', 'Harbour', [silent]);
    // One that a member has to see goes with this one: it must not be locked as a whole.
    world().addChannel(guildId, { name: 'Lobby', type: 4 });
    add('chat', 'Lobby');
    world().changeChannel(channels.verify, { details: { parent_id: idOf('Lobby') } });
    screen = setupScreen(play.sandbox, play.person('ada'));
    await screen.open();
    await screen.goTo('channels');
    await screen.choose(selects.openChannels, channels.welcome);
  });

  it('shows what it would write, writes nothing else, and takes it back exactly', async () => {
    const before = overwrites();
    const verified = `<@&${seeded().roles.verified}>`;
    expect(screen.says()).toContain(`- **Harbour** with its 2 channels: @everyone can't see it, ${verified} can`);
    expect(screen.says()).toContain(`- <#${idOf('announcements')}>: @everyone can't see it, ${verified} can`);
    expect(screen.says()).toContain(`- <#${idOf('chat')}>: @everyone can't see it`);
    for (const name of ['welcome', 'verify', 'lounge', 'staff']) {
      expect(screen.says()).not.toContain(`- <#${idOf(name)}>`);
    }
    expect(screen.says()).not.toContain('Lobby');
    expect(screen.says()).toContain(`also stop seeing the channels, unless`);
    expect(screen.says()).toContain(`<@&${seeded().roles.moderator}>`);

    const { mira, jonas } = seeded().people;
    world().giveRole(seeded().guildId, jonas, seeded().roles.verified);
    await screen.press('Lock channels for me');
    await settle();
    for (const name of ['general', 'photos', 'announcements', 'chat']) {
      const seen = [mira, jonas, world().application.botId].map((id) => sees(id, name));
      expect([name, ...seen]).toEqual([name, false, true, true]);
    }
    const { Harbour, general, photos, announcements, chat, ...others } = overwrites();
    expect(others).toMatchObject({
      Lobby: before.Lobby,
      welcome: before.welcome,
      verify: before.verify,
      lounge: before.lounge,
      staff: before.staff,
    });
    expect(announcements).toContain(`${seeded().guildId} +0 -${Permission.ViewChannel | Permission.SendMessages}`);
    expect([general, photos]).toEqual([Harbour, Harbour]);
    expect(chat).toHaveLength(3);
    await play.person('ada').untilSees('I have changed **5** channels and categories');
    expect(screen.says()).toContain('Nothing to lock');

    await screen.press('Unlock channels');
    await settle();
    expect(overwrites()).toEqual(before);
    await play.person('ada').untilSees('- **Harbour** with its 2 channels');
    const doings = world()
      .audit.entries(seeded().guildId)
      .flatMap(({ reason }) => reason ?? []);
    expect(new Set(doings)).toContain('Channels are locked for members who have not verified');
    expect(play.person('mira').notice()).toBeDefined();
  });

  it('leaves and names what somebody else has changed since, and keeps its own sight there', async () => {
    const before = overwrites();
    await screen.press('Lock channels for me');
    await settled('I have changed **5**');
    const theirs = [...(world().channel(idOf('chat'))?.overwrites ?? [])].map((one) =>
      one.id === seeded().guildId ? { ...one, deny: one.deny | Permission.AddReactions } : one,
    );
    world().setOverwrites(idOf('chat'), theirs);
    await screen.press('Unlock channels');
    await settle();
    await play.person('ada').untilSees(`somebody else has changed their permissions since: <#${idOf('chat')}>`);
    const { chat, ...others } = overwrites();
    expect(others).toEqual({ ...before, chat: undefined, ...others });
    expect(others.Harbour).toEqual(before.Harbour);
    expect(chat).toHaveLength(3);
    expect(sees(world().application.botId, 'chat')).toBe(true);
  });

  it('goes on after a kill, stands still when Discord refuses, and does nothing for who may not', async () => {
    const before = overwrites();
    // Discord does not let the bot write what it has not itself.
    world().setOverwrites(idOf('photos'), [role(seeded().guildId, 0n, Permission.MentionEveryone)]);
    await screen.press('Check again');
    await screen.goTo('channels');
    expect(screen.says()).toContain(`I can't change all of their permissions: <#${idOf('photos')}>`);
    world().setOverwrites(idOf('photos'), []);

    await screen.press('Lock channels for me');
    expect(screen.says()).toContain('The server has changed since this was shown');
    makeAdmin(play);
    const theo = setupScreen(play.sandbox, play.person('vesper'));
    await theo.open();
    await theo.goTo('channels');
    expect(theo.says()).toContain("because you can't change their permissions");
    expect(overwrites()).toEqual(before);

    const broken = world().faults.hold({ path: /\/permissions\//, status: 503 });
    await screen.press('Lock channels for me');
    expect(screen.says()).toContain('Locking channels: **0** of');
    await play.clock.skip(5_000);
    await play.restart();
    broken();
    await settle();
    expect(sees(seeded().people.mira, 'general')).toBe(false);
    await theo.press('Check again');
    await theo.goTo('channels');
    await theo.press('Unlock channels');
    expect(theo.says()).toContain("You can't change the permissions of");

    world().setRolePermissions(seeded().guildId, seeded().roles.latchkey, Permission.ViewChannel);
    await screen.press('Check again');
    await screen.goTo('channels');
    await screen.press('Unlock channels');
    await settle();
    await screen.press('Check again');
    await screen.goTo('channels');
    expect(screen.says()).toContain('Discord refused it');
    const { ViewChannel, SendMessages, ManageRoles } = Permission;
    world().setRolePermissions(seeded().guildId, seeded().roles.latchkey, ViewChannel | SendMessages | ManageRoles);
    await screen.press('Continue');
    await settle();
    await screen.press('Check again');
    await screen.goTo('channels');
    await screen.press('Unlock channels');
    await settle();
    expect(overwrites()).toEqual(before);
  });
});

describe('on a server with Onboarding and nothing else', () => {
  it('one button makes the roles, posts the notice and hides the channels from Unverified alone', async () => {
    play = await startPlay({
      setUp: false,
      env: { DISCORD_INTENTS: 'members' },
      prepare: ({ world, seeded }) => makeCommunity(world, seeded),
    });
    const ada = play.sandbox.actor(seeded().people.ada);
    const channelId = seeded().channels.welcome;
    const says = () =>
      JSON.stringify(ada.messages(channelId).findLast((message) => message.ephemeral)?.components ?? []);
    const pressed = async (label: string) => {
      const panel = ada.messages(channelId).findLast((message) => message.ephemeral);
      const found = new RegExp(
        `"custom_id":"([^"]*)"[^{}]*"label":"${label}"|"label":"${label}"[^{}]*"custom_id":"([^"]*)"`,
      );
      const [, one, other] = found.exec(says()) ?? [];
      await ada.press(panel?.id ?? '', one ?? other ?? '');
    };
    await ada.slash('setup', {}, { channelId });
    await world().until(() => says().includes('Set it up for me'));
    await pressed('Set it up for me…');
    await world().until(() => says().includes('If you press “Set it up now”'));
    for (const said of [
      'I create the role **Verified** without any permissions',
      'I create the role **Unverified**',
      `I allow myself to post in <#${channelId}>, then post the notice`,
      "- **Harbour** with its 4 channels: **Unverified** can't see it",
      `- <#${idOf('announcements')}>: **Unverified** can't see it`,
    ]) {
      expect(says()).toContain(said);
    }
    expect(says()).not.toContain(`<#${idOf('rules')}>: `);
    expect(guild().roles.size).toBe(5);

    await pressed('Set it up now');
    await world().until(() => says().includes('Locking channels'));
    expect(ada.messages(channelId).some((message) => !message.ephemeral)).toBe(true);
    await settle();
    const [verified, unverified] = [roleOf('Verified'), roleOf('Unverified')];
    for (const id of [verified, unverified]) expect(guild().roles.get(id)).toMatchObject({ permissions: 0n });
    const { mira } = seeded().people;
    expect(sees(mira, 'general')).toBe(true);
    world().giveRole(guild().id, mira, unverified);
    expect(['general', 'sailing', 'announcements', 'rules', 'welcome'].map((name) => sees(mira, name))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(isBelowRequirements(guild())).toBe(false);
    const stored = await play.stored(({ settings }) => settings.load(guild().id));
    expect(stored).toMatchObject({ roleId: verified, unverifiedRoleId: unverified, channelId });
  });
});

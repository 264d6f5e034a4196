import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { bulkRoutes } from '../../src/discord/bulk/ids.ts';
import { phone } from '../storage/fixtures.ts';
import { makeAdmin } from '../support/admin.ts';
import { type Play, startPlay } from '../support/play.ts';
import { untilStaffSee } from '../support/staff.ts';

let play: Play;
afterEach(() => play.stop());

const ada = () => play.person('ada');
const server = () => play.sandbox.seeded.guildId;

/** So many more members. */
function join(size: number, roles: readonly string[] = [], joinedAt = play.clock.now()): string[] {
  const { world } = play.sandbox;
  return Array.from({ length: size }, (_, index) => {
    const { id } = world.addUser({ username: `guest.${index}`, displayName: `Guest ${index}` });
    world.addMember(server(), id, [...roles], { joinedAt });
    return id;
  });
}

/** The requests that give or take a member's role since `from`. */
const moves = (method: string, from = 0) =>
  play.sandbox.traffic.exchanges
    .slice(from)
    .filter((one) => one.method === method && /\/members\/\d+\/roles\//.test(one.path));

const onRoster = () => play.stored(({ roster }) => roster.members(server()));
const holds = (id: string, roleId = play.sandbox.seeded.roles.verified) =>
  play.sandbox.world.guilds.get(server())?.members.get(id)?.roles.has(roleId) ?? false;

async function open() {
  await ada().slash('member bulk');
  await ada().untilSees('Members who are already here');
}

async function begin(label: RegExp, reason = 'Moved over from the old bot.') {
  const found = Object.keys(ada().buttons()).find((one) => label.test(one)) ?? '';
  await ada().actor.submit(await ada().openForm(found), { reason });
  await ada().untilSees('It goes on in the background');
}

/** The background works on until the staff hear of it. */
async function until(words: string) {
  await play.clock.skip(31_000);
  await untilStaffSee(play, words);
}

const send = async (name: string, text: string | Buffer) => {
  const form = await ada().openForm('A list of ids…');
  await ada().actor.submit(form, { file: [{ name, bytes: Buffer.from(text) }] });
};

describe('with the members intent', () => {
  beforeEach(async () => {
    play = await startPlay({ env: { DISCORD_INTENTS: 'members' } });
    await play.settings({ staffChannelId: play.sandbox.seeded.channels.staff });
  });

  it('case 58: verifies all with a role, who stay so, makes no request for who has it already, and undoes it as a whole', async () => {
    const { roles } = play.sandbox.seeded;
    const had = join(5, [roles.moderator, roles.verified]);
    const lacked = join(3, [roles.moderator]);
    await play.person('mira').verify();
    play.sandbox.world.giveRole(server(), play.person('mira').id, roles.moderator);

    await open();
    await ada().actor.select(ada().panel()?.id ?? '', bulkRoutes.role.id(), [roles.moderator]);
    await ada().untilSees('**8** members would be verified');
    expect(ada().sees()).toContain('5 have the role already. Giving it to the other 3');
    expect(ada().sees()).toContain('1 is verified already');
    expect(await onRoster()).toHaveLength(1);

    const from = play.sandbox.traffic.exchanges.length;
    await begin(/^Verify 8 members/);
    await until('The run of **8** is done');
    expect((await onRoster()).toSorted()).toEqual([...had, ...lacked, play.person('mira').id].toSorted());
    expect(moves('PUT', from)).toHaveLength(3);
    expect([...had, ...lacked].every((id) => holds(id))).toBe(true);
    const entry = await play.stored(({ roster }) => roster.find({ serverId: server(), memberId: had[0] ?? '' }));
    expect(entry?.approval).toMatchObject({ by: ada().id, reason: 'Moved over from the old bot.' });
    // Case 58: no sweep of the following days takes it.
    await play.clock.skip(2 * 3_600_000);
    expect(await onRoster()).toHaveLength(9);

    await open();
    await ada().press('Undo…');
    await ada().untilSees('Undo all of it?');
    await ada().press('Take 8 members off');
    await until('is undone');
    expect(await onRoster()).toEqual([play.person('mira').id]);
    expect(lacked.some((id) => holds(id))).toBe(false);
    expect(had.every((id) => holds(id))).toBe(true);
    expect(moves('DELETE', from)).toHaveLength(3);
  });

  it('leaves out bots, blocked and revoked accounts, whose names are shown, and whoever joined on the day or later', async () => {
    const old = join(2);
    const [blocked = '', revoked = '', later = ''] = join(3);
    const who = (memberId: string) => ({ serverId: server(), memberId });
    await play.stored(async ({ blocks, numberOnly }) => {
      await blocks.put({ ...who(blocked), ...phone, reason: 'Spam.', by: ada().id, at: play.clock.now() });
      await numberOnly.note(who(revoked));
    });
    const tomorrow = play.clock.now() + 86_400_000;
    const day = new Date(tomorrow).toISOString().slice(0, 10);
    join(2, [], tomorrow);
    await open();
    await ada().actor.submit(await ada().openForm('Joined before a day…'), { day: '2026-13-40' });
    await ada().untilSees('That is not a day');
    await ada().actor.submit(await ada().openForm('Joined before a day…'), { day });
    await ada().untilSees('members would be verified');
    // The five of the seed, the two and one more; the bot itself is one.
    expect(ada().sees()).toContain('**8** members would be verified');
    expect(ada().sees()).toContain('1 is a bot and left out');
    expect(ada().sees()).toContain(`1 is blocked and left out: <@${blocked}>`);
    expect(ada().sees()).toContain(`left out; approve them by hand: <@${revoked}>`);
    // Revoked after they were counted: nor are those brought back.
    await play.stored(({ numberOnly }) => numberOnly.note(who(later)));
    await begin(/^Verify 8 members/);
    await until('is done');
    expect(await onRoster()).toEqual(expect.arrayContaining(old));
    expect(await onRoster()).toHaveLength(7);
    expect([blocked, revoked, later].some((id) => holds(id))).toBe(false);
  });

  it('takes by an undo what the run gave, gives back what it took, and leaves what members had', async () => {
    const { world, seeded } = play.sandbox;
    const { verified, moderator } = seeded.roles;
    const more = world.addRole(server(), { name: 'Readers' }).id;
    const before = world.addRole(server(), { name: 'Guests' }).id;
    for (const id of [more, before]) world.moveRole(server(), id, 1);
    await play.settings({ moreRoleIds: [more], removedRoleIds: [before] });
    const [one = ''] = join(1, [moderator, verified]);
    const [other = ''] = join(1, [moderator, more]);
    const [all = ''] = join(1, [moderator, verified, more, before]);
    const [none = ''] = join(1, [moderator]);
    await open();
    await ada().actor.select(ada().panel()?.id ?? '', bulkRoutes.role.id(), [moderator]);
    await ada().untilSees('**4** members would be verified');
    await begin(/^Verify 4 members/);
    await until('The run of **4** is done');
    expect([one, other, all, none].every((id) => holds(id) && holds(id, more))).toBe(true);
    expect(holds(all, before)).toBe(false);
    await open();
    await ada().press('Undo …');
    await ada().untilSees('Undo all of it?');
    await ada().press('Take 4 members off');
    await until('is undone');
    await play.clock.skip(120_000);
    const now = [one, other, all, none].map((id) => [verified, more, before].filter((roleId) => holds(id, roleId)));
    expect(now).toEqual([[verified], [more], [verified, more, before], []]);
    expect(await onRoster()).toEqual([]);
  });

  it('goes on with an undo that stands still only for those who may take the role', async () => {
    makeAdmin(play, Permission.ManageRoles);
    const ids = join(1);
    const { world, seeded } = play.sandbox;
    await play.stored(async ({ bulkRuns, roster }) => {
      const run = {
        id: '00000000-0000-4000-8000-000000000000',
        serverId: server(),
        by: ada().id,
        at: play.clock.now(),
      };
      await bulkRuns.keep(run, ids);
      await bulkRuns.begin(server(), run.id, { ...run, reason: 'Moved over.' });
      const approval = { by: ada().id, reason: 'Moved over.', batch: run.id };
      await roster.add({ serverId: server(), memberId: ids[0] ?? '' }, { approval }, play.clock.now());
      await bulkRuns.turn(server(), run.id, ['running'], 'undoing', ada().id);
      const undoing = await bulkRuns.find(server(), run.id);
      if (undoing) await bulkRuns.halt(undoing, 'missingPermission');
    });
    // What the role may, nobody needs to take it.
    world.setRolePermissions(server(), seeded.roles.verified, Permission.BanMembers);
    const vesper = play.person('vesper');
    await vesper.slash('member bulk');
    await vesper.untilSees('Go on');
    await vesper.press('Go on');
    await vesper.untilSees('It goes on in the background');
    await until('is undone');
    expect(await onRoster()).toEqual([]);
  });

  it('stops, goes on after a restart, and begins nothing else meanwhile', async () => {
    const ids = join(6);
    await open();
    await send('export.csv', `user_id,tag\r\n${ids.map((id) => `"${id}",x`).join('\r\n')}\r\n`);
    await ada().untilSees('**6** members would be verified');
    await begin(/^Verify 6 members/, 'Ask at +1 415 555 0142.');
    expect(ada().sees()).not.toContain('0142');
    expect(ada().sees()).toContain('One run at a time');
    await ada().press('Stop');
    await ada().untilSees('Stopped. Members who were verified stay verified');
    await play.clock.skip(60_000);
    expect(await onRoster()).toEqual([]);
    await play.restart();
    await open();
    await ada().press('Go on');
    await ada().untilSees('It goes on in the background');
    await play.stopApps();
    await play.startApp();
    await until('is done');
    expect((await onRoster()).toSorted()).toEqual(ids.toSorted());
    expect(moves('PUT')).toHaveLength(6);
  });

  it('is for those alone who could give the role themselves, at every press', async () => {
    makeAdmin(play, Permission.ManageRoles);
    const vesper = play.person('vesper');
    await play.settings({ staffRoleId: play.sandbox.seeded.roles.moderator });
    play.sandbox.world.giveRole(server(), play.person('jonas').id, play.sandbox.seeded.roles.moderator);
    const jonas = play.person('jonas');
    Object.assign(jonas.actor.command('member')?.body ?? {}, { default_member_permissions: null });
    await jonas.slash('member bulk');
    await jonas.untilSees('Rollen verwalten');

    await vesper.slash('member bulk');
    await vesper.untilSees('Members who are already here');
    const { roles } = play.sandbox.seeded;
    play.sandbox.world.moveRole(server(), roles.verified, 4);
    await vesper.actor.select(vesper.panel()?.id ?? '', bulkRoutes.role.id(), [roles.moderator]);
    await vesper.untilSees('is not below your own highest role');
  });
});

describe('without the members intent', () => {
  beforeEach(async () => {
    play = await startPlay();
    await play.settings({ staffChannelId: play.sandbox.seeded.channels.staff });
  });

  it('says what is not possible, and verifies a list of ids', async () => {
    const [first = '', second = ''] = join(2);
    await open();
    expect(ada().sees()).toContain('Server Members intent');
    expect(ada().buttons()).toMatchObject({ 'Joined before a day…': 'off', 'A list of ids…': 'on' });
    await send('list.txt', `<@${first}>\n${second}\n999999999999999999\nnobody\n1.2E+17\n${first}\n`);
    await ada().untilSees('**3** members would be verified');
    expect(ada().sees()).toContain('1 id is damaged');
    expect(ada().sees()).toContain('line 4');
    await begin(/^Verify 3 members/);
    await until('is done');
    expect((await onRoster()).toSorted()).toEqual([first, second].toSorted());
    await open();
    expect(ada().sees()).toContain('1 not on the server');
  });

  it('refuses a file that is too large, and one that is no text', async () => {
    await open();
    await send('big.csv', Buffer.alloc(5_000_001, 'x'));
    await ada().untilSees('larger than 5 MB');
    await send('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
    await ada().untilSees('no text that I can read');
  });

  it('stands still where Discord refuses the role, says why, and goes on', async () => {
    const ids = join(2);
    const { world, seeded } = play.sandbox;
    await open();
    await send('ids.txt', ids.join('\n'));
    await ada().untilSees('**2** members would be verified');
    world.setRolePermissions(seeded.guildId, seeded.roles.latchkey, 0n);
    await begin(/^Verify 2 members/);
    await until('is waiting, as Discord refused');
    await open();
    expect(ada().sees()).toContain("Discord doesn't let me give");
    world.setRolePermissions(
      seeded.guildId,
      seeded.roles.latchkey,
      Permission.ManageRoles | Permission.ViewChannel | Permission.SendMessages,
    );
    await ada().press('Go on');
    await ada().untilSees('It goes on');
    await until('is done');
    expect(ids.every((id) => holds(id))).toBe(true);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { bulkRoutes } from '../../src/discord/bulk/ids.ts';
import { phone } from '../storage/fixtures.ts';
import { makeAdmin } from '../support/admin.ts';
import { bulkPlay } from '../support/bulk.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
afterEach(() => play.stop());

const { ada, server, join, moves, onRoster, holds, open, begin, until, send } = bulkPlay(() => play);

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
    expect(ada().sees()).toContain('Already have the role: 5. Still need it: 3.');
    expect(ada().sees()).toContain('1 is already verified');
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
    await ada().press('Undo for 8 members');
    await until('is undone');
    expect(await onRoster()).toEqual([play.person('mira').id]);
    expect(lacked.some((id) => holds(id))).toBe(false);
    expect(had.every((id) => holds(id))).toBe(true);
    expect(moves('DELETE', from)).toHaveLength(3);
  });

  it('leaves out bots, blocked and revoked accounts, whose names are shown, and members who joined on the day or later', async () => {
    const old = join(2);
    const [blocked = '', revoked = '', later = ''] = join(3);
    const who = (memberId: string) => ({ serverId: server(), memberId });
    await play.stored(async ({ blocks, numberOnly }) => {
      await blocks.put({ ...who(blocked), ...phone, reason: 'Spam.', by: ada().id, at: play.clock.now() });
      await numberOnly.note(who(revoked));
    });
    const tomorrow = play.clock.now() + 86_400_000;
    join(2, [], tomorrow);
    await open();
    await ada().actor.submit(await ada().openForm('Joined before a day…'), { day: '2026-13-40' });
    await ada().untilSees('That is not a day');
    for (const locale of ['hr', 'en-US']) {
      await open();
      const form = { timeZone: 'UTC', day: '2-digit', month: '2-digit', year: 'numeric' } as const;
      const day = new Intl.DateTimeFormat(locale, form).format(tomorrow);
      await ada().actor.submit(await ada().openForm('Joined before a day…'), { day });
      await ada().untilSees('members would be verified');
    }
    const named = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'long' }).format(tomorrow);
    expect(ada().sees()).toContain(`Members who joined before ${named}`);
    // The five of the seed, the two and one more; the bot itself is one.
    expect(ada().sees()).toContain('**8** members would be verified');
    expect(ada().sees()).toContain('Nobody has the role yet. Giving it takes about 8 seconds');
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

  it('stops, goes on after a restart, and begins nothing else meanwhile', async () => {
    const ids = join(6);
    await open();
    await send('export.csv', `user_id,tag\r\n${ids.map((id) => `"${id}",x`).join('\r\n')}\r\n`);
    await ada().untilSees('**6** members would be verified');
    await begin(/^Verify 6 members/, 'Ask at +1 415 555 0142.');
    expect(ada().sees()).not.toContain('0142');
    expect(ada().sees()).toContain('Only one run at a time');
    await ada().press('Stop');
    await ada().untilSees('Stopped. Members who were verified stay verified');
    await play.clock.skip(60_000);
    expect(await onRoster()).toEqual([]);
    await play.restart();
    await open();
    await ada().press('Continue');
    await ada().untilSees('It runs in the background');
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
    await vesper.untilSees('is not below your highest role');
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
    expect(ada().buttons()).toMatchObject({ 'Joined before a day…': 'off', 'A list of IDs…': 'on' });
    await send('list.txt', `<@${first}>\n${second}\n999999999999999999\nnobody\n1.2E+17\n${first}\n`);
    await ada().untilSees('**3** members would be verified');
    expect(ada().sees()).toContain('1 ID is damaged');
    expect(ada().sees()).toContain('line 4');
    await begin(/^Verify 3 members/);
    await until('is done');
    expect((await onRoster()).toSorted()).toEqual([first, second].toSorted());
    await open();
    expect(ada().sees()).toContain('1 (not on the server)');
  });

  it('refuses a file that is too large, and one that is no text', async () => {
    await open();
    await send('big.csv', Buffer.alloc(5_000_001, 'x'));
    await ada().untilSees('larger than 5 MB');
    await send('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
    await ada().untilSees("I can't read that file as text");
  });

  it('stands still where Discord refuses the role, says why, and goes on', async () => {
    const ids = join(2);
    const { world, seeded } = play.sandbox;
    await open();
    await send('ids.txt', ids.join('\n'));
    await ada().untilSees('**2** members would be verified');
    world.setRolePermissions(seeded.guildId, seeded.roles.latchkey, 0n);
    await begin(/^Verify 2 members/);
    await until('is waiting because Discord refused');
    await open();
    expect(ada().sees()).toContain("Discord doesn't let me give");
    world.setRolePermissions(
      seeded.guildId,
      seeded.roles.latchkey,
      Permission.ManageRoles | Permission.ViewChannel | Permission.SendMessages,
    );
    await ada().press('Continue');
    await ada().untilSees('It runs in the background');
    await until('is done');
    expect(ids.every((id) => holds(id))).toBe(true);
  });
});

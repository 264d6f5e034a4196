import { afterEach, beforeEach, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { listRoutes } from '../../src/discord/list/ids.ts';
import { parseCsv } from '../support/csv.ts';
import { type Play, startPlay } from '../support/play.ts';
import { secondAccount } from '../support/second.ts';

let play: Play;
beforeEach(async () => {
  play = await startPlay({ env: { DISCORD_INTENTS: 'members' } });
});
afterEach(() => play.stop());

const ada = () => play.person('ada');
const server = () => play.sandbox.seeded.guildId;

/** So many more members, all verified by hand, a minute between two. */
async function crowd(size: number): Promise<string[]> {
  const { world } = play.sandbox;
  const ids = Array.from({ length: size }, (_, index) => {
    const { id } = world.addUser({ username: `guest.${index}`, displayName: `Guest ${index}` });
    world.addMember(server(), id);
    return id;
  });
  await play.stored(async ({ roster }) => {
    for (const [index, memberId] of ids.entries()) {
      const at = play.clock.now() + index * 60_000;
      await roster.add({ serverId: server(), memberId }, { approval: { by: ada().id, reason: 'Met in person.' } }, at);
    }
  });
  return ids;
}

async function open(heading = 'Verified') {
  await ada().slash('member list');
  await ada().untilSees(heading);
}
/** The rows of the file that **Export** sends. */
async function exported(): Promise<string[][]> {
  await ada().press('Export');
  const message = await play.sandbox.world.until(() => {
    const own = play.sandbox.world.messages.get(ada().panel()?.id ?? '');
    return own?.attachments.length ? own : undefined;
  });
  const [header, ...rows] = parseCsv(Buffer.from(message.attachments[0]?.bytes ?? []).toString());
  expect(header).toEqual(['member_id', 'state', 'since', 'verified_by', 'role_given', 'country', 'staff_id', 'ends']);
  return rows;
}

async function choose(state: string, heading: string) {
  await ada().actor.select(ada().panel()?.id ?? '', listRoutes.state.id(), [state]);
  await ada().untilSees(heading);
}

it('lists members by where they stand, a page at a time, and never a number', async () => {
  await play.settings({ accountsPerNumber: 2 });
  const mira = play.person('mira');
  await mira.verify();
  const second = secondAccount(play, mira.phone);
  await second.verify();
  const ids = await crowd(23);
  await open('Verified: 25');
  expect(ada().sees()).toContain(`<@${ids.at(-1)}> · by hand, by <@${ada().id}>`);
  expect(ada().buttons()).toMatchObject({ Newer: 'off', Next: 'on' });
  const seen = new Set<string>();
  const note = () => {
    for (const [, id = ''] of ada()
      .sees()
      .matchAll(/- <@(\d+)>/g))
      seen.add(id);
  };
  note();
  await ada().press('Next');
  await ada().untilSees(`<@${ids[12]}>`);
  note();
  await ada().press('Next');
  await ada().untilSees(`<@${mira.id}>`);
  note();
  expect(seen.size).toBe(25);
  expect(ada().buttons()).toMatchObject({ Newer: 'on', Next: 'off' });
  await ada().press('Newer');
  await ada().untilSees(`<@${ids[12]}>`);

  await choose('shared', 'Sharing a number: 2');
  expect(ada().sees()).toContain('by number, 🇺🇸 United States');
  expect(ada().sees()).not.toMatch(/0123/);
  // Some of them may have it by now: owed roles are given in the background.
  await choose('owed', 'Role not given yet: 2');
  await choose('blocked', 'Blocked: 0');
  await choose('unverified', 'Not verified');
  expect(ada().sees()).toContain(`<@${play.person('jonas').id}> · joined`);
  expect(ada().sees()).not.toContain(`<@${mira.id}>`);
});

it('says so wherever Discord lists no members any more', async () => {
  await open();
  await choose('unverified', 'Not verified');
  const list = ada().panel();
  play.sandbox.world.faults.hold({ method: 'GET', path: /\/members$/, status: 403, code: 50001 });
  await ada().press('Choose this page', list);
  await ada().untilSees("Discord does not list this server's members to me");
});

it('lists whose verification ends soon, with when, also in the file', async () => {
  const { clock } = play;
  const mira = play.person('mira');
  await mira.verify();
  const ids = await crowd(2);
  await play.settings({ endsAfter: { months: 6, since: clock.now() + 10 * 86_400_000 } });
  const asked = clock.now() + 3 * 86_400_000;
  await play.stored(({ endings }) => endings.ask(server(), { memberIds: ids.slice(0, 1) }, asked));
  await open('Verified: 3');
  await choose('ending', 'Ending soon: 1');
  expect(ada().sees()).toContain(`- <@${ids[0]}>`);
  expect(ada().sees()).toContain(`ends <t:${Math.ceil(asked / 1000)}:f>`);
  await play.settings({ endsAfter: { months: 1, since: asked - 1000 } });
  await play.stored(({ endings }) => endings.ask(server(), { memberIds: [mira.id] }, asked - 1000));
  await choose('ending', 'Ending soon: 2');
  expect(ada().sees().indexOf(mira.id)).toBeLessThan(
    ada()
      .sees()
      .indexOf(ids[0] ?? ''),
  );
  const rows = await exported();
  expect(rows.map(([id, state, , , , , , ends]) => [id, state, ends])).toEqual([
    [mira.id, 'ending', new Date(asked - 1000).toISOString()],
    [ids[0], 'ending', new Date(asked).toISOString()],
  ]);
});

it('decides about several at once, whose names are shown before, and as each alone', async () => {
  const [mira, nils, jonas] = [play.person('mira'), play.person('nils'), play.person('jonas')];
  await mira.verify();
  await open('Verified: 1');
  await ada().actor.select(ada().panel()?.id ?? '', listRoutes.choose.id(), [mira.id, nils.id, jonas.id]);
  await ada().untilSees('3 members chosen');
  for (const { id } of [mira, nils, jonas]) expect(ada().sees()).toContain(`<@${id}>`);
  const form = await ada().openForm('Approve');
  expect(form.title).toBe('Approve 3 members');
  // Others are chosen while the form is open: nobody is approved whose name was not shown then.
  const message = ada().panel()?.id ?? '';
  await ada().actor.select(message, listRoutes.choose.id(), [play.person('vesper').id]);
  await ada().untilSees('1 member chosen');
  await ada().actor.submit(form, { reason: 'Known from the harbour.' });
  await ada().untilSees('the chosen members have changed');
  expect(play.person('vesper').hasRole()).toBe(false);
  await ada().actor.select(message, listRoutes.choose.id(), [mira.id, nils.id, jonas.id]);
  await ada().untilSees('3 members chosen');
  await ada().actor.submit(form, { reason: 'Known from +1 415 555 0142.' });
  await ada().untilSees('2 verified by hand');
  expect(ada().sees()).toContain(`1 is already verified, so nothing was done: <@${mira.id}>`);
  expect([nils.hasRole(), jonas.hasRole()]).toEqual([true, true]);
  const entry = await play.stored(({ roster }) => roster.find({ serverId: server(), memberId: nils.id }));
  expect(entry?.approval?.reason).not.toContain('0142');

  await ada().actor.submit(await ada().openForm('Block'), { reason: 'Raiders.', duration: ['forever'] });
  await ada().untilSees(`1 number blocked: <@${mira.id}>`);
  expect(ada().sees()).toContain('2 have no number');
  await ada().actor.submit(await ada().openForm('Revoke'), { reason: 'Raiders.' });
  await ada().untilSees('2 revoked');
  expect([mira, nils, jonas].map((one) => one.hasRole())).toEqual([false, false, false]);
  await ada().press('Back to the list');
  await ada().untilSees('Verified: 0');
});

it('exports a list for those with a right of their own, and shows it to nobody who is not staff', async () => {
  const ids = await crowd(12);
  const { channels, roles } = play.sandbox.seeded;
  await open('Verified: 12');
  const rows = await exported();
  expect(rows.map(([id]) => id).toSorted()).toEqual(ids.toSorted());

  await play.settings({ staffRoleId: roles.moderator });
  const jonas = play.person('jonas');
  Object.assign(jonas.actor.command('member')?.body ?? {}, { default_member_permissions: null });
  await jonas.slash('member list');
  await jonas.untilSees('Das kann nur das Team');
  play.sandbox.world.giveRole(server(), jonas.id, roles.moderator);
  await jonas.slash('member list');
  await jonas.untilSees('Bestätigt: 12');
  expect(jonas.buttons()).not.toHaveProperty('Exportieren');
  // To manage who sees a channel is no right over the members of the server.
  play.sandbox.world.setOverwrite(channels.verify, {
    id: jonas.id,
    type: 'member',
    allow: Permission.ManageRoles,
    deny: 0n,
  });
  await jonas.slash('member list');
  await jonas.untilSees('Bestätigt: 12');
  expect(jonas.buttons()).not.toHaveProperty('Exportieren');
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { bulkRoutes } from '../../src/discord/bulk/ids.ts';
import { makeAdmin } from '../support/admin.ts';
import { bulkPlay } from '../support/bulk.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
beforeEach(async () => {
  play = await startPlay({ env: { DISCORD_INTENTS: 'members' } });
  await play.settings({ staffChannelId: play.sandbox.seeded.channels.staff });
});
afterEach(() => play.stop());

const { ada, server, join, onRoster, holds, open, begin, until } = bulkPlay(() => play);

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
  await ada().press('Undo…');
  await ada().untilSees('Undo all of it?');
  await ada().press('Undo for 4 members');
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
  await vesper.untilSees('Continue');
  await vesper.press('Continue');
  await vesper.untilSees('It runs in the background');
  await until('is undone');
  expect(await onRoster()).toEqual([]);
});

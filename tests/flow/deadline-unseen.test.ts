import { afterEach, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { type DeadlinePlay, playWithDeadline } from '../support/deadline.ts';
import type { Person } from '../support/person.ts';

let at: DeadlinePlay;
let [ada, jonas, nils]: Person[] = [];
afterEach(() => at.play.stop());

const world = () => at.play.sandbox.world;
const seeded = () => at.play.sandbox.seeded;
const here = () => [jonas, nils].map(at.isHere);

/** Jonas and Nils alone have not verified; they have had their days and the last notice. */
async function allDue() {
  at = await playWithDeadline();
  [ada, jonas, nils] = (['ada', 'jonas', 'nils'] as const).map(at.play.person);
  const { people } = seeded();
  await at.crowd(60);
  await at.approve([people.ada, people.mira, people.vesper]);
  await at.lookAfter(9.5);
  await at.play.stopApps();
  await at.openFor(2);
}

/** The notice's channel denies some permissions to roles or members, and allows them to others. */
function setNotice(deny: bigint, denied: readonly string[], allowed: readonly string[] = []) {
  const typeOf = (id: string) => (world().guilds.get(at.server)?.roles.has(id) ? 'role' : 'member');
  world().setOverwrites(seeded().channels.verify, [
    ...denied.map((id) => ({ id, type: typeOf(id), allow: 0n, deny }) as const),
    ...allowed.map((id) => ({ id, type: typeOf(id), allow: deny, deny: 0n }) as const),
    {
      id: seeded().roles.latchkey,
      type: 'role',
      allow: Permission.ViewChannel | Permission.SendMessages | Permission.ReadMessageHistory,
      deny: 0n,
    },
  ]);
}

async function look() {
  await at.look();
  await at.look();
}

it.each([
  ['the channel', Permission.ViewChannel],
  ['its history', Permission.ReadMessageHistory],
])(
  'case 48: a deadline waits while members cannot see %s of the notice, and /setup says why',
  async (_, permission) => {
    await allDue();
    setNotice(permission, [at.server], [seeded().roles.verified, seeded().roles.moderator]);
    await at.play.settings({ staffRoleId: seeded().roles.moderator });
    await look();
    expect(here()).toEqual([true, true]);
    await ada?.slash('setup');
    await ada?.untilSees("The deadline waits: members who are not verified can't see");

    setNotice(permission, []);
    await look();
    await look();
    expect(here()).toEqual([false, false]);
  },
);

it('case 48: it goes on where the role that verifying takes away sees it, for those who have that role', async () => {
  await allDue();
  const { id } = world().addRole(at.server, { name: 'Unverified' });
  world().moveRole(at.server, id, 1);
  await at.play.settings({ removedRoleIds: [id] });
  world().giveRole(at.server, nils?.id ?? '', id);
  setNotice(Permission.ViewChannel, [at.server], [id]);
  await look();
  expect(here()).toEqual([true, false]);
});

it('case 48: a member who alone cannot see it stays, and their days begin when they can', async () => {
  await allDue();
  setNotice(Permission.ViewChannel, [jonas?.id ?? '']);
  await look();
  expect(here()).toEqual([true, false]);

  setNotice(Permission.ViewChannel, []);
  await at.lookAfter(4);
  expect(at.letters(jonas)).toHaveLength(1);
  await at.lookAfter(1.5);
  expect(at.letters(jonas)).toHaveLength(2);
});

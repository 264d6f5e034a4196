import { expect, it, onTestFinished } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { type Play, startPlay } from '../support/play.ts';
import { addServerOnOtherShard, inNoHurry, setUpOn, shardOf } from './halves.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** A server of whom only Mira is not vouched for, so that one removal is no question for the staff. */
async function vouch({ sandbox: { world, seeded }, clock, stored }: Play, serverId: string) {
  const guild = world.guilds.get(serverId);
  for (const role of guild?.roles.values() ?? [])
    if (role.managed) world.setRolePermissions(serverId, role.id, role.permissions | Permission.KickMembers);
  for (const name of ['jonas', 'nils', 'vesper'] as const) world.removeMember(serverId, seeded.people[name]);
  const ids = Array.from(
    { length: 20 },
    (_, index) => world.addUser({ username: `v${index}`, displayName: `V ${index}` }).id,
  );
  for (const id of ids) world.addMember(serverId, id);
  await stored(async ({ roster, settings }) => {
    for (const memberId of ids)
      await roster.add({ serverId, memberId }, { approval: { by: '1', reason: 'Met in person.' } }, clock.now());
    const before = await settings.load(serverId);
    if (before) await settings.save(serverId, { ...before, deadlineDays: 10 });
  });
}

/** Two bots that share a store and have a shard each, with a server on either. */
async function halves() {
  const env = { DISCORD_INTENTS: 'members', SHARD_COUNT: '2' };
  const play = await startPlay({ prepare: inNoHurry, setUp: false, env });
  onTestFinished(play.stop);
  const { sandbox, clock } = play;
  const { seeded, world } = sandbox;
  const other = await addServerOnOtherShard(sandbox);
  const home = { guildId: seeded.guildId, channelId: seeded.channels.verify, roleId: seeded.roles.verified };
  await play.stopApps();
  const start = (serverId: string) => play.startApp({ SHARDS: String(shardOf(serverId, 2)) });
  await Promise.all([start(home.guildId), start(other.guildId)]);
  for (const one of [home, other]) await setUpOn(sandbox, one);
  await play.stopApps();
  const servers = [home.guildId, other.guildId];
  for (const serverId of servers) await vouch(play, serverId);

  return {
    home: home.guildId,
    other: other.guildId,
    hasMira: (serverId: string) => world.guilds.get(serverId)?.members.has(seeded.people.mira) ?? false,
    state: (serverId: string) =>
      play.stored(async ({ facts }) => JSON.parse((await facts.read(`deadline:${serverId}`)) ?? '{}')),

    /** So many days go by in which each half finds every hour that members can verify. */
    async openFor(days: number) {
      await clock.skip(days * DAY);
      await play.stored(async ({ facts }) => {
        for (const serverId of servers) {
          const name = `deadline:${serverId}`;
          const state = JSON.parse((await facts.read(name)) ?? '{}');
          const open = [[state.open?.[0]?.[0], clock.now()]];
          await facts.write(name, JSON.stringify({ ...state, open, wasOpen: true, lookedAt: clock.now() }));
        }
      });
    },

    /** The bots of these servers' shards look at the deadlines. */
    async look(...up: string[]) {
      await Promise.all(up.map(start));
      await clock.skip(HOUR);
      await play.stopApps();
    },
  };
}

it('case 48: a process whose shard is down is not judged for by another, whose own members are', async () => {
  const { home, other, hasMira, state, openFor, look } = await halves();
  await look(home, other);
  await openFor(9.5);
  await look(home, other);
  await openFor(2);

  const before = await state(other);
  await look(home);
  expect([home, other].map(hasMira)).toEqual([false, true]);
  expect(await state(other)).toEqual(before);

  await look(home, other);
  expect([home, other].map(hasMira)).toEqual([false, false]);
});

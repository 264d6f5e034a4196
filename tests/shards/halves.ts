import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { StoreAddress } from '../../src/storage/stores.ts';
import { type Ground, type Person, personOf } from '../support/person.ts';

/** Which of `count` shards has a server; Discord's rule. */
export const shardOf = (guildId: string, count: number) => Number((BigInt(guildId) >> 22n) % BigInt(count));

/** Lets a bot begin all its shards at once: Discord makes small bots wait for five seconds after each. */
export const inNoHurry = ({ world }: Sandbox): void => {
  world.application.identifiesAtOnce = 16;
};

/** Settings by which a bot lasts at `address`. */
export const envFor = (address: StoreAddress): Record<string, string> => ({
  DATABASE_URL: address.databaseUrl,
  ...(address.redisUrl !== undefined && { REDIS_URL: address.redisUrl }),
  SECRET_KEY: Buffer.alloc(32, 'a key for halves').toString('base64'),
});

/** Adds a server that falls on the other one of two shards, with everybody of the first on it. */
export async function addServerOnOtherShard(sandbox: Sandbox): Promise<Ground> {
  const { world, clock, seeded } = sandbox;
  const owner = seeded.people.ada;
  while (shardOf(world.newId(), 2) === shardOf(seeded.guildId, 2)) await clock.skip(1);
  const guild = world.addGuild({ name: 'Harbour Lights', ownerId: owner });
  const role = world.addRole(guild.id, { name: 'Verified' });
  world.moveRole(guild.id, role.id, 1);
  const channel = world.addChannel(guild.id, { name: 'verify' });
  for (const id of Object.values(seeded.people)) if (id !== owner) world.addMember(guild.id, id);
  return { guildId: guild.id, channelId: channel.id, roleId: role.id };
}

/** The admin sets the gate up on a server, and its notice is there. */
export async function setUpOn(sandbox: Sandbox, ground: Ground): Promise<void> {
  const ada = personOf(sandbox, sandbox.seeded.people.ada, ground);
  // A first start tells Discord of the commands a while after it is ready.
  await sandbox.world.until(() => ada.actor.command('setup'));
  await ada.slash('setup', { role: ground.roleId, channel: ground.channelId });
  await sandbox.world.until(() => ada.notice());
  await ada.untilSees('Verification is ready');
}

/** Somebody on both servers. */
export function onBoth(sandbox: Sandbox, name: keyof Sandbox['seeded']['people'], other: Ground): [Person, Person] {
  const id = sandbox.seeded.people[name];
  return [personOf(sandbox, id), personOf(sandbox, id, other)];
}

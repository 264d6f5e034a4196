import { Permission } from '../../sandbox/world/bits.ts';
import type { Play } from './play.ts';

/**
 * Makes Vesper an admin with Manage Server and no right besides, by a role that stands above Verified and Moderator and below the
 * bot's own. Her role's id.
 */
export function makeAdmin({ sandbox }: Play, more = 0n): string {
  const { world, seeded } = sandbox;
  const { id } = world.addRole(seeded.guildId, { name: 'Harbour office', permissions: Permission.ManageGuild | more });
  world.moveRole(seeded.guildId, id, 4);
  world.giveRole(seeded.guildId, seeded.people.vesper, id);
  return id;
}

import { personOf } from './person.ts';
import type { Play } from './play.ts';

/** Another account on the server, in the pocket of a member who has the phone `number`. */
export function secondAccount(play: Play, number: string, username = 'lantern.two') {
  const { world, seeded } = play.sandbox;
  const user = world.addUser({ username, displayName: 'Lantern Two', phone: number });
  world.addMember(seeded.guildId, user.id);
  return personOf(play.sandbox, user.id);
}

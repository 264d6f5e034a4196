import type { NewInteraction } from '../../world/interactions.ts';
import type { Answer } from '../../world/seen.ts';
import type { Json, User } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { interactionJson, type Place } from './payload.ts';

/** Opens one interaction in a place: with its details, and its data as Discord sends them. */
export type Interact = (
  details: Omit<NewInteraction, 'userId' | 'channelId' | 'guildId'>,
  place: Place,
  data: Json,
) => Promise<Answer>;

/** Opens interactions in a person's name: each answers when the bot has, or has failed to. */
export function createInteract({ world, gateway }: { world: World; gateway: Gateway }, user: User): Interact {
  const userId = user.id;
  return (details, place, data) => {
    if (place.guild?.members.get(userId)?.pending) {
      throw new Error(`${user.displayName} has to accept the rules of ${place.guild.name} first.`);
    }
    const { interaction, answer } = world.interactions.open({
      ...details,
      userId,
      channelId: place.channel.id,
      guildId: place.guild?.id,
    });
    const isThere = place.guild?.hasCommands !== false;
    const taken = isThere && gateway.interact(interactionJson(world, interaction, user, place, data), place.guild?.id);
    if (!taken) world.interactions.settle(interaction, { is: 'failed' });
    return answer;
  };
}

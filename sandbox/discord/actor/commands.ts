import { InteractionType } from '../../world/interactions.ts';
import { known } from '../../world/lookup.ts';
import type { Answer } from '../../world/seen.ts';
import type { Command, Id, User } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { chatData, messageData, type Options, userData } from './command-data.ts';
import type { At, Eyes } from './eyes.ts';
import type { Interact } from './interact.ts';
import { obstacleTo } from './obstacle.ts';
import type { Place } from './payload.ts';

/** A person's commands: typed, or from a context menu. */
export interface Commands {
  /** A chat command; `name` may carry a subcommand: `roster find`. */
  slash(name: string, options?: Options, at?: At): Promise<Answer>;
  /** Asks for completion of the option `focused`. */
  complete(name: string, options: Options, focused: string, at?: At): Promise<Answer>;
  /** A command from a person's context menu. */
  useOn(name: string, targetId: Id, at?: At): Promise<Answer>;
  /** A command from a message's context menu. */
  useOnMessage(name: string, messageId: Id): Promise<Answer>;
  /** The registered chat command, wherever it may be used. */
  command(name: string): Command | undefined;
}

export function createCommands(world: World, user: User, eyes: Eyes, interact: Interact): Commands {
  async function chat(type: number, fullName: string, options: Options, at: At, focused?: string): Promise<Answer> {
    const [name = '', ...path] = fullName.split(' ');
    const place = eyes.placeFor(at);
    const command = usableCommand(world, user, name, 1, place);
    return interact({ type, name: fullName }, place, chatData(world, command, place, path, options, focused));
  }

  return {
    slash: (name, options = {}, at = {}) => chat(InteractionType.Command, name, options, at),
    complete: (name, options, focused, at = {}) => chat(InteractionType.Autocomplete, name, options, at, focused),
    async useOn(name, targetId, at = {}) {
      const place = eyes.placeFor(at);
      const command = usableCommand(world, user, name, 2, place);
      const details = { type: InteractionType.Command, name, targetId };
      return interact(details, place, userData(world, command, place, targetId));
    },
    async useOnMessage(name, messageId) {
      const { message, place } = eyes.messageFor(messageId);
      const command = usableCommand(world, user, name, 3, place);
      return interact({ type: InteractionType.Command, name }, place, messageData(world, command, message));
    },
    command: (name) => {
      const ofServers = [...world.guilds.keys()].flatMap((guildId) => world.commands.usable(guildId));
      return [...ofServers, ...world.commands.usable(undefined)].find((each) => each.name === name && each.type === 1);
    },
  };
}

/** The command of that name and type, if this person may use it there. */
function usableCommand(world: World, user: User, name: string, type: number, place: Place): Command {
  const gone = place.guild?.hasCommands === false;
  if (gone) throw new Error(`The bot of /${name} is not in ${place.guild?.name}.`);
  const command = known(
    world.commands.usable(place.guild?.id).find((each) => each.name === name && each.type === type),
    `command ${name}`,
  );
  const obstacle = obstacleTo(command, user.id, place);
  if (obstacle) throw new Error(`${user.displayName} cannot use /${name}: ${obstacle}`);
  return command;
}

import type { Change, Command, Id, Json } from './types.ts';

export interface CommandBook {
  /** Commands of one scope: a server's own, or with `undefined` the global ones. */
  list(guildId: Id | undefined): Command[];
  get(id: Id): Command | undefined;
  /** What a person can use in a server (its own commands hide global ones of the same name and type), or in a direct message. */
  usable(guildId: Id | undefined): Command[];
  /** Adds a command, or replaces the one of the same name and type in the same scope, which keeps its id. */
  put(guildId: Id | undefined, body: Json): { command: Command; isNew: boolean };
  /** Changes some of a command's fields. */
  patch(command: Command, body: Json): Command;
  remove(command: Command): void;
  /** Makes `bodies` the whole of one scope. */
  replaceAll(guildId: Id | undefined, bodies: readonly Json[]): Command[];
}

/** Discord's rule: commands registered for the application or for one server, unique by name and type. */
export function createCommands({ newId, emit }: { newId: () => Id; emit: (change: Change) => void }): CommandBook {
  const commands = new Map<Id, Command>();

  function list(guildId: Id | undefined): Command[] {
    return [...commands.values()].filter((command) => command.guildId === guildId);
  }

  function store(id: Id, guildId: Id | undefined, body: Json): Command {
    const command: Command = { id, guildId, name: String(body.name), type: Number(body.type ?? 1), body };
    commands.set(id, command);
    return command;
  }

  function put(guildId: Id | undefined, body: Json): { command: Command; isNew: boolean } {
    const type = Number(body.type ?? 1);
    const former = list(guildId).find((command) => command.name === body.name && command.type === type);
    const command = store(former?.id ?? newId(), guildId, body);
    emit({ is: 'commandsChanged' });
    return { command, isNew: !former };
  }

  return {
    list,
    get: (id) => commands.get(id),
    usable(guildId) {
      const own = guildId === undefined ? [] : list(guildId);
      const hidden = new Set(own.map((command) => `${command.type} ${command.name}`));
      return [...own, ...list(undefined).filter((command) => !hidden.has(`${command.type} ${command.name}`))];
    },
    put,
    patch(command, body) {
      const next = store(command.id, command.guildId, { ...command.body, ...body });
      emit({ is: 'commandsChanged' });
      return next;
    },
    remove(command) {
      commands.delete(command.id);
      emit({ is: 'commandsChanged' });
    },
    replaceAll(guildId, bodies) {
      const kept = bodies.map((body) => put(guildId, body).command);
      const keptIds = new Set(kept.map((command) => command.id));
      for (const command of list(guildId)) if (!keptIds.has(command.id)) commands.delete(command.id);
      emit({ is: 'commandsChanged' });
      return kept;
    },
  };
}

import { Hono } from 'hono';
import { jsonList } from '../../world/components.ts';
import type { Command, Id } from '../../world/types.ts';
import { commandJson } from '../json/commands.ts';
import { bodyOf, type Env, guildFor, type Kit, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

/** Registering application commands: for the application, and for one server. */
export function commandRoutes(kit: Kit): Routes {
  const routes = new Hono<Env>();
  scope(routes, kit, '/applications/:application/commands');
  permissionRoutes(routes, kit);
  scope(routes, kit, '/applications/:application/guilds/:guild/commands');
  return routes;
}

/** Who may use a command: in the sandbox nobody has set anything beyond its defaults, and a bot cannot. */
function permissionRoutes(routes: Routes, kit: Kit): void {
  const base = '/applications/:application/guilds/:guild/commands';
  routes.get(`${base}/permissions`, (context) => {
    if (context.req.param('application') !== kit.world.application.id) throw refusals.missingAccess();
    guildFor(kit, context.req.param('guild'));
    return context.json([]);
  });
  routes.get(`${base}/:command/permissions`, (context) => {
    guildFor(kit, context.req.param('guild'));
    if (!kit.world.commands.get(context.req.param('command'))) throw refusals.unknownCommand();
    throw refusals.unknownCommandPermissions();
  });
  routes.put(`${base}/:command/permissions`, () => {
    throw refusals.botsCannot();
  });
}

function scope(routes: Routes, kit: Kit, base: string): void {
  const { application, commands } = kit.world;
  const json = (command: Command) => commandJson(command, application.id);

  /** The server the path names, or `undefined` for global commands. */
  function guildIdIn(param: (name: string) => string | undefined): Id | undefined {
    if (param('application') !== application.id) throw refusals.missingAccess();
    const guildId = param('guild');
    if (guildId === undefined) return undefined;
    // Here the scope `applications.commands` counts, not the bot's membership.
    if (!kit.world.guilds.get(guildId)?.hasCommands) throw refusals.missingAccess();
    return guildId;
  }

  function commandIn(param: (name: string) => string | undefined): Command {
    const guildId = guildIdIn(param);
    const command = commands.get(param('command') ?? '');
    if (!command || command.guildId !== guildId) throw refusals.unknownCommand();
    return command;
  }

  routes.get(base, (context) => {
    const guildId = guildIdIn((name) => context.req.param(name));
    return context.json(commands.list(guildId).map(json));
  });
  routes.put(base, (context) => {
    const guildId = guildIdIn((name) => context.req.param(name));
    return context.json(commands.replaceAll(guildId, jsonList(context.get('body'))).map(json));
  });
  routes.post(base, (context) => {
    const guildId = guildIdIn((name) => context.req.param(name));
    const { command, isNew } = commands.put(guildId, bodyOf(context));
    return context.json(json(command), isNew ? 201 : 200);
  });
  routes.get(`${base}/:command`, (context) => context.json(json(commandIn((name) => context.req.param(name)))));
  routes.patch(`${base}/:command`, (context) => {
    const command = commandIn((name) => context.req.param(name));
    return context.json(json(commands.patch(command, bodyOf(context))));
  });
  routes.delete(`${base}/:command`, (context) => {
    commands.remove(commandIn((name) => context.req.param(name)));
    return context.body(null, 204);
  });
}

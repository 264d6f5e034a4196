import { Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import { isJson, jsonList } from '../../world/components.ts';
import { outranks, permissionsOf } from '../../world/permissions.ts';
import type { Guild, Id, Json, Role } from '../../world/types.ts';
import { bitsIn } from '../bits-in.ts';
import { roleJson } from '../json/guilds.ts';
import { bodyOf, byBot, type Env, guildFor, type Kit, mustMay, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

/** A server's roles: made, changed, moved and deleted, all below the bot's own highest one. */
export function roleRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();

  routes.get('/guilds/:guild/roles', (context) =>
    context.json([...guildFor(kit, context.req.param('guild')).roles.values()].map(roleJson)),
  );

  routes.get('/guilds/:guild/roles/member-counts', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const members = [...guild.members.values()];
    const counted = [...guild.roles.keys()].filter((id) => id !== guild.id);
    return context.json(
      Object.fromEntries(counted.map((id) => [id, members.filter((member) => member.roles.has(id)).length])),
    );
  });

  routes.get('/guilds/:guild/roles/:role', (context) => {
    const role = guildFor(kit, context.req.param('guild')).roles.get(context.req.param('role'));
    if (!role) throw refusals.unknownRole();
    return context.json(roleJson(role));
  });

  /** A new role stands at the bottom, and may what everybody may, unless told otherwise. */
  routes.post('/guilds/:guild/roles', (context) => {
    const guild = guildWithRoles(kit, context.req.param('guild'));
    const body = context.get('body') === undefined ? {} : bodyOf(context);
    const changes = {
      name: 'new role',
      permissions: guild.roles.get(guild.id)?.permissions ?? 0n,
      ...changesIn(body, {}),
    };
    if (body.permissions !== undefined && body.permissions !== null) mustHave(kit, guild, changes.permissions);
    const role = world.addRole(guild.id, changes, byBot(kit, context));
    world.moveRole(guild.id, role.id, 1);
    return context.json(roleJson(role));
  });

  routes.patch('/guilds/:guild/roles/:role', (context) => {
    const guild = guildWithRoles(kit, context.req.param('guild'));
    const role = lowerRole(kit, guild, context.req.param('role'));
    const changes = changesIn(bodyOf(context), role.details);
    if (changes.permissions !== undefined) mustHave(kit, guild, changes.permissions & ~role.permissions);
    world.changeRole(guild.id, role.id, changes, byBot(kit, context));
    return context.json(roleJson(role));
  });

  routes.patch('/guilds/:guild/roles', (context) => {
    const guild = guildWithRoles(kit, context.req.param('guild'));
    for (const { role, position } of movesIn(kit, guild, context.get('body'))) {
      world.moveRole(guild.id, role.id, position);
    }
    return context.json([...guild.roles.values()].map(roleJson));
  });

  routes.delete('/guilds/:guild/roles/:role', (context) => {
    const guild = guildWithRoles(kit, context.req.param('guild'));
    const role = lowerRole(kit, guild, context.req.param('role'));
    if (role.managed || role.id === guild.id) throw refusals.invalidRole();
    world.deleteRole(guild.id, role.id, byBot(kit, context));
    return context.body(null, 204);
  });

  return routes;
}

function guildWithRoles(kit: Kit, guildId: Id): Guild {
  const guild = guildFor(kit, guildId);
  mustMay(kit, guild, Permission.ManageRoles);
  return guild;
}

/** The role, if the bot stands above it. */
function lowerRole({ world }: Kit, guild: Guild, roleId: Id): Role {
  const role = guild.roles.get(roleId);
  if (!role) throw refusals.unknownRole();
  if (!outranks(guild, world.application.botId, role)) throw refusals.missingPermissions();
  return role;
}

/** Nobody gives a role what they do not have. */
function mustHave({ world }: Kit, guild: Guild, wanted: bigint): void {
  if ((permissionsOf(guild, world.application.botId) & wanted) !== wanted) throw refusals.missingPermissions();
}

function changesIn(body: Json, former: Json): Partial<Pick<Role, 'name' | 'permissions' | 'color' | 'details'>> {
  const { name, permissions, hoist, mentionable } = body;
  const color = colorIn(body);
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(permissions === undefined || permissions === null ? {} : { permissions: bitsIn(permissions, 'permissions') }),
    ...(typeof color === 'number' ? { color } : {}),
    details: {
      ...former,
      ...(typeof hoist === 'boolean' ? { hoist } : {}),
      ...(typeof mentionable === 'boolean' ? { mentionable } : {}),
    },
  };
}

/** What moves where. Clients name every role; what stays where it is asks for nothing. */
function movesIn(kit: Kit, guild: Guild, body: unknown): { role: Role; position: number }[] {
  const asked = jsonList(body).map(({ id, position }) => {
    const role = guild.roles.get(String(id));
    if (!role) throw refusals.unknownRole();
    return { role, position: Number(position ?? role.position) };
  });
  const moves = asked.filter(({ role, position }) => role.position !== position);
  for (const { role } of moves) lowerRole(kit, guild, role.id);
  const own = Math.max(
    ...[...(guild.members.get(kit.world.application.botId)?.roles ?? [])].map(
      (id) => guild.roles.get(id)?.position ?? 0,
    ),
  );
  if (moves.some(({ role, position }) => role.id === guild.id || position < 1 || position >= own)) {
    throw refusals.missingPermissions();
  }
  return moves.toSorted((one, other) => one.position - other.position);
}

/** The one colour of a role. Two and three are for servers that pay for them, and refused here. */
function colorIn({ color, colors }: Json): unknown {
  if (!isJson(colors)) return color;
  if (colors.secondary_color || colors.tertiary_color) throw refusals.gap('more than one color of a role');
  return colors.primary_color ?? color;
}

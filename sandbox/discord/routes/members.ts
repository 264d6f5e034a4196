import { Hono } from 'hono';
import type { How } from '../../world/audit.ts';
import { Intent, Permission } from '../../world/bits.ts';
import { outranks } from '../../world/permissions.ts';
import type { Guild, Id, Member, Role } from '../../world/types.ts';
import { memberJson } from '../json/users.ts';
import {
  bodyOf,
  byBot,
  countIn,
  type Env,
  guildFor,
  type Kit,
  memberFor,
  mustMay,
  mustOutrank,
  type Routes,
} from '../kit.ts';
import { fieldError, refusals } from '../refusals.ts';

/** Members of a server: reading them, giving and taking roles under Discord's hierarchy, and kicking. */
export function memberRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  /** The role, if the bot may give and take it: below its own highest one, and not an integration's. */
  function assignableRole(guild: Guild, roleId: Id): Role {
    const role = guild.roles.get(roleId);
    if (!role) throw refusals.unknownRole();
    if (role.managed || role.id === guild.id || !outranks(guild, botId, role)) throw refusals.missingPermissions();
    return role;
  }

  /** For bots that have the privileged members intent switched on. */
  routes.get('/guilds/:guild/members', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    if (!(world.application.privilegedIntents & Intent.GuildMembers)) throw refusals.missingAccess();
    const limit = countIn(context, 'limit', 1, 1000);
    const after = BigInt(context.req.query('after') ?? 0);
    const members = [...guild.members.values()]
      .filter(({ userId }) => BigInt(userId) > after)
      .toSorted((one, other) => (BigInt(one.userId) < BigInt(other.userId) ? -1 : 1));
    return context.json(members.slice(0, limit).map((member) => memberJson(member, world.users)));
  });

  /** By the beginning of the user name or nickname. */
  routes.get('/guilds/:guild/members/search', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const limit = countIn(context, 'limit', 1, 1000);
    const query = context.req.query('query')?.toLowerCase();
    if (!query) throw refusals.invalidForm(fieldError(['query'], 'BASE_TYPE_REQUIRED', 'This field is required'));
    const found = [...guild.members.values()].filter(({ userId, nick }) => {
      const user = world.users.get(userId);
      return [nick, user?.username, user?.displayName].some((name) => name?.toLowerCase().startsWith(query));
    });
    return context.json(found.slice(0, limit).map((member) => memberJson(member, world.users)));
  });

  routes.get('/guilds/:guild/members/:user', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    return context.json(memberJson(memberFor(kit, guild, context.req.param('user')), world.users));
  });

  function setRoles(guild: Guild, member: Member, wanted: ReadonlySet<Id>, how: How): void {
    mustMay(kit, guild, Permission.ManageRoles);
    const given = [...wanted].filter((id) => !member.roles.has(id));
    const taken = [...member.roles].filter((id) => !wanted.has(id));
    for (const id of [...given, ...taken]) assignableRole(guild, id);
    for (const id of given) world.giveRole(guild.id, member.userId, id, how);
    for (const id of taken) world.takeRole(guild.id, member.userId, id, how);
  }

  routes.patch('/guilds/:guild/members/:user', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const member = memberFor(kit, guild, context.req.param('user'));
    const { nick, roles } = bodyOf(context);
    const how = byBot(kit, context);
    if (nick !== undefined) mustMay(kit, guild, Permission.ManageNicknames);
    if (Array.isArray(roles)) setRoles(guild, member, new Set(roles.map(String)), how);
    if (nick !== undefined) world.setNick(guild.id, member.userId, nick ? String(nick) : null, how);
    return context.json(memberJson(member, world.users));
  });

  routes.put('/guilds/:guild/members/:user/roles/:role', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageRoles);
    const member = memberFor(kit, guild, context.req.param('user'));
    const role = assignableRole(guild, context.req.param('role'));
    if (!member.roles.has(role.id)) world.giveRole(guild.id, member.userId, role.id, byBot(kit, context));
    return context.body(null, 204);
  });

  routes.delete('/guilds/:guild/members/:user/roles/:role', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageRoles);
    const member = memberFor(kit, guild, context.req.param('user'));
    const role = assignableRole(guild, context.req.param('role'));
    if (member.roles.has(role.id)) world.takeRole(guild.id, member.userId, role.id, byBot(kit, context));
    return context.body(null, 204);
  });

  routes.delete('/guilds/:guild/members/:user', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.KickMembers);
    const { userId } = memberFor(kit, guild, context.req.param('user'));
    mustOutrank(kit, guild, userId);
    world.removeMember(guild.id, userId, byBot(kit, context));
    return context.body(null, 204);
  });

  return routes;
}

import { Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import { outranks } from '../../world/permissions.ts';
import type { Guild, Id, Member, Role } from '../../world/types.ts';
import { memberJson } from '../json/users.ts';
import { bodyOf, type Env, guildFor, type Kit, mustMay, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

/** Members of a server, and giving and taking roles under Discord's hierarchy. */
export function memberRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  function memberFor(guild: Guild, userId: Id): Member {
    const member = guild.members.get(userId);
    if (member) return member;
    throw world.users.has(userId) ? refusals.unknownMember() : refusals.unknownUser();
  }

  /** The role, if the bot may give and take it: below its own highest one, and not an integration's. */
  function assignableRole(guild: Guild, roleId: Id): Role {
    const role = guild.roles.get(roleId);
    if (!role) throw refusals.unknownRole();
    if (role.managed || role.id === guild.id || !outranks(guild, botId, role)) throw refusals.missingPermissions();
    return role;
  }

  routes.get('/guilds/:guild/members/:user', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    return context.json(memberJson(memberFor(guild, context.req.param('user')), world.users));
  });

  function setRoles(guild: Guild, member: Member, wanted: ReadonlySet<Id>): void {
    mustMay(kit, guild, Permission.ManageRoles);
    const given = [...wanted].filter((id) => !member.roles.has(id));
    const taken = [...member.roles].filter((id) => !wanted.has(id));
    for (const id of [...given, ...taken]) assignableRole(guild, id);
    for (const id of given) world.giveRole(guild.id, member.userId, id);
    for (const id of taken) world.takeRole(guild.id, member.userId, id);
  }

  routes.patch('/guilds/:guild/members/:user', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const member = memberFor(guild, context.req.param('user'));
    const { nick, roles } = bodyOf(context);
    if (nick !== undefined) mustMay(kit, guild, Permission.ManageNicknames);
    if (Array.isArray(roles)) setRoles(guild, member, new Set(roles.map(String)));
    if (nick !== undefined) world.setNick(guild.id, member.userId, nick ? String(nick) : null);
    return context.json(memberJson(member, world.users));
  });

  routes.put('/guilds/:guild/members/:user/roles/:role', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageRoles);
    const member = memberFor(guild, context.req.param('user'));
    const role = assignableRole(guild, context.req.param('role'));
    if (!member.roles.has(role.id)) world.giveRole(guild.id, member.userId, role.id);
    return context.body(null, 204);
  });

  routes.delete('/guilds/:guild/members/:user/roles/:role', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageRoles);
    const member = memberFor(guild, context.req.param('user'));
    const role = assignableRole(guild, context.req.param('role'));
    if (member.roles.has(role.id)) world.takeRole(guild.id, member.userId, role.id);
    return context.body(null, 204);
  });

  return routes;
}

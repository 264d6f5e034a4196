import { Hono } from 'hono';
import { Intent, Permission } from '../../world/bits.ts';
import { memberJson } from '../json/users.ts';
import { byBot, countIn, type Env, guildFor, type Kit, memberFor, mustMay, mustOutrank, type Routes } from '../kit.ts';
import { fieldError, refusals } from '../refusals.ts';
import { assignableRole } from './member-changes.ts';

/** Ids in the order of their numbers, without making numbers of 50,000. */
const byAge = (one: string, other: string) => one.length - other.length || (one < other ? -1 : Number(one > other));

/** Members of a server: reading them, giving and taking roles under Discord's hierarchy, and kicking. */
export function memberRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();

  /** For bots that have the privileged members intent switched on. */
  routes.get('/guilds/:guild/members', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    if (!(world.application.privilegedIntents & Intent.GuildMembers)) throw refusals.missingAccess();
    const limit = countIn(context, 'limit', 1, 1000);
    const after = BigInt(context.req.query('after') ?? 0).toString();
    const members = [...guild.members.values()]
      .filter(({ userId }) => byAge(userId, after) > 0)
      .toSorted((one, other) => byAge(one.userId, other.userId));
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

  routes.put('/guilds/:guild/members/:user/roles/:role', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageRoles);
    const member = memberFor(kit, guild, context.req.param('user'));
    const role = assignableRole(kit, guild, context.req.param('role'));
    if (!member.roles.has(role.id)) world.giveRole(guild.id, member.userId, role.id, byBot(kit, context));
    return context.body(null, 204);
  });

  routes.delete('/guilds/:guild/members/:user/roles/:role', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageRoles);
    const member = memberFor(kit, guild, context.req.param('user'));
    const role = assignableRole(kit, guild, context.req.param('role'));
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

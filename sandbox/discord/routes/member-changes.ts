import { Hono } from 'hono';
import type { How } from '../../world/audit.ts';
import { ALL_PERMISSIONS, Permission } from '../../world/bits.ts';
import { outranks, permissionsOf } from '../../world/permissions.ts';
import type { Guild, Id, Json, Member, Role } from '../../world/types.ts';
import { memberJson } from '../json/users.ts';
import { bodyOf, byBot, type Env, guildFor, type Kit, memberFor, mustMay, mustOutrank, type Routes } from '../kit.ts';
import { fieldError, refusals } from '../refusals.ts';

const LONGEST_TIMEOUT = 28 * 86_400_000;
/** The one member flag that a bot may set: past the rules, whatever they are. */
const BYPASSES_VERIFICATION = 1 << 2;

type Changes = Partial<Pick<Member, 'timeoutUntil' | 'voice' | 'flags'>>;

/** The role, if the bot may give and take it: below its own highest one, and not an integration's. */
export function assignableRole({ world }: Kit, guild: Guild, roleId: Id): Role {
  const role = guild.roles.get(roleId);
  if (!role) throw refusals.unknownRole();
  const isOurs = !role.managed && role.id !== guild.id && outranks(guild, world.application.botId, role);
  if (!isOurs) throw refusals.missingPermissions();
  return role;
}

/** What PATCH does to a member, each field with the permission that it asks for. */
export function memberChangeRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  routes.patch('/guilds/:guild/members/:user', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const member = memberFor(kit, guild, context.req.param('user'));
    const body = bodyOf(context);
    const { nick, roles } = body;
    const how = byBot(kit, context);
    mustMayChange(kit, guild, member, body);
    const changes = {
      ...timeoutIn(kit, guild, member, body.communication_disabled_until),
      ...flagsIn(kit, guild, member, body.flags),
    };
    if (roles !== undefined) setRoles(kit, guild, member, new Set(Array.isArray(roles) ? roles.map(String) : []), how);
    if (nick !== undefined) world.setNick(guild.id, member.userId, nick ? String(nick) : null, how);
    if ('timeoutUntil' in changes || 'flags' in changes) world.changeMember(guild.id, member.userId, changes, how);
    return context.json(memberJson(member, world.users));
  });

  for (const path of ['/guilds/:guild/members/@me', '/guilds/:guild/members/@me/nick']) {
    routes.patch(path, (context) => {
      const guild = guildFor(kit, context.req.param('guild') ?? '');
      const member = memberFor(kit, guild, botId);
      const { nick } = bodyOf(context);
      if (nick !== undefined) mustMay(kit, guild, Permission.ChangeNickname);
      if (nick !== undefined) world.setNick(guild.id, botId, nick ? String(nick) : null, byBot(kit, context));
      const json = memberJson(member, world.users);
      return context.json(path.endsWith('nick') ? { nick: member.nick } : json);
    });
  }

  return routes;
}

function setRoles(kit: Kit, guild: Guild, member: Member, wanted: ReadonlySet<Id>, how: How): void {
  const given = [...wanted].filter((id) => !member.roles.has(id));
  const taken = [...member.roles].filter((id) => !wanted.has(id));
  for (const id of [...given, ...taken]) assignableRole(kit, guild, id);
  for (const id of given) kit.world.giveRole(guild.id, member.userId, id, how);
  for (const id of taken) kit.world.takeRole(guild.id, member.userId, id, how);
}

/** Not of administrators, not beyond 28 days; a time that has passed ends it. */
function timeoutIn(kit: Kit, guild: Guild, member: Member, until: unknown): Changes {
  if (until === undefined) return {};
  mustMay(kit, guild, Permission.ModerateMembers);
  mustOutrank(kit, guild, member.userId);
  if (until === null) return { timeoutUntil: null };
  const instant = Date.parse(String(until));
  if (instant > kit.world.now() + LONGEST_TIMEOUT) {
    const words = 'Timeout cannot be longer than 28 days';
    throw refusals.invalidForm(fieldError(['communication_disabled_until'], 'MEMBER_DISABLED_UNTIL_TOO_LONG', words));
  }
  if (permissionsOf(guild, member.userId) === ALL_PERMISSIONS) throw refusals.missingPermissions();
  return { timeoutUntil: instant > kit.world.now() ? instant : null };
}

/** Nobody is in a voice channel here: who is not connected cannot be muted, deafened or moved. */
function mustLeaveVoiceAlone(kit: Kit, guild: Guild, { mute, deaf, channel_id: channelId }: Json): void {
  if (mute !== undefined) mustMay(kit, guild, Permission.MuteMembers);
  if (deaf !== undefined) mustMay(kit, guild, Permission.DeafenMembers);
  if (channelId !== undefined) mustMay(kit, guild, Permission.MoveMembers);
  if (mute !== undefined || deaf !== undefined || channelId !== undefined) throw refusals.notInVoice();
}

function flagsIn(kit: Kit, guild: Guild, member: Member, flags: unknown): Changes {
  if (flags === undefined || flags === null) return {};
  const mayRoles =
    permissionsOf(guild, kit.world.application.botId) & (Permission.ManageGuild | Permission.ManageRoles);
  if (mayRoles === 0n) mustMay(kit, guild, Permission.ModerateMembers | Permission.KickMembers | Permission.BanMembers);
  const kept = member.flags & ~BYPASSES_VERIFICATION;
  return { flags: kept | (Number(flags) & BYPASSES_VERIFICATION) };
}

function mustMayRename(kit: Kit, guild: Guild, { userId }: Member): void {
  const { botId } = kit.world.application;
  mustMay(kit, guild, userId === botId ? Permission.ChangeNickname : Permission.ManageNicknames);
  if (userId !== botId) mustOutrank(kit, guild, userId);
}

function mustMayChange(kit: Kit, guild: Guild, member: Member, body: Json): void {
  if (body.nick !== undefined) mustMayRename(kit, guild, member);
  if (body.roles !== undefined) mustMay(kit, guild, Permission.ManageRoles);
  mustLeaveVoiceAlone(kit, guild, body);
}

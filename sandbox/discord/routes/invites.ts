import { Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import { outranks } from '../../world/permissions.ts';
import type { Guild, Id } from '../../world/types.ts';
import { inviteJson, inviteMetadataJson } from '../json/invites.ts';
import { byBot, channelFor, type Env, guildFor, type Kit, mustMay, optionalBody, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

const A_DAY = 86_400;

/** Ways into servers. */
export function inviteRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  routes.post('/channels/:channel/invites', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.CreateInstantInvite);
    const guild = guildFor(kit, channel.guildId ?? '');
    const { max_age: maxAge, max_uses: maxUses, temporary, unique, role_ids: roleIds } = optionalBody(context);
    const wanted = {
      maxAge: Number(maxAge ?? A_DAY),
      maxUses: Number(maxUses ?? 0),
      temporary: temporary === true,
      roleIds: givenRoles(kit, guild, roleIds),
    };
    const former = [...guild.invites.values()].find(
      (each) =>
        each.channelId === channel.id &&
        each.by === botId &&
        each.maxAge === wanted.maxAge &&
        each.maxUses === wanted.maxUses &&
        String(each.roleIds ?? []) === String(wanted.roleIds),
    );
    const invite =
      former && unique !== true ? former : world.addInvite(channel, { ...wanted, by: botId }, byBot(kit, context));
    return context.json(inviteMetadataJson(invite, guild, world));
  });

  routes.get('/channels/:channel/invites', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageChannels);
    const guild = guildFor(kit, channel.guildId ?? '');
    const invites = [...guild.invites.values()].filter(({ channelId }) => channelId === channel.id);
    return context.json(invites.map((invite) => inviteMetadataJson(invite, guild, world)));
  });

  routes.get('/guilds/:guild/invites', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageGuild);
    return context.json([...guild.invites.values()].map((invite) => inviteMetadataJson(invite, guild, world)));
  });

  routes.get('/invites/:code', (context) => {
    const found = world.inviteBy(context.req.param('code'));
    if (!found) throw refusals.unknownInvite();
    const { size } = found.guild.members;
    const counts = { approximate_member_count: size, approximate_presence_count: size };
    const json = inviteJson(found.invite, found.guild, world);
    return context.json({ ...json, ...(context.req.query('with_counts') === 'true' ? counts : {}) });
  });

  routes.delete('/invites/:code', (context) => {
    const found = world.inviteBy(context.req.param('code'));
    if (!found) throw refusals.unknownInvite();
    const { guild, invite } = found;
    const channel = guild.channels.get(invite.channelId);
    if (!channel || !kit.may(channel, Permission.ManageChannels)) mustMay(kit, guild, Permission.ManageGuild);
    const json = inviteJson(invite, guild, world);
    world.deleteInvite(guild.id, invite.code, byBot(kit, context));
    return context.json(json);
  });

  return routes;
}

/** An invite gives only what its maker could give: with Manage Roles, roles below their own. */
function givenRoles(kit: Kit, guild: Guild, asked: unknown): Id[] {
  const ids = Array.isArray(asked) ? asked.map(String) : [];
  if (ids.length > 0) mustMay(kit, guild, Permission.ManageRoles);
  for (const id of ids) {
    const role = guild.roles.get(id);
    if (!role) throw refusals.unknownRole();
    if (role.managed || !outranks(guild, kit.world.application.botId, role)) throw refusals.missingPermissions();
  }
  return ids;
}

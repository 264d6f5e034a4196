import { PermissionFlagsBits, type REST, Routes, SnowflakeUtil } from 'discord.js';
import { z } from 'zod';
import type { Ms } from '../../clock.ts';
import type { Present } from '../../gate/deadline.ts';
import { exemptionOf } from '../../gate/exempt/exempt.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { type Chooser, isBelow } from '../preflight/lending.ts';
import { basePermissions, has } from '../preflight/permissions.ts';
import { type ChannelSnapshot, readChannels, readStandpoint, type Standpoint } from '../preflight/server-snapshot.ts';
import { areExempt, noticeChannel, seesOld } from '../preflight/sight.ts';
import { isMemberGone, refusalCode } from '../rest/errors.ts';
import { readPages } from '../rest/member-list.ts';
import { isQuarantined } from '../rest/roles.ts';
import type { DeadlineState, Names } from './state.ts';

const DAY: Ms = 24 * 60 * 60_000;

const Member = z.object({
  user: z.object({ id: z.string(), bot: z.boolean().optional(), username: z.string().default('') }),
  roles: z.array(z.string()),
  joined_at: z.iso.datetime({ offset: true }).nullable(),
  premium_since: z.iso.datetime({ offset: true }).nullish(),
  pending: z.boolean().optional(),
  flags: z.number().default(0),
  communication_disabled_until: z.iso.datetime({ offset: true }).nullish(),
});
type Listed = z.infer<typeof Member>;

const Server = z.object({ owner_id: z.string() });

/** Everyone on a server. Needs the privileged members intent. Throws what Discord refuses. */
async function listMembers(rest: REST, serverId: string): Promise<Listed[]> {
  const members: Listed[] = [];
  for await (const page of readPages(rest, serverId, Member, ({ user }) => user.id)) members.push(...page);
  return members;
}

/**
 * Whether the deadline is not for a member: bots, members who manage the server or stand above the bot, members who have the role, and who need
 * not verify by the server's own rules.
 */
function isExempt({ user, roles, ...member }: Listed, { server, ownerId, settings, now }: Ground): boolean {
  if (user.bot === true || user.id === ownerId || areExempt(server, roles, settings)) return true;
  const { joined_at: joined, premium_since: boosting } = member;
  const shown = {
    memberId: user.id,
    roles,
    ...(joined !== null && { joinedAt: Date.parse(joined) }),
    ...(boosting != null && { boostingSince: Date.parse(boosting) }),
  };
  return exemptionOf(settings, shown, now) !== undefined;
}

/** What members are judged on. */
interface Ground {
  readonly server: Standpoint;
  readonly ownerId: string;
  readonly settings: ServerSettings;
  /** Where the notice stands. */
  readonly channel: ChannelSnapshot | undefined;
  readonly now: Ms;
}

/** Whether Discord would let `by` remove a member with these roles: each is below their own highest one. */
function isUnder(server: Standpoint & { readonly ownerId: string }, roleIds: readonly string[], by: Chooser): boolean {
  return server.roles.filter(({ id }) => roleIds.includes(id)).every((role) => isBelow(server, role, by));
}

/** Whether a member has rules to accept first, a time-out now, a blocked name, or no sight of the notice: no press of theirs reaches the bot. */
function isHindered(member: Listed, { server, channel, now }: Ground): boolean {
  const { pending, flags, roles, user, communication_disabled_until: until } = member;
  if (isQuarantined(flags)) return true;
  if (pending === true || (until != null && Date.parse(until) > now)) return true;
  return channel !== undefined && !seesOld(server, { roleIds: roles, memberId: user.id }, channel);
}

/** When a member's latest time-out ended; Discord still names it. It may have begun after the look before. */
const timeOutEndedAt = ({ communication_disabled_until: until }: Listed, now: Ms): Ms | undefined =>
  until == null || Date.parse(until) > now ? undefined : Date.parse(until);

/** When an account is as old as the server asks for, where it asks for that. */
const oldEnoughAt = ({ user }: Listed, { minimumAgeDays }: ServerSettings): Ms | undefined =>
  minimumAgeDays === 0 ? undefined : SnowflakeUtil.timestampFrom(user.id) + minimumAgeDays * DAY;

/** The latest of instants of which each may be missing. */
function latest(instants: readonly (Ms | undefined)[]): Ms | undefined {
  const known = instants.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** What a look goes by: which staff member wants it, if one does, and the members that the look before found hindered. */
interface Looking {
  readonly state: Pick<DeadlineState, 'hindered'>;
  readonly now: Ms;
  readonly by?: Chooser | undefined;
}

/** What a run of the deadline looks at. */
export type Muster =
  | {
      readonly is: 'members';
      readonly members: readonly Present[];
      /** As in the deadline's state, with those who cannot press a button now. */
      readonly hindered: Readonly<Record<string, Ms>>;
    }
  /** The bot may not remove members, so it announces nothing either. */
  | { readonly is: 'mayNotKick' };

/** Reads who is on a server, over REST. Throws what Discord refuses. Members that `by` could not remove themselves are left alone, too. */
export function createMuster(rest: REST, botId: () => string, names: Names) {
  return async (
    serverId: string,
    settings: ServerSettings,
    verified: ReadonlySet<string>,
    { state, now, by }: Looking,
  ): Promise<Muster> => {
    const standpoint = await readStandpoint(rest, serverId, botId());
    const permissions = basePermissions(standpoint, { roleIds: standpoint.bot.roles });
    if (!has(permissions, PermissionFlagsBits.KickMembers)) return { is: 'mayNotKick' };
    const { owner_id } = Server.parse(await rest.get(Routes.guild(serverId)));
    const channel = noticeChannel(await readChannels(rest, serverId), settings);
    const ground = { server: standpoint, ownerId: owner_id, settings, channel, now };
    const listed = await listMembers(rest, serverId);
    const forgetBefore = now - (settings.deadlineDays + 1) * DAY;
    const kept = Object.entries(state.hindered ?? {}).filter(([, at]) => at > forgetBefore);
    const hindered = Object.fromEntries(kept);
    /** The last time at which a member was seen who could not press a button. */
    const hinderedAt = (memberId: string) => latest(names.all({ serverId, memberId }).map((name) => hindered[name]));
    for (const member of listed) {
      const at = isHindered(member, ground) ? now : timeOutEndedAt(member, now);
      const memberId = member.user.id;
      const before = Math.max(forgetBefore, hinderedAt(memberId) ?? forgetBefore);
      if (at !== undefined && at > before) hindered[names.of({ serverId, memberId })] = at;
    }
    const members = listed.map((member): Present => {
      const { user, joined_at: joinedAt, roles } = member;
      const memberId = user.id;
      const oldEnough = oldEnoughAt(member, settings);
      const leftAlone =
        verified.has(memberId) ||
        isHindered(member, ground) ||
        (oldEnough !== undefined && oldEnough > now) ||
        isExempt(member, ground) ||
        (by !== undefined && !isUnder({ ...standpoint, ownerId: owner_id }, roles, by));
      // Discord names no time of joining for guests, who are members for a voice channel only.
      if (leftAlone || joinedAt === null) return { memberId, leftAlone: true };
      const ableSince = latest([oldEnough, hinderedAt(memberId)]);
      return {
        memberId,
        leftAlone: false,
        name: user.username,
        joinedAt: Date.parse(joinedAt),
        ...(ableSince !== undefined && { ableSince }),
      };
    });
    return { is: 'members', members, hindered };
  };
}

/** `refused`: Discord does not let the bot, so that asking again for others is of no use. */
export type Removal = 'removed' | 'gone' | 'refused' | 'unavailable';

/** Removes a member from a server. Never throws for what Discord says. @param reason stands in the audit log */
export function createRemover(rest: REST) {
  return async (serverId: string, memberId: string, reason: string): Promise<Removal> => {
    try {
      await rest.delete(Routes.guildMember(serverId, memberId), { reason });
      return 'removed';
    } catch (error) {
      if (isMemberGone(error)) return 'gone';
      return refusalCode(error) === undefined ? 'unavailable' : 'refused';
    }
  };
}

import { GuildMemberFlags, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Who } from '../../base/member-ref.ts';
import { BYPASS } from '../../gate/roles/given.ts';
import type { GrantObstacle, RoleAnswer, RoleKeeper } from '../../gate/roles/role-keeper.ts';
import { DiscordCode, refusalCode } from './errors.ts';

const obstacles: ReadonlyMap<number, GrantObstacle> = new Map([
  [DiscordCode.missingPermissions, 'missingPermission'],
  [DiscordCode.missingAccess, 'notInServer'],
  [DiscordCode.needsTwoFactor, 'needs2fa'],
  [DiscordCode.unknownRole, 'roleGone'],
  [DiscordCode.unknownMember, 'memberGone'],
  [DiscordCode.unknownGuild, 'notInServer'],
]);

/** Discord leaves `pending` out where a server has no rules to accept. */
const Member = z
  .object({ roles: z.array(z.string()), pending: z.boolean().default(false), flags: z.number().default(0) })
  .transform(({ roles, pending, flags }) => ({ roles, pending, bypasses: bypassesIn(flags), flags }));

/** Whether AutoMod lets a member with these flags do nothing until they change their name or tag. */
export const isQuarantined = (flags: number): boolean =>
  (flags &
    (GuildMemberFlags.AutomodQuarantinedUsernameOrGuildNickname | GuildMemberFlags.AutoModQuarantinedGuildTag)) !==
  0;

const { BypassesVerification } = GuildMemberFlags;
/** Whether Discord holds nothing of a server's own level of verification against a member with these flags. */
export const bypassesIn = (flags: number): boolean => (flags & BypassesVerification) !== 0;

/** Gives and takes roles over REST, and looks at members. @param report hears of what Discord refused, for the log */
export function createRoleKeeper(
  rest: REST,
  report: (obstacle: GrantObstacle, code: number | undefined) => void,
): RoleKeeper {
  function refused(error: unknown) {
    const code = refusalCode(error);
    const obstacle = (code !== undefined && obstacles.get(code)) || 'discordUnavailable';
    report(obstacle, code);
    return { is: 'refused', obstacle } as const;
  }

  async function answered(request: Promise<unknown>): Promise<RoleAnswer> {
    try {
      await request;
      return { is: 'done' };
    } catch (error) {
      return refused(error);
    }
  }

  const read = async ({ serverId, memberId }: Who) =>
    Member.parse(await rest.get(Routes.guildMember(serverId, memberId)));

  /** A member's flags are set as a whole: the others are left as Discord shows them. */
  async function setBypass(who: Who, isOn: boolean, reason: string): Promise<unknown> {
    const { flags, bypasses } = await read(who);
    if (bypasses === isOn) return undefined;
    const body = { flags: flags ^ BypassesVerification };
    return rest.patch(Routes.guildMember(who.serverId, who.memberId), { body, reason });
  }

  return {
    give(who, roleId, reason) {
      if (roleId === BYPASS) return answered(setBypass(who, true, reason));
      return answered(rest.put(Routes.guildMemberRole(who.serverId, who.memberId, roleId), { reason }));
    },
    take(who, roleId, reason) {
      if (roleId === BYPASS) return answered(setBypass(who, false, reason));
      return answered(rest.delete(Routes.guildMemberRole(who.serverId, who.memberId, roleId), { reason }));
    },
    async look(who) {
      try {
        const { flags: _, ...member } = await read(who);
        return { is: 'seen', member };
      } catch (error) {
        return refused(error);
      }
    },
  };
}

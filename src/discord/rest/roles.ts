import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
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
const Member = z.object({ roles: z.array(z.string()), pending: z.boolean().default(false) });

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

  return {
    give: ({ serverId, memberId }, roleId, reason) =>
      answered(rest.put(Routes.guildMemberRole(serverId, memberId, roleId), { reason })),
    take: ({ serverId, memberId }, roleId, reason) =>
      answered(rest.delete(Routes.guildMemberRole(serverId, memberId, roleId), { reason })),
    async look({ serverId, memberId }) {
      try {
        return { is: 'seen', member: Member.parse(await rest.get(Routes.guildMember(serverId, memberId))) };
      } catch (error) {
        return refused(error);
      }
    },
  };
}

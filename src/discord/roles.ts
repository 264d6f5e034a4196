import { type REST, Routes } from 'discord.js';
import type { GrantObstacle, RoleAnswer, RoleKeeper } from '../gate/grants.ts';
import { DiscordCode, refusalCode } from './rest.ts';

const obstacles: ReadonlyMap<number, GrantObstacle> = new Map([
  [DiscordCode.missingPermissions, 'missingPermission'],
  [DiscordCode.missingAccess, 'notInServer'],
  [DiscordCode.needsTwoFactor, 'needs2fa'],
  [DiscordCode.unknownRole, 'roleGone'],
  [DiscordCode.unknownMember, 'memberGone'],
  [DiscordCode.unknownGuild, 'notInServer'],
]);

/** Gives and takes roles over REST. @param report hears of what Discord refused, for the log */
export function createRoleKeeper(
  rest: REST,
  report: (obstacle: GrantObstacle, code: number | undefined) => void,
): RoleKeeper {
  async function answered(request: Promise<unknown>): Promise<RoleAnswer> {
    try {
      await request;
      return { is: 'done' };
    } catch (error) {
      const code = refusalCode(error);
      const obstacle = (code !== undefined && obstacles.get(code)) || 'discordUnavailable';
      report(obstacle, code);
      return { is: 'refused', obstacle };
    }
  }

  return {
    give: ({ serverId, memberId }, roleId, reason) =>
      answered(rest.put(Routes.guildMemberRole(serverId, memberId, roleId), { reason })),
    take: ({ serverId, memberId }, roleId, reason) =>
      answered(rest.delete(Routes.guildMemberRole(serverId, memberId, roleId), { reason })),
  };
}

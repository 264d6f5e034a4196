import { type REST, Routes } from 'discord.js';
import type { GrantObstacle, RoleGiver } from '../gate/grants.ts';
import { DiscordCode, refusalCode } from './rest.ts';

const obstacles: ReadonlyMap<number, GrantObstacle> = new Map([
  [DiscordCode.missingPermissions, 'missingPermission'],
  [DiscordCode.missingAccess, 'missingPermission'],
  [DiscordCode.unknownRole, 'roleGone'],
  [DiscordCode.unknownMember, 'memberGone'],
  [DiscordCode.unknownGuild, 'memberGone'],
]);

/** Gives roles over REST. @param report hears of what Discord refused, for the log */
export function createRoleGiver(
  rest: REST,
  report: (obstacle: GrantObstacle, code: number | undefined) => void,
): RoleGiver {
  return {
    async give({ serverId, memberId }, roleId) {
      try {
        await rest.put(Routes.guildMemberRole(serverId, memberId, roleId), { reason: 'Phone number verified' });
        return { is: 'given' };
      } catch (error) {
        const code = refusalCode(error);
        const obstacle = (code !== undefined && obstacles.get(code)) || 'discordUnavailable';
        report(obstacle, code);
        return { is: 'refused', obstacle };
      }
    },
  };
}

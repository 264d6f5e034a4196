import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Who } from '../../base/member-ref.ts';
import { isMemberGone } from '../rest/errors.ts';

/** The account that staff speak of, as Discord knows it at this moment. */
export type Target =
  | { readonly is: 'here'; readonly bot: boolean; readonly roles: readonly string[] }
  /** Not on this server: left, or never joined. */
  | { readonly is: 'away' }
  /** Discord did not say. */
  | { readonly is: 'unknown' };

const Member = z.object({ user: z.object({ bot: z.boolean().optional() }), roles: z.array(z.string()) });

/** Reads a member over REST; without intents nothing else tells who is on a server. Never throws. */
export function createTargetReader(rest: REST) {
  return async ({ serverId, memberId }: Who): Promise<Target> => {
    try {
      const { user, roles } = Member.parse(await rest.get(Routes.guildMember(serverId, memberId)));
      return { is: 'here', bot: user.bot ?? false, roles };
    } catch (error) {
      return { is: isMemberGone(error) ? 'away' : 'unknown' };
    }
  };
}

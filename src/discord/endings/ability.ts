import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import { isMemberGone } from '../rest/errors.ts';
import { isQuarantined } from '../rest/roles.ts';

const Member = z.object({
  pending: z.boolean().optional(),
  flags: z.number().default(0),
  communication_disabled_until: z.iso.datetime({ offset: true }).nullish(),
});

/** Whether a member could press a button lately. `since`: from then on, where something kept them from it. */
export type Ability =
  | { readonly is: 'able'; readonly since?: Ms }
  /** They are not on the server. */
  | { readonly is: 'gone' }
  /** Discord does not say. */
  | { readonly is: 'unknown' };

/** Looks at one member over REST, which takes no intent. Never throws for what Discord says. */
export function createAbility(rest: REST) {
  return async ({ serverId, memberId }: Who, now: Ms): Promise<Ability> => {
    try {
      const member = Member.parse(await rest.get(Routes.guildMember(serverId, memberId)));
      if (member.pending === true || isQuarantined(member.flags)) return { is: 'able', since: now };
      const { communication_disabled_until: until } = member;
      return until == null ? { is: 'able' } : { is: 'able', since: Math.min(now, Date.parse(until)) };
    } catch (error) {
      return { is: isMemberGone(error) ? 'gone' : 'unknown' };
    }
  };
}

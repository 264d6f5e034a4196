import type { Ms } from '../../clock.ts';
import type { SeenMember } from '../roles/role-keeper.ts';

/** What a server's newcomers are remembered under, among the facts of the installation. */
export const newcomersFact = (serverId: string) => `newcomers:${serverId}`;

/** A member as Discord shows them when they join or change, and in its list of members. */
export interface ShownMember extends SeenMember {
  readonly isBot: boolean;
  /** Undefined for guests, who are members for a voice channel only. */
  readonly joinedAt?: Ms | undefined;
  readonly boostingSince?: Ms | undefined;
}

/** Whom a server gives the role of the unverified: everybody, or those who have joined since it was chosen. */
export type Reach = { readonly is: 'everyone' } | { readonly is: 'newcomers'; readonly since: Ms };

interface Standing {
  readonly unverifiedRoleId: string;
  readonly isVerified: boolean;
  /** Staff, the owner, members above the bot, exempt members. */
  readonly isLeftAlone: boolean;
  readonly reach: Reach;
}

/** What is to be done about the role of the unverified. */
export type Duty = 'give' | 'take' | 'none';

/**
 * What is to be done about a member's role of the unverified. Nobody is given it before they have accepted the rules, and of those who
 * have it only the verified lose it: a role that somebody gave by hand stays.
 */
export function dutyTo(member: ShownMember, { unverifiedRoleId, isVerified, isLeftAlone, reach }: Standing): Duty {
  const { roles, pending, isBot, joinedAt } = member;
  if (isBot) return 'none';
  const has = roles.includes(unverifiedRoleId);
  if (isVerified) return has ? 'take' : 'none';
  if (has || isLeftAlone || pending || joinedAt === undefined) return 'none';
  return reach.is === 'everyone' || joinedAt >= reach.since ? 'give' : 'none';
}

import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';

/** Why the role could not be given, in the terms of the person who has to mend it. */
export const grantFailures = [
  'missingPermission',
  'roleGone',
  'memberGone',
  /** The server asks moderators for two-factor authentication, and the account that owns the bot has none. */
  'needs2fa',
  /** The bot itself is no member: it was invited without the scope `bot`, or has been removed. */
  'notInServer',
  /** The role may more than the admin who chose it could give. */
  'roleNotLent',
  'discordUnavailable',
  'notSetUp',
] as const;
export type GrantFailure = (typeof grantFailures)[number];

/** Why Discord did not take it. */
export type GrantObstacle = Exclude<GrantFailure, 'notSetUp'>;

/** Whether nothing but somebody's hand ends it, while the role and the member are there. */
export function waitsForMending(obstacle: GrantObstacle): boolean {
  return obstacle === 'missingPermission' || obstacle === 'needs2fa' || obstacle === 'notInServer';
}

export type RoleAnswer = { readonly is: 'done' } | { readonly is: 'refused'; readonly obstacle: GrantObstacle };

/** A member as Discord shows them. */
export interface SeenMember {
  /** When; undefined: nobody knows, and then nothing is concluded from a role that they have. */
  readonly at?: Ms;
  readonly roles: readonly string[];
  /** They have not accepted the server's rules yet. */
  readonly pending: boolean;
  /** Whether Discord asks them for nothing of its own level of verification; undefined: not seen. */
  readonly bypasses?: boolean;
}

export type Look =
  | { readonly is: 'seen'; readonly member: SeenMember }
  | { readonly is: 'refused'; readonly obstacle: GrantObstacle };

/**
 * The way out to Discord. Never throws for what Discord says; its answers are values. A request waits for as long as Discord
 * asks for, which may be minutes.
 */
export interface RoleKeeper {
  /** @param roleId of a role, or `BYPASS`. @param reason stands in the server's audit log */
  give(who: Who, roleId: string, reason: string): Promise<RoleAnswer>;
  /** @param isRemoved it is a role to remove of a member who verifies: one that may not be given is not taken from them either */
  take(who: Who, roleId: string, reason: string, isRemoved?: boolean): Promise<RoleAnswer>;
  look(who: Who): Promise<Look>;
}

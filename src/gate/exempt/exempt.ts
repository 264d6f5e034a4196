import type { Ms } from '../../clock.ts';
import type { Exemption } from '../ports.ts';
import { bornAt } from '../settings/rules.ts';
import type { ServerSettings } from '../settings/settings.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** Who need not verify on a server. */
export type ExemptRules = Pick<
  ServerSettings,
  'exemptRoleIds' | 'exemptBoosters' | 'exemptAgeDays' | 'exemptJoinedBefore'
>;

/** What Discord shows of a member, with an interaction of theirs and in a list of members. */
export interface Shown {
  readonly memberId: string;
  readonly roles: readonly string[];
  /** Undefined for guests, who are members for a voice channel only. */
  readonly joinedAt?: Ms | undefined;
  readonly boostingSince?: Ms | undefined;
}

/** Why a member need not verify: the first reason that fits; undefined where they have to. */
export function exemptionOf(rules: ExemptRules, shown: Shown, now: Ms): Exemption | undefined {
  const roleId = rules.exemptRoleIds.find((id) => shown.roles.includes(id));
  if (roleId !== undefined) return { is: 'role', roleId };
  if (rules.exemptBoosters && shown.boostingSince !== undefined) return { is: 'boost' };
  const { exemptAgeDays, exemptJoinedBefore } = rules;
  if (exemptAgeDays > 0 && bornAt(shown.memberId) + exemptAgeDays * DAY <= now) return { is: 'accountAge' };
  const { joinedAt } = shown;
  const isEarly = exemptJoinedBefore !== undefined && joinedAt !== undefined && joinedAt < startOf(exemptJoinedBefore);
  return isEarly ? { is: 'joined' } : undefined;
}

/** When a day begins, in UTC. @param day as in 2026-11-30 */
const startOf = (day: string): Ms => Date.parse(`${day}T00:00:00Z`);

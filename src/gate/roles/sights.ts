import type { Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { GrantClaim, PendingRoles, Roster, RosterEntry } from '../ports.ts';
import { givenBy } from '../settings/role-rules.ts';
import { type ServerSettings, takenBy } from '../settings/settings.ts';
import { BYPASS, KEPT_BYPASS, traitsOf } from './given.ts';
import { CLAIM_LIFE, SIGHT_LIFE } from './retries.ts';
import type { Look, RoleKeeper, SeenMember } from './role-keeper.ts';

export interface SightParts {
  readonly roster: Pick<Roster, 'find'>;
  readonly roles: Pick<RoleKeeper, 'look'>;
  readonly pendingRoles: Pick<PendingRoles, 'touched'>;
  readonly clock: Clock;
  /** Names each claim, so that nobody takes another's for their own. */
  readonly newId: () => string;
}

export type Sights = ReturnType<typeof createSights>;

/** What is seen of members, and what follows from it for what they are to be given and need not be given. Throws `StoreUnavailable`. */
export function createSights({ roster, roles, pendingRoles, clock, newId }: SightParts) {
  async function lookNow(who: Who): Promise<Look> {
    const at = clock.now();
    const look = await roles.look(who);
    return look.is === 'seen' ? { is: 'seen', member: { ...look.member, at } } : look;
  }

  const isFresh = ({ at }: SeenMember, now: Ms) => at !== undefined && at <= now && now - at < SIGHT_LIFE;

  /** A member as they were seen, or as Discord shows them now where that says too little. */
  async function look(who: Who, server: ServerSettings | undefined, seen?: SeenMember): Promise<Look> {
    if (!seen) return lookNow(who);
    const isEnough = !server?.bypassesChecks || (seen.bypasses !== undefined && isFresh(seen, clock.now()));
    return isEnough ? { is: 'seen', member: seen } : lookNow(who);
  }

  /** The claim to give and to take what a server has chosen for a member: nothing, without its settings. */
  async function claim(who: Who, server: ServerSettings | undefined, look: Look): Promise<GrantClaim> {
    const seen = look.is === 'seen' ? look.member : undefined;
    const isRuled = server && (server.roleRules.length > 0 || server.bypassesChecks);
    const entry = isRuled ? await roster.find(who) : undefined;
    const traits = traitsOf(entry);
    const bypass = server?.bypassesChecks ? [await bypassOf(who, entry, seen)] : [];
    return {
      id: newId(),
      at: clock.now(),
      life: CLAIM_LIFE,
      give: [...givenBy(server, traits), ...bypass],
      take: (server ? takenBy(server) : []).filter((id) => seen?.roles.includes(id)),
      held: false,
      ...(entry && server && server.roleRules.length > 0 && { by: traits }),
    };
  }

  /** A member who had the bypass before keeps it in the end. What is being taken was ours. */
  async function bypassOf(who: Who, entry: RosterEntry | undefined, seen: SeenMember | undefined): Promise<string> {
    if (entry?.givenRoleIds?.includes(BYPASS) || !seen?.bypasses) return BYPASS;
    return (await pendingRoles.touched(who)).includes(BYPASS) ? BYPASS : KEPT_BYPASS;
  }

  /**
   * Of what is to be given, what a member certainly has, so that Discord need not be asked. Only who holds the claim may ask this: what is
   * taken from the member from then on is given again, as the roster says that they are to have it; and what was taken before, after they
   * were seen, is known to have been taken.
   */
  async function heldOf(who: Who, { give }: GrantClaim, look: Look): Promise<readonly string[]> {
    if (look.is !== 'seen' || !isFresh(look.member, clock.now())) return [];
    const { roles: seen, bypasses = false } = look.member;
    const held = give.filter((id) => (id === BYPASS ? bypasses : seen.includes(id)));
    if (held.length === 0) return [];
    const touched = await pendingRoles.touched(who);
    return held.filter((id) => !touched.includes(id));
  }

  return { look, lookNow, claim, heldOf };
}

import { memberKey, type Who } from '../../base/member-ref.ts';
import type { Grant, Grants } from './grants.ts';
import type { SeenMember } from './role-keeper.ts';

/** How many are remembered. One that is forgotten gets the role at the next press, or by the retry that looks at them. */
const MOST_WAITING = 5_000;

export type Newcomers = ReturnType<typeof createNewcomers>;

/**
 * Gives verified members their role when they have accepted the server's rules. Discord tells so of everybody who changes in
 * any way, so a member who is not waited for costs nothing. Throws `StoreUnavailable`.
 */
export function createNewcomers(grants: Pick<Grants, 'joined' | 'giveBack'>) {
  const waiting = new Set<string>();

  function expect(who: Who): void {
    const [first] = waiting;
    if (first !== undefined && waiting.size >= MOST_WAITING) waiting.delete(first);
    waiting.add(memberKey(who));
  }

  return {
    expect,

    /** Somebody has joined, for the first time or again. */
    async joined(who: Who, seen: SeenMember): Promise<Grant> {
      // Before anything is asked for: they may accept the rules in that time.
      if (seen.pending) expect(who);
      const grant = await grants.joined(who, seen);
      if (grant.is === 'notVerified') waiting.delete(memberKey(who));
      return grant;
    },

    /** A member is not what they were. The role may have been taken from one who has just accepted the rules, by Onboarding. */
    async changed(who: Who, seen: SeenMember): Promise<void> {
      if (seen.pending || !waiting.delete(memberKey(who))) return;
      await grants.giveBack(who, seen);
    },
  };
}

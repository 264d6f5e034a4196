import { memberKey, type Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import { createQueue } from '../../otp/queue.ts';
import type { Verifier } from '../../otp/verifier.ts';
import { createVouching, type VouchingParts } from '../endings/vouching.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { Blocks, NumberOnly, Roster, RosterEntry } from '../ports.ts';
import type { Grant, Grants } from '../roles/grants.ts';
import type { RoleCleanup, RoleRemoval } from '../roles/role-cleanup.ts';
import type { Departures } from '../roster/departures.ts';

/** Who of the staff decided, and why. */
export interface Decision {
  readonly by: string;
  readonly reason: string;
}

/** How long a number stays blocked; without an end, until somebody lifts it. */
export interface BlockLife {
  readonly until?: Ms;
}

export type Approved =
  /** On the roster by hand. `grant` tells what became of the role. */
  { readonly is: 'approved'; readonly grant: Grant } | { readonly is: 'alreadyVerified' };

/** A member who was verified and is not any more. */
export interface Ended {
  readonly is: 'revoked';
  readonly was: RosterEntry;
  readonly role: RoleRemoval;
  /** Set when the number was blocked too. */
  readonly block?: BlockLife;
  /** Other accounts that hold the same number, and keep it. */
  readonly others: readonly string[];
}

export type Revoked = Ended | { readonly is: 'notVerified' };

export type Blocked =
  | Ended
  /** The number was blocked before; the new reason and end hold. */
  | { readonly is: 'changed'; readonly block: BlockLife }
  | { readonly is: 'notVerified' }
  /** Approved by hand, so there is no number to block. */
  | { readonly is: 'noNumber' };

export type Unblocked = { readonly is: 'unblocked' } | { readonly is: 'notBlocked' };

export type Renewed =
  | { readonly is: 'reset' }
  | { readonly is: 'alreadyVerified' }
  /** They were given new tries as often as a day allows. */
  | { readonly is: 'resetsSpent' };

export type RoleLeft = RoleRemoval | { readonly is: 'verified' };

export interface MembersParts extends VouchingParts {
  readonly roster: Roster;
  readonly blocks: Blocks;
  readonly numberOnly: Pick<NumberOnly, 'note' | 'forget'>;
  readonly departures: Pick<Departures, 'end'>;
  readonly roleCleanup: Pick<RoleCleanup, 'take'>;
  readonly grants: Pick<Grants, 'give'>;
  readonly verifier: Pick<Verifier, 'forget' | 'renew'>;
  readonly record: Recorder;
  readonly clock: Clock;
}

/** What stands in the server's audit log. */
const REASON = 'Verification revoked';

export type Members = ReturnType<typeof createMembers>;

/**
 * What the staff decide about a member. Each decision is made once among parallel callers, and recorded.
 * Throws `StoreUnavailable`.
 */
export function createMembers(parts: MembersParts) {
  const { roster, blocks, numberOnly, roleCleanup, grants, verifier, record, clock } = parts;
  const end = createEnding(parts);
  const vouching = createVouching(parts);
  const inTurn = createQueue();
  const turnOf = <T>(who: Who, task: () => Promise<T>) => inTurn(memberKey(who), task);

  return {
    /** Verifies a member by hand, and gives the role. */
    approve: (who: Who, { by, reason }: Decision): Promise<Approved> =>
      turnOf(who, async () => {
        if (!(await vouching.approve(who, { by, reason }))) return { is: 'alreadyVerified' };
        await numberOnly.forget(who);
        await verifier.forget(who);
        await record({ ...who, what: 'approved', by, reason });
        return { is: 'approved', grant: await grants.give(who) };
      }),

    /** Takes a member off the roster: the number is free, a code underway is void and the role goes. @param block blocks the number too, where there is one */
    revoke: (who: Who, decision: Decision, block?: BlockLife): Promise<Revoked> =>
      turnOf(who, async () => {
        const entry = await roster.find(who);
        return entry ? end(who, entry, decision, block) : { is: 'notVerified' };
      }),

    /** Blocks the number that a member holds, and revokes them; or changes the block that their number is under. */
    block: (who: Who, decision: Decision, block: BlockLife): Promise<Blocked> =>
      turnOf(who, async () => {
        const entry = await roster.find(who);
        if (entry) return entry.phone ? end(who, entry, decision, block) : { is: 'noNumber' };
        const now = clock.now();
        const current = await blocks.ofMember(who, now);
        if (current.length === 0) return { is: 'notVerified' };
        const { by, reason } = decision;
        for (const { until: _, at, ...rest } of current)
          await blocks.put({ ...rest, ...block, by, reason, at: Math.min(at, now) });
        await record({ ...who, what: 'blocked', by, reason });
        return { is: 'changed', block };
      }),

    /** Lifts the blocks that a member's numbers are under, those made by a ban included. */
    unblock: (who: Who, by: string): Promise<Unblocked> =>
      turnOf(who, async () => {
        const current = await blocks.ofMember(who, clock.now());
        if (current.length === 0 || (await blocks.liftMember(who)) === 0) return { is: 'notBlocked' };
        await numberOnly.forget(who);
        await record({ ...who, what: 'unblocked', by });
        return { is: 'unblocked' };
      }),

    /** Gives a member new tries, and lifts their waits and their own limits of the day. */
    reset: (who: Who, { by, reason }: Decision): Promise<Renewed> =>
      turnOf(who, async () => {
        if ((await roster.find(who)) && !(await vouching.mustProve(who))) return { is: 'alreadyVerified' };
        if (!(await verifier.renew(who))) return { is: 'resetsSpent' };
        await record({ ...who, what: 'reset', by, reason });
        return { is: 'reset' };
      }),

    /**
     * Takes the role from somebody who is not verified: one that could not be taken, or that was given past the gate.
     * @param hadIt whether they had it just now; or else there is nothing to write down
     */
    takeLeftRole: (who: Who, by: string, hadIt: boolean): Promise<RoleLeft> =>
      turnOf(who, async () => {
        if (await roster.find(who)) return { is: 'verified' };
        const role = await roleCleanup.take(who, REASON);
        if (role.is === 'done' && hadIt) await record({ ...who, what: 'revoked', by });
        return role;
      }),
  };
}

/** Ends a verification by a decision of the staff, and blocks the number where it is to be blocked. */
function createEnding({ roster, blocks, numberOnly, departures, roleCleanup, verifier, record, clock }: MembersParts) {
  /**
   * A member who has come to hold a number in the very instant in which it was blocked goes off the roster again: admitting them and blocking
   * it did not see each other. @param before who held it then, and keeps it
   * @returns how many those were
   */
  async function endLate({ serverId }: Who, phoneKey: string, before: readonly string[], { by, reason }: Decision) {
    const late = (await roster.holders(serverId, phoneKey)).filter(({ memberId }) => !before.includes(memberId));
    for (const entry of late) {
      const { memberId, phone } = entry;
      const country = phone && { country: phone.country };
      await departures.end(entry, REASON, () =>
        record({ serverId, memberId, what: 'revoked', by, reason, ...country }),
      );
    }
    return late.length;
  }

  /** The block stands before the number is free, so that nobody can verify with it in between. */
  async function end(who: Who, entry: RosterEntry, { by, reason }: Decision, block?: BlockLife): Promise<Revoked> {
    const phone = block && entry.phone;
    const holders = entry.phone ? await roster.holders(who.serverId, entry.phone.phoneKey) : [];
    const held = holders.map(({ memberId }) => memberId);
    if (phone) await blocks.put({ ...who, ...phone, ...block, by, reason, at: clock.now() });
    // Or else an exemption or an open gate would bring them back at their next press.
    await numberOnly.note(who);
    await verifier.forget(who);
    const tell = async (was: RosterEntry) => {
      const country = was.phone && { country: was.phone.country };
      await record({ ...who, what: 'revoked', by, reason, ...country });
      if (phone) await record({ ...who, what: 'blocked', by, reason, ...country });
    };
    const departed = await departures.end(entry, REASON, tell);
    const late = phone ? await endLate(who, phone.phoneKey, [...held, who.memberId], { by, reason }) : 0;
    // Off the roster by somebody else's decision; but where the number was moved away in this instant, this one holds.
    if (!departed && late === 0) return { is: 'notVerified' };
    if (!departed) await tell(entry);
    const { was, role } = departed ?? { was: entry, role: await roleCleanup.take(entry, REASON) };
    const others = held.filter((id) => id !== who.memberId);
    return { is: 'revoked', was, role, others, ...(phone && { block }) };
  }

  return end;
}

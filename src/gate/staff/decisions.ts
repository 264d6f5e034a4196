import type { Who } from '../../base/member-ref.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { Approval, Blocks, Erasures, HeldPhone, HelpRequest, HelpRequests } from '../ports.ts';
import type { Grant, Grants } from '../roles/grants.ts';
import { type ArrivalParts, createArrivals } from '../roster/arrivals.ts';
import { freshSettings } from '../settings/settings.ts';
import type { Members } from './members.ts';

export type Decision =
  /** On the roster by hand. `grant` tells what became of the role. */
  | { readonly is: 'approved'; readonly request: HelpRequest; readonly grant: Grant }
  /** On the roster by number. `from`: the account that held it until now, where there was one; its role was taken. */
  | { readonly is: 'moved'; readonly request: HelpRequest; readonly grant: Grant; readonly from?: string }
  | { readonly is: 'declined'; readonly request: HelpRequest }
  /** Somebody else has answered it, or it was deleted. */
  | { readonly is: 'gone' }
  /** The number is blocked; the request stays open. */
  | { readonly is: 'blocked' }
  /** The number changed hands just now, or was proved before the key was replaced; the request stays open. */
  | { readonly is: 'contested' };

export interface DecisionParts extends ArrivalParts {
  readonly requests: HelpRequests;
  readonly blocks: Blocks;
  readonly members: Pick<Members, 'approve'>;
  readonly grants: Grants;
  readonly record: Recorder;
  readonly erasures: Pick<Erasures, 'isUnderway'>;
  /** Takes a request's message from the staff's eyes. Never throws. */
  readonly withdraw: (request: HelpRequest) => Promise<void>;
}

/** What came of giving a number to an account. */
interface Assigned {
  /** Who held it until now. */
  readonly from?: string;
  /** It was theirs before, or they are verified otherwise. */
  readonly again: boolean;
}

export type Decisions = ReturnType<typeof createDecisions>;

/**
 * Ends requests. Of parallel answers the one that closes the request is the answer; the others are told that it is gone.
 * Throws `StoreUnavailable`, the request then being open again as far as the store still lets it.
 */
export function createDecisions(parts: DecisionParts) {
  const { requests, blocks, members, grants, record, erasures, withdraw, clock } = parts;
  const arrivals = createArrivals(parts);

  async function closing(serverId: string, id: string, work: (request: HelpRequest) => Promise<Decision>) {
    const request = await requests.close(serverId, id);
    if (!request) return { is: 'gone' } as const;
    try {
      const decision = await work(request);
      // The member has had their data deleted while this was decided: nothing was written of it, and no message of it may stay.
      if (await erasures.isUnderway(request)) {
        await withdraw(request);
        return { is: 'gone' } as const;
      }
      if (decision.is === 'contested' || decision.is === 'blocked') await requests.open(request);
      return decision;
    } catch (error) {
      await requests.open(request).catch(() => false);
      throw error;
    }
  }

  return {
    /** Puts the member on the roster by hand. */
    approve: (serverId: string, id: string, approval: Approval): Promise<Decision> =>
      closing(serverId, id, async (request) => {
        const who = { serverId, memberId: request.memberId };
        const approved = await members.approve(who, approval);
        const grant = approved.is === 'approved' ? approved.grant : await grants.giveBack(who);
        return { is: 'approved', request, grant };
      }),

    /** Moves the number that the member has proved to their account. */
    async move(serverId: string, id: string, { by, reason }: Approval): Promise<Decision> {
      const open = await requests.find(serverId, id);
      if (open?.phone && (await blocks.find(serverId, open.phone.phoneKey, clock.now()))) return { is: 'blocked' };
      return closing(serverId, id, async (request) => {
        const { memberId, phone } = request;
        if (!phone) return { is: 'contested' };
        const assigned = await assign(parts.settings, arrivals, { serverId, memberId }, phone);
        if (typeof assigned === 'string') return { is: assigned };
        const { from, again } = assigned;
        const done = { serverId, by, reason, country: phone.country };
        const others = from !== undefined && { others: [from] };
        // Where the store failed right after the move, the request was open again: this is told already.
        if (!again) await record({ ...done, memberId, what: 'transferred', ...others });
        if (from !== undefined) await record({ ...done, memberId: from, what: 'gaveUpNumber' });
        const grant = await grants.giveBack({ serverId, memberId });
        return { is: 'moved', request, grant, ...(from !== undefined && { from }) };
      });
    },

    decline: (serverId: string, id: string, by: string, reason: string | undefined): Promise<Decision> =>
      closing(serverId, id, async (request) => {
        const { memberId } = request;
        await record({ serverId, memberId, what: 'declined', by, ...(reason !== undefined && { reason }) });
        return { is: 'declined', request };
      }),
  };
}

/** Gives a number to `who`, in the place of its earliest holder where it has no place left; or says why not. */
async function assign(
  settings: ArrivalParts['settings'],
  arrivals: ReturnType<typeof createArrivals>,
  who: Who,
  phone: HeldPhone,
): Promise<Assigned | 'blocked' | 'contested'> {
  const server = (await settings.load(who.serverId)) ?? freshSettings;
  const admission = await arrivals.admitOrRenew(who, phone, server, {});
  if (admission.is === 'blocked') return 'blocked';
  if (admission.is === 'keyReplaced' || admission.is === 'erased') return 'contested';
  if (admission.is !== 'numberTaken') return { again: admission.is === 'alreadyVerified' };
  const moved = await arrivals.move(who, phone);
  return moved ? { from: moved.was.memberId, again: false } : 'contested';
}

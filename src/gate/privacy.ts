import type { Clock } from '../clock.ts';
import type { Who } from '../otp/ports.ts';
import { createQueue } from '../otp/queue.ts';
import type { Standing } from '../otp/standing.ts';
import type { Verifier } from '../otp/verifier.ts';
import type { Departures } from './departures.ts';
import type {
  Block,
  Blocks,
  HeldPhone,
  HelpRequest,
  HelpRequests,
  Journal,
  JournalEntry,
  LeftRoles,
  Proofs,
  Roster,
  RosterEntry,
  Scrub,
} from './ports.ts';
import type { RoleTaken } from './roleTaking.ts';

/** Everything that is kept of a member of a server. */
export interface MemberData {
  readonly entry?: RosterEntry;
  /** A challenge underway. */
  readonly standing?: Standing;
  /** A number that is proven and waits for the member to confirm. */
  readonly proven?: HeldPhone;
  readonly request?: HelpRequest;
  /** Those of the account, and one that the number they hold is under. */
  readonly blocks: readonly Block[];
  /** The newest first. */
  readonly events: readonly JournalEntry[];
}

export type Erased =
  /** @property blocks those that go on to hold, without the account */
  | { readonly is: 'erased'; readonly role: RoleTaken; readonly blocks: readonly Block[] }
  | { readonly is: 'nothing' }
  /** Discord did not answer when asked to take the role. Nothing was deleted. */
  | { readonly is: 'discordUnavailable' };

export interface PrivacyParts {
  readonly roster: Roster;
  readonly blocks: Blocks;
  readonly requests: HelpRequests;
  readonly proofs: Proofs;
  readonly journal: Journal;
  readonly departures: Pick<Departures, 'endOnceTaken'>;
  readonly leftRoles: Pick<LeftRoles, 'forgetMember'>;
  readonly verifier: Pick<Verifier, 'look' | 'forget'>;
  /** Ends following an SMS, whose report would be written down. */
  readonly unfollow: (messageId: string) => void;
  /** Takes a request's message from the staff's eyes. Never throws. */
  readonly withdraw: (request: HelpRequest) => Promise<void>;
  readonly scrub: Scrub;
  readonly clock: Clock;
}

export type PrivacyDesk = ReturnType<typeof createPrivacy>;

/** Far more than the limits of 90 days let anybody's history grow to. */
const ALL = 50_000;

/** What a member can know of what is kept of them, and have deleted. Throws `StoreUnavailable`. */
export function createPrivacy(parts: PrivacyParts) {
  const { roster, blocks, requests, proofs, journal, departures, leftRoles, verifier, unfollow, withdraw, clock } =
    parts;
  const inTurn = createQueue();

  async function read(who: Who): Promise<MemberData> {
    const now = clock.now();
    const [entry, standing, proven, request, own, events] = await Promise.all([
      roster.find(who),
      verifier.look(who),
      proofs.find(who, now),
      requests.ofMember(who),
      blocks.ofMember(who, now),
      journal.ofMember(who, ALL),
    ]);
    const onNumber = entry?.phone && (await blocks.find(who.serverId, entry.phone.phoneKey, now));
    const more = onNumber && onNumber.memberId !== who.memberId ? [onNumber] : [];
    return {
      ...(entry && { entry }),
      ...(standing && { standing }),
      ...(proven && { proven }),
      ...(request && { request }),
      blocks: [...own, ...more],
      events,
    };
  }

  /** No line about it is written: it would name again whoever asked to be forgotten. */
  async function erase(who: Who): Promise<Erased> {
    const data = await read(who);
    if (isEmpty(data)) return { is: 'nothing' };
    const { role, isSettled } = await departures.endOnceTaken(who, data.entry, 'Asked for their data to be deleted');
    if (role.is === 'refused' && role.obstacle === 'discordUnavailable') return { is: 'discordUnavailable' };

    for (const { messageId } of data.events) if (messageId !== undefined) unfollow(messageId);
    await verifier.forget(who);
    await proofs.take(who, clock.now());
    const closed = data.request && (await requests.close(who.serverId, data.request.id));
    if (closed) await withdraw(closed);
    if (isSettled) await leftRoles.forgetMember(who);
    await blocks.detach(who);
    // The journal goes last: while it is there, whoever was interrupted can ask again.
    await journal.forget(who);
    await parts.scrub();
    return { is: 'erased', role, blocks: data.blocks };
  }

  return {
    read,
    /** Deletes everything; of parallel callers one does it, and the others find nothing. */
    erase: (who: Who): Promise<Erased> => inTurn(`${who.serverId}:${who.memberId}`, () => erase(who)),
  };
}

/** Whether nothing at all is kept of a member. */
export function isEmpty({ entry, standing, proven, request, blocks, events }: MemberData): boolean {
  return !entry && !standing && !proven && !request && blocks.length === 0 && events.length === 0;
}

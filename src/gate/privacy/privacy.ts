import { memberKey, type Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { Lines } from '../../otp/number/line-kind.ts';
import type { PanelState } from '../../otp/panel-state.ts';
import { createQueue } from '../../otp/queue.ts';
import type { Verifier } from '../../otp/verifier.ts';
import type { BulkRuns, OnList } from '../bulk/runs.ts';
import { flat } from '../journal/journal.ts';
import type {
  Block,
  Blocks,
  Erasures,
  HeldPhone,
  HelpRequest,
  HelpRequests,
  Journal,
  JournalEntry,
  NumberOnly,
  PastNumber,
  PastNumbers,
  PendingRole,
  PendingRoles,
  Proofs,
  Roster,
  RosterEntry,
  Scrub,
} from '../ports.ts';
import type { RoleRemoval } from '../roles/role-cleanup.ts';
import type { Departures, EndedOnceTaken } from '../roster/departures.ts';
import type { SettingsEntry, SettingsHistory } from '../settings/history.ts';

/** Everything that is kept of a member of a server. */
export interface MemberData {
  readonly entry?: RosterEntry;
  /** A challenge underway. */
  readonly standing?: PanelState;
  /** A number that is proven and waits for the member to confirm. */
  readonly proven?: HeldPhone;
  readonly request?: HelpRequest;
  /** Lists of members whom the staff verify together. */
  readonly lists: readonly OnList[];
  /** Those of the account, and one that the number they hold is under. */
  readonly blocks: readonly Block[];
  /** Numbers that they held here lately, for a ban alone. Those do not count as something that names them. */
  readonly past: readonly PastNumber[];
  /** Since when they pass by a number alone: it is kept under a pseudonym, and does not count either. */
  readonly numberOnlySince?: Ms | undefined;
  /** Roles that Discord has not taken or given back yet. They alone do not count as something to delete: what is owed is still done. */
  readonly pendingRoles: readonly PendingRole[];
  /** What they changed in the settings of the server, the newest first. It is the server's, and goes when its time is over. */
  readonly changes: readonly SettingsEntry[];
  /** The newest first. */
  readonly events: readonly JournalEntry[];
}

export type Erased =
  /** @property blocks those that go on to hold, without the account */
  | { readonly is: 'erased'; readonly role: RoleRemoval; readonly blocks: readonly Block[] }
  | { readonly is: 'nothing' }
  /** Discord did not answer when asked to take the role. Nothing was deleted. */
  | { readonly is: 'discordUnavailable' };

export interface PrivacyParts {
  readonly roster: Roster;
  readonly blocks: Blocks;
  readonly requests: HelpRequests;
  readonly proofs: Proofs;
  readonly journal: Journal;
  readonly departures: Pick<Departures, 'end' | 'endOnceTaken'>;
  readonly pendingRoles: Pick<PendingRoles, 'ofMember' | 'forgetMember' | 'forgetParked'>;
  readonly verifier: Pick<Verifier, 'look' | 'forget'>;
  /** Ends following an SMS, whose report would be written down. */
  readonly unfollow: (messageId: string) => void;
  /** Takes a request's message from the staff's eyes. Never throws. */
  readonly withdraw: (request: HelpRequest) => Promise<void>;
  /** Says nothing more of a member to the staff of what waits to be said. */
  readonly hush: (who: Who) => void;
  readonly lines: Pick<Lines, 'forget'>;
  readonly erasures: Pick<Erasures, 'note'>;
  readonly pastNumbers: Pick<PastNumbers, 'ofMember'>;
  readonly bulkRuns: Pick<BulkRuns, 'ofMember' | 'forgetMember'>;
  readonly settingsHistory: Pick<SettingsHistory, 'byMember'>;
  readonly numberOnly: Pick<NumberOnly, 'note' | 'since'>;
  readonly scrub: Scrub;
  readonly clock: Clock;
}

export type Privacy = ReturnType<typeof createPrivacy>;

/** Far more than the limits of 90 days let anybody's history grow to. */
const ALL = 50_000;

/** What stands in the server's audit log: as of anybody else, so that nobody reads there who asked to be forgotten. */
const REASON = 'No longer verified';
/** How often is looked whether anything is left that was being written in that time. */
const LOOKS = 3;

/** What a member can know of what is kept of them, and have deleted. Throws `StoreUnavailable`. */
export function createPrivacy(parts: PrivacyParts) {
  const { blocks, requests, proofs, journal, departures, pendingRoles, verifier, unfollow, withdraw, clock } = parts;
  const inTurn = createQueue();

  const read = (who: Who) => readAll(parts, who);

  /** No line about it is written: it would name again the one who asked to be forgotten. */
  async function erase(who: Who): Promise<Erased> {
    const data = await read(who);
    if (isEmpty(data)) return { is: 'nothing' };
    const { role, isSettled } = await leave(who, data);
    if (role.is === 'refused' && role.obstacle === 'discordUnavailable') return { is: 'discordUnavailable' };

    // What has begun until now writes nothing of them any more; what it had written by then, the next look finds.
    await parts.erasures.note(who);
    parts.hush(who);
    for (let left = data, looks = 0; !isEmpty(left) && looks < LOOKS; looks++) {
      if (looks > 0 && left.entry) await departures.end(left.entry, REASON, async () => {});
      await wipe(who, left);
      left = await read(who);
    }
    // What is still being tried goes on to be, so that no role stays behind; what waits for somebody's hand they have been told of.
    await (isSettled ? pendingRoles.forgetMember(who) : pendingRoles.forgetParked(who));
    await parts.scrub();
    return { is: 'erased', role, blocks: data.blocks };
  }

  /** A member who is only on a list that the staff have brought has nothing of ours to lose: their role was given by somebody else. */
  async function leave(who: Who, data: MemberData): Promise<EndedOnceTaken> {
    if (isEmpty({ ...data, lists: [] })) return { role: { is: 'notSetUp' }, isSettled: false };
    return departures.endOnceTaken(who, data.entry, REASON);
  }

  async function wipe(who: Who, data: MemberData): Promise<void> {
    for (const { messageId } of data.events.map(flat)) if (messageId !== undefined) unfollow(messageId);
    await parts.bulkRuns.forgetMember(who);
    await verifier.forget(who);
    await proofs.take(who, clock.now());
    const closed = data.request && (await requests.close(who.serverId, data.request.id));
    if (closed) await withdraw(closed);
    if (data.blocks.some(({ memberId }) => memberId === who.memberId)) await parts.numberOnly.note(who);
    await blocks.detach(who);
    const held = [data.entry?.phone, data.proven, data.request?.phone, ...data.past, ...data.blocks];
    const fingerprints = held.flatMap((one) => one?.phoneKey ?? []);
    await parts.lines.forget(fingerprints, data.standing ? [data.standing.phone] : []);
    // The journal goes last: while it is there, a member whose Delete was interrupted can ask again.
    await journal.forget(who);
  }

  return {
    read,
    /** Deletes everything; of parallel callers one does it, and the others find nothing. */
    erase: (who: Who): Promise<Erased> => inTurn(memberKey(who), () => erase(who)),
  };
}

async function readAll(parts: PrivacyParts, who: Who): Promise<MemberData> {
  const { roster, blocks, requests, proofs, journal, pendingRoles, verifier, clock } = parts;
  const now = clock.now();
  const [entry, standing, proven, request, lists, own, past, numberOnlySince, pending, changes, events] =
    await Promise.all([
      roster.find(who),
      verifier.look(who),
      proofs.find(who, now),
      requests.ofMember(who),
      parts.bulkRuns.ofMember(who),
      blocks.allOfMember(who, now),
      parts.pastNumbers.ofMember(who),
      parts.numberOnly.since(who),
      pendingRoles.ofMember(who),
      parts.settingsHistory.byMember(who),
      journal.ofMember(who, ALL),
    ]);
  const onNumber = entry?.phone && (await blocks.find(who.serverId, entry.phone.phoneKey, now));
  const more = onNumber && onNumber.memberId !== who.memberId ? [onNumber] : [];
  return {
    ...(entry && { entry }),
    ...(standing && { standing }),
    ...(proven && { proven }),
    ...(request && { request }),
    lists,
    blocks: [...own, ...more],
    past,
    numberOnlySince,
    pendingRoles: pending,
    changes,
    events,
  };
}

/** Whether nothing at all is kept of a member. */
export function isEmpty({ entry, standing, proven, request, lists, blocks, events }: MemberData): boolean {
  return [entry, standing, proven, request, ...lists, ...blocks, ...events].every((one) => one === undefined);
}

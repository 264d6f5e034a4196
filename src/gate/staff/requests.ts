import type { Who } from '../../base/member-ref.ts';
import { AGREED, type Clock, type Ms } from '../../clock.ts';
import type { Budget } from '../../limits/budgets.ts';
import type { Counters } from '../../limits/counters.ts';
import { counterKey, reserve } from '../../limits/reserve.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { Erasures, HeldPhone, HelpRequest, HelpRequests, Journal, RequestCause, SettingsStore } from '../ports.ts';
import { fitToShow } from '../privacy/redacting.ts';
import type { Situation } from '../situation.ts';

/** A request that nobody answered may be replaced by a new one after this; its message may be long gone. */
const STALE: Ms = 3 * 24 * 60 * 60_000;
/** A request without a message for this long was left by a process that died before posting it. */
const UNPOSTED: Ms = 60_000;

/** How many characters a question or an answer to it may have. */
export const mostAsked = 300;
/** Characters that a request may grow to by questions and answers, so that Discord shows it whole. */
const MOST_WORDS = 1_750;
/** Begins the line of a question, so that it is told from what the member wrote. */
const QUESTION = '» ';

/** What the staff decided about a request. */
export type Decided = { readonly by: string; readonly at: Ms } & (
  | { readonly is: 'approved'; readonly reason: string }
  | { readonly is: 'moved'; readonly reason: string; readonly from?: string }
  | { readonly is: 'declined'; readonly reason?: string }
);

/** How a request ended. `verified`: by itself, as the member has no need of it any more. */
export type Answered = Decided | { readonly is: 'verified'; readonly at: Ms };

/** Where the staff see requests. Never throws. */
export interface StaffBoard {
  /** Draws a request's message again, as it is now: open, or answered. A message that was deleted is nobody's loss. */
  redraw(request: HelpRequest, answered?: Answered): Promise<void>;
  /** Posts a request; its message, or undefined where Discord did not take it. */
  post(request: HelpRequest, channelId: string): Promise<HelpRequest['staffMessage']>;
}

/** What a member asks the staff. `phone`: a number whose code was right, where the request is about one. */
export interface HelpRequestDraft extends Who {
  readonly cause: RequestCause;
  readonly words: string;
  readonly locale: string;
  readonly phone?: HeldPhone;
}

export type HelpRequestOutcome =
  | { readonly is: 'opened' }
  | { readonly is: 'alreadyOpen'; readonly since: Ms }
  | { readonly is: 'spent'; readonly until: Ms }
  /** Nothing but spaces. */
  | { readonly is: 'wordless' }
  /** No admin has chosen a staff channel. Nothing is stored. */
  | { readonly is: 'noStaffChannel' }
  /** Discord did not take the message. Nothing is stored. */
  | { readonly is: 'unreachable' };

/** What a member has not been told yet by anything that stays: a question that waits, a request that was declined, or that they are verified no longer. */
export type Pending =
  | { readonly is: 'asked'; readonly requestId: string; readonly question: string }
  | { readonly is: 'declined' | 'revoked'; readonly at: Ms; readonly reason?: string };

export interface HelpDeskParts {
  readonly requests: HelpRequests;
  readonly settings: SettingsStore;
  readonly counters: Counters;
  /** How often a member may ask the staff of a server. What did not reach them costs nothing of it. */
  readonly asking: Budget;
  /** How often that may be tried, whether it reaches them or not: each is a request to Discord, which bars who is refused too often. */
  readonly trying: Budget;
  readonly journal: Journal;
  readonly board: StaffBoard;
  readonly erasures: Pick<Erasures, 'isUnderway'>;
  /** Takes a request's message from the staff's eyes. Never throws. */
  readonly withdraw: (request: HelpRequest) => Promise<void>;
  readonly record: Recorder;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type HelpDesk = ReturnType<typeof createHelpDesk>;

/** Takes members' requests to the staff, and carries questions and answers between them. Throws `StoreUnavailable`. */
export function createHelpDesk(parts: HelpDeskParts) {
  const { requests, journal, board } = parts;
  const { admit, open } = createOpening(parts);

  async function append(request: HelpRequest, line: string): Promise<HelpRequest> {
    const longer = { ...request, words: `${request.words}\n${line}` };
    await requests.update(longer);
    return longer;
  }

  return {
    open,

    /** What keeps a member from asking now, if anything does. */
    async obstacle(who: Who): Promise<HelpRequestOutcome | undefined> {
      const admitted = await admit(who);
      return admitted.is === 'free' ? undefined : admitted;
    },

    /** Adds a question of the staff. `full`: no question and answer fit any more; it is time to decide. */
    async ask(serverId: string, id: string, question: string): Promise<HelpRequest | 'full' | 'gone'> {
      const request = await requests.find(serverId, id);
      if (!request) return 'gone';
      if (request.words.length + 2 * mostAsked + 10 > MOST_WORDS) return 'full';
      return append(request, QUESTION + fitToShow(question));
    },

    /** Adds the member's answer to the question that waits. Undefined where none does. */
    async reply(who: Who, id: string, words: string): Promise<HelpRequest | undefined> {
      const request = await requests.find(who.serverId, id);
      const shown = said(words);
      if (request?.memberId !== who.memberId || questionOf(request) === undefined || shown === '') return undefined;
      return append(request, shown);
    },

    /** Ends the request of a member who is verified now; what it was, where there was one. */
    async end(who: Who, answered: Answered): Promise<HelpRequest | undefined> {
      const open = await requests.ofMember(who);
      const ended = open && (await requests.close(who.serverId, open.id));
      if (ended) await board.redraw(ended, answered);
      return ended;
    },

    /** What a member who presses Verify has to hear first. */
    async pending(who: Who): Promise<Pending | undefined> {
      const [request, entries] = await Promise.all([requests.ofMember(who), journal.ofMember(who, 10)]);
      const question = request && questionOf(request);
      if (request && question !== undefined) return { is: 'asked', requestId: request.id, question };
      // Once anything else has happened to them, they have gone on.
      const latest = entries.find(({ what }) => what !== 'lookedUp');
      if (request || (latest?.what !== 'declined' && latest?.what !== 'revoked')) return undefined;
      return { is: latest.what, at: latest.at, ...(latest.reason !== undefined && { reason: latest.reason }) };
    },
  };
}

/** Takes a member's words to the staff. */
function createOpening(parts: HelpDeskParts) {
  const { requests, settings, counters, asking, trying, board } = parts;
  const { erasures, withdraw, record, clock, newId } = parts;

  /** Whether a member may ask, before they have written anything; a stale request does not keep them from it. */
  async function admit(who: Who): Promise<HelpRequestOutcome | { is: 'free'; channelId: string; stale?: HelpRequest }> {
    const [server, open] = await Promise.all([settings.load(who.serverId), requests.ofMember(who)]);
    if (server?.staffChannelId === undefined) return { is: 'noStaffChannel' };
    if (open && holds(open, clock.now())) return { is: 'alreadyOpen', since: open.at };
    return { is: 'free', channelId: server.staffChannelId, ...(open && { stale: open }) };
  }

  async function open({ words, ...draft }: HelpRequestDraft): Promise<HelpRequestOutcome> {
    const { serverId, memberId } = draft;
    const shown = said(words);
    if (shown === '') return { is: 'wordless' };
    const admitted = await admit(draft);
    if (admitted.is === 'alreadyOpen' && draft.phone) await prove(draft, draft.phone);
    if (admitted.is !== 'free') return admitted;
    const now = clock.now();
    const subject = `${serverId}:${memberId}`;
    const spends = [asking, trying].map((budget) => ({ budget, subject }));
    const paid = await reserve(counters, spends, now);
    if (paid.is === 'spent') return { is: 'spent', until: paid.until };
    const unasked = () => counters.giveBack([{ key: counterKey(asking, subject, now) }]);

    if (admitted.stale) await requests.close(serverId, admitted.stale.id);
    const request: HelpRequest = { ...draft, words: shown, id: newId(), at: now };
    if (!(await requests.open(request))) {
      await paid.giveBack();
      return { is: 'alreadyOpen', since: now };
    }
    const staffMessage = await board.post(request, admitted.channelId);
    if (!staffMessage) {
      await requests.close(serverId, request.id);
      await unasked();
      return { is: 'unreachable' };
    }
    await posted({ ...request, staffMessage });
    await record({ serverId, memberId, what: 'requested', cause: draft.cause, locale: draft.locale });
    return { is: 'opened' };
  }

  /** Remembers where the staff see a request. One that was deleted with its member's data while it was posted is taken from their eyes. */
  async function posted(request: HelpRequest): Promise<void> {
    await requests.update(request);
    if (await erasures.isUnderway(request)) await withdraw(request);
  }

  /** The staff were asked before the number was proved: now the request is about the number. */
  async function prove({ cause, ...who }: Omit<HelpRequestDraft, 'words'>, phone: HeldPhone): Promise<void> {
    const request = await requests.ofMember(who);
    if (!request) return;
    const proved = { ...request, cause, phone };
    await requests.update(proved);
    await board.redraw(proved);
  }

  return { admit, open };
}

/** Whether there may be something that a member has not been told yet. */
export const mayBePending = ({ hasRequest, latest }: Pick<Situation, 'hasRequest' | 'latest'>): boolean =>
  hasRequest || latest === 'declined' || latest === 'revoked';

/** The question that a request waits for an answer to. */
export function questionOf({ words }: HelpRequest): string | undefined {
  const last = words.split('\n').at(-1) ?? '';
  return last.startsWith(QUESTION) ? last.slice(QUESTION.length) : undefined;
}

/** What a member wrote; it cannot pass for a question. */
const said = (words: string) => fitToShow(words).replace(/^[»\s]+/, '');

/** Whether an open request still keeps its member from making another. */
function holds({ at, staffMessage }: HelpRequest, now: Ms): boolean {
  // One from the future was written by a clock that was ahead: nobody can tell how old it is.
  return at <= now + AGREED && now - at < (staffMessage ? STALE : UNPOSTED);
}

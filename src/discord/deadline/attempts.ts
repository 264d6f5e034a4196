import type { Clock, Ms } from '../../clock.ts';
import { openTime, type Span } from '../../gate/deadline.ts';
import { blank } from '../../gate/journal/events.ts';
import type { Journal, JournalEntry } from '../../gate/ports.ts';
import { allowanceOf, type OpenGate } from '../../gate/settings/settings.ts';
import type { SendLimits } from '../../otp/sending/send-limits.ts';
import type { SmsProblem } from '../../otp/sms.ts';

const DAY: Ms = 24 * 60 * 60_000;
/** How far back a member's journal is read. */
const LOOK_BACK = 50;

export interface AttemptsParts {
  readonly journal: Journal;
  readonly sendLimits: Pick<SendLimits, 'hasRoom'>;
  readonly clock: Clock;
}

/** An attempt that came to nothing. */
interface TurnedAway {
  readonly memberId: string;
  readonly at: Ms;
  /** Missing where the journal has forgotten it. */
  readonly country: string | undefined;
  /** Nothing goes to the country before somebody changes something: that a day has passed says nothing. */
  readonly lasts: boolean;
}

const attempts: ReadonlySet<JournalEntry['what']> = new Set([
  'sent',
  'delivered',
  'undelivered',
  'sendRefused',
  'capReached',
]);

/** Why nothing came of an attempt that is the fault of who made it, or of their phone. */
const theirs = new Set<SmsProblem | undefined>(['cannotReceive', 'optedOut', 'unreachable', 'lineBusy', 'noAnswer']);
const theirBudgets = new Set<string | undefined>(['guesses-member', 'refused-member']);

const lasting = new Set<SmsProblem | undefined>(['countryOff', 'sender']);

/** Whether the carrier has taken an SMS, as far as it has said. */
export const isConfirmed = (entry: JournalEntry) => entry.what === 'sent' && entry.messageId !== undefined;
/** Whether it may or may not have. */
export const isUnconfirmed = (entry: JournalEntry) => entry.what === 'sent' && entry.messageId === undefined;

function cameToNothing(entry: JournalEntry): boolean {
  if (entry.what === 'capReached') return !theirBudgets.has(entry.budget);
  if (entry.what === 'undelivered' || entry.what === 'sendRefused') return !theirs.has(entry.problem);
  return isUnconfirmed(entry);
}

const countryOf = (entry: JournalEntry | undefined) => ({ ...blank, ...entry }).country;

/** What members have tried lately, and whether it could have worked. Throws `StoreUnavailable`. */
export function createAttempts({ journal, sendLimits, clock }: AttemptsParts) {
  /** A member's latest attempt, where we or the carrier turned it away. */
  async function latestOf(serverId: string, memberId: string): Promise<TurnedAway[]> {
    const entries = await journal.ofMember({ serverId, memberId }, LOOK_BACK);
    const latest = entries.find(({ what }) => attempts.has(what));
    if (!latest || !cameToNothing(latest)) return [];
    const { at, messageId, country, problem } = { ...blank, ...latest };
    const send = entries.find((one) => one.what === 'sent' && messageId !== undefined && one.messageId === messageId);
    return [{ memberId, at, country: country ?? countryOf(send), lasts: lasting.has(problem) }];
  }

  /** Since when it could have worked for a member, by what happened since to others of their country. */
  function since({ at, country, lasts }: TurnedAway, entries: readonly JournalEntry[]): Ms {
    const later = entries.filter((entry) => entry.at >= at && countryOf(entry) === country);
    const took = later.filter(isConfirmed).map((entry) => entry.at);
    const refused = later.filter(cameToNothing).map((entry) => entry.at);
    const begin = lasts ? Math.min(...took) : at;
    return Math.max(begin, ...refused);
  }

  return {
    /**
     * Who of some members is not to be removed yet: their latest attempt was turned away, and they have not had a day since in which one could
     * have worked.
     * @param open when the server's gate was open
     */
    async putOff(
      serverId: string,
      server: OpenGate,
      memberIds: readonly string[],
      open: readonly Span[],
    ): Promise<ReadonlySet<string>> {
      const now = clock.now();
      const turnedAway = (await Promise.all(memberIds.map((memberId) => latestOf(serverId, memberId)))).flat();
      if (turnedAway.length === 0) return new Set();
      const period = { from: Math.min(...turnedAway.map(({ at }) => at)), until: now + 1 };
      const entries = await journal.ofMembers(serverId, await journal.membersIn(serverId, period), period);
      const waits: string[] = [];
      for (const one of turnedAway) {
        const hadDay = openTime(open, since(one, entries), now) >= DAY;
        if (!hadDay || !(await hasRoom(one.country))) waits.push(one.memberId);
      }
      return new Set(waits);

      async function hasRoom(country: string | undefined): Promise<boolean> {
        return country === undefined || sendLimits.hasRoom(serverId, allowanceOf(server), [country], now);
      }
    },
  };
}

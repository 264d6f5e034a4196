import type { Ms } from '../clock.ts';
import type { Challenge, ChallengePolicy, Entered, Sent } from './challenge-state.ts';
import { isOpen, offerTo } from './channels/offer.ts';
import type { OtherChannel } from './channels/ways.ts';
import { type Offered, offeredBy, type Question } from './number/choosing.ts';
import type { E164 } from './number/phone.ts';
import type { Channel, SmsProblem } from './sms.ts';
import { coolDownEnd, lockedUntil, waitsUntil } from './waits.ts';

/** Where a member stands and which of the panel's buttons work: the table of the design as a pure function. */
export type PanelState = UndecidedState | EnteredState | SentState | ExpiredStanding | LockedStanding;

/** Where it is certain which number it is about. */
export type DecidedState = Exclude<PanelState, { is: 'undecided' }>;

interface Common {
  readonly phone: E164;
  readonly country: string;
  readonly canSend: boolean;
  readonly canResend: boolean;
  readonly canSubmit: boolean;
}

/** A number was entered, and nothing is sent before the question about it is answered. */
export interface UndecidedState extends Common, Pick<Question, 'asks'> {
  readonly is: 'undecided';
  readonly offers: readonly Offered[];
}

interface EnteredState extends Common, Going {
  readonly is: 'entered';
  /** Why the carrier refused the last send to this number, and by which channel that was. */
  readonly problem?: SmsProblem;
  readonly channel?: Channel;
}

export interface SentState extends Common, Going, Underway {
  readonly is: 'sent';
  readonly expiresAt: Ms;
}

interface ExpiredStanding extends Common, Going, Underway {
  readonly is: 'expired';
}

interface LockedStanding extends Common {
  readonly is: 'locked';
  readonly lockedUntil: Ms;
}

interface Going {
  /** When the next code may go out, while it may not. */
  readonly resendAt?: Ms;
  /** The number takes texts: Send and Resend lead somewhere. */
  readonly takesTexts: boolean;
  /** The ways besides SMS that are offered; they wait as Resend does. */
  readonly offered: readonly OtherChannel[];
  /** When that changes by itself. */
  readonly offersAt?: Ms;
}

interface Underway {
  readonly channel: Channel;
  readonly delivery: Sent['delivery'];
  /** The send of which the carrier has not said the last word yet. */
  readonly underway?: { readonly messageId: string };
}

const off = { canSend: false, canResend: false, canSubmit: false } as const;

/** What the member's panel has to show of `challenge` at `now`. */
export function panelState(challenge: Challenge, now: Ms, policy: ChallengePolicy): PanelState {
  const { phone, country } = challenge;
  const locked = lockedUntil(challenge, policy);
  if (locked !== undefined && now < locked) return { ...off, is: 'locked', phone, country, lockedUntil: locked };
  if (challenge.is === 'entered' && challenge.question) {
    const { id, question } = challenge;
    return { ...off, is: 'undecided', phone, country, asks: question.asks, offers: offeredBy(id, question) };
  }
  const going = goingFrom(challenge, now, policy);
  return challenge.is === 'entered' ? enteredState(challenge, going) : sentState(challenge, going, now);
}

function goingFrom(challenge: Challenge, now: Ms, policy: ChallengePolicy): Going {
  const wait = waitsUntil(challenge, policy);
  const { channels: offered, changesAt: offersAt } = offerTo(challenge, now, policy.ways);
  return {
    ...(now < wait && { resendAt: wait }),
    takesTexts: isOpen('sms', challenge, now, policy.ways),
    offered,
    ...(offersAt !== undefined && { offersAt }),
  };
}

function enteredState({ phone, country, problem, channel }: Entered, going: Going): EnteredState {
  const refused = problem === undefined || channel === undefined ? {} : { problem, channel };
  return { ...off, ...refused, ...going, is: 'entered', phone, country, canSend: canText(going) };
}

const canText = ({ resendAt, takesTexts }: Going) => takesTexts && resendAt === undefined;

function sentState(c: Sent, going: Going, now: Ms): SentState | ExpiredStanding {
  const { phone, country, expiresAt, channel, delivery, messageId } = c;
  const failed = delivery.is === 'failed';
  const underway = delivery.is === 'underway' && messageId !== undefined ? { underway: { messageId } } : {};
  const shared = {
    phone,
    country,
    ...going,
    canSend: failed && canText(going),
    canResend: !failed && canText(going),
    channel,
    delivery,
    ...underway,
  };
  if (now < expiresAt) return { ...shared, is: 'sent', canSubmit: true, expiresAt };
  return { ...shared, is: 'expired', canSubmit: false };
}

/** The next instant at which a standing changes by itself; `Infinity` for never. */
export function changesAt(standing: PanelState): Ms {
  if (standing.is === 'locked') return standing.lockedUntil;
  if (standing.is === 'undecided') return Infinity;
  const { resendAt = Infinity, offersAt = Infinity } = standing;
  const soonest = Math.min(resendAt, offersAt);
  return standing.is === 'sent' ? Math.min(standing.expiresAt, soonest) : soonest;
}

/** How long a challenge has to be kept from `now`: while anything in it still binds the member, and long enough to go on from it. */
export function keepFor(challenge: Challenge, now: Ms, policy: ChallengePolicy): Ms {
  const goOn = 15 * 60_000;
  const useful = Math.max(lastsUntil(challenge), coolDownEnd(challenge, policy)) + goOn;
  const { lastWrongAt } = challenge.round;
  return (lastWrongAt === undefined ? useful : Math.max(useful, lastWrongAt + policy.lock)) - now;
}

/** Until when a challenge lasts by itself, as far as that is known: from then on its member may still go on from it for a while. */
function lastsUntil(c: Challenge): Ms {
  return c.is === 'sent' ? Math.max(c.expiresAt, c.waivedAt ?? c.expiresAt) : c.enteredAt;
}

import type { Ms } from '../clock.ts';
import type { Challenge, ChallengePolicy, Entered, Sent } from './challenge-state.ts';
import type { E164 } from './number/phone.ts';
import type { SmsProblem } from './sms.ts';
import { coolDownEnd, lockedUntil, waitsUntil } from './waits.ts';

/** Where a member stands and which of the panel's buttons work: the table of the design as a pure function. */
export type PanelState = EnteredState | SentState | ExpiredStanding | LockedStanding;

interface Common {
  readonly phone: E164;
  readonly country: string;
  readonly canSend: boolean;
  readonly canResend: boolean;
  readonly canSubmit: boolean;
}

interface EnteredState extends Common, Waiting {
  readonly is: 'entered';
  /** Why the carrier refused the last send to this number. */
  readonly problem?: SmsProblem;
}

export interface SentState extends Common, Waiting, Texted {
  readonly is: 'sent';
  readonly expiresAt: Ms;
}

interface ExpiredStanding extends Common, Waiting, Texted {
  readonly is: 'expired';
}

interface LockedStanding extends Common {
  readonly is: 'locked';
  readonly lockedUntil: Ms;
}

interface Waiting {
  /** When the next SMS may go out, while it may not. */
  readonly resendAt?: Ms;
}

interface Texted {
  readonly delivery: Sent['delivery'];
  /** The SMS of which the carrier has not said the last word yet. */
  readonly underway?: { readonly messageId: string };
}

const off = { canSend: false, canResend: false, canSubmit: false } as const;

/** What the member's panel has to show of `challenge` at `now`. */
export function panelState(challenge: Challenge, now: Ms, policy: ChallengePolicy): PanelState {
  const { phone, country } = challenge;
  const locked = lockedUntil(challenge, policy);
  if (locked !== undefined && now < locked) return { ...off, is: 'locked', phone, country, lockedUntil: locked };
  const wait = waitsUntil(challenge, policy);
  const waiting = now < wait ? { resendAt: wait } : {};
  return challenge.is === 'entered' ? enteredState(challenge, waiting) : sentState(challenge, waiting, now);
}

function enteredState({ phone, country, problem }: Entered, waiting: Waiting): EnteredState {
  const refused = problem === undefined ? {} : { problem };
  return { ...off, ...refused, ...waiting, is: 'entered', phone, country, canSend: waiting.resendAt === undefined };
}

function sentState(c: Sent, waiting: Waiting, now: Ms): SentState | ExpiredStanding {
  const { phone, country, expiresAt, delivery, messageId } = c;
  const failed = delivery.is === 'failed';
  const isFree = waiting.resendAt === undefined;
  const underway = delivery.is === 'underway' && messageId !== undefined ? { underway: { messageId } } : {};
  const shared = {
    phone,
    country,
    ...waiting,
    canSend: failed && isFree,
    canResend: !failed && isFree,
    delivery,
    ...underway,
  };
  if (now < expiresAt) return { ...shared, is: 'sent', canSubmit: true, expiresAt };
  return { ...shared, is: 'expired', canSubmit: false };
}

/** The next instant at which a standing changes by itself; `Infinity` for never. */
export function changesAt(standing: PanelState): Ms {
  if (standing.is === 'locked') return standing.lockedUntil;
  const { resendAt = Infinity } = standing;
  return standing.is === 'sent' ? Math.min(standing.expiresAt, resendAt) : resendAt;
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

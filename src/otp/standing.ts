import type { Ms } from '../clock.ts';
import type { Challenge, ChallengePolicy, Sent } from './challenge-state.ts';
import type { E164 } from './number/phone.ts';
import type { SmsProblem } from './sms.ts';
import { coolDownEnd, lockedUntil, waitsUntil } from './waits.ts';

/** Where a member stands and which of the panel's buttons work: the table of the design as a pure function. */
export interface Standing {
  readonly is: 'entered' | 'sent' | 'expired' | 'locked';
  readonly phone: E164;
  readonly country: string;
  readonly canSend: boolean;
  readonly canResend: boolean;
  readonly canSubmit: boolean;
  readonly delivery?: Sent['delivery']['is'];
  /** The SMS of which the carrier has not said the last word yet. */
  readonly underway?: { readonly send: number; readonly messageId: string };
  readonly problem?: SmsProblem;
  readonly expiresAt?: Ms;
  readonly resendAt?: Ms;
  readonly lockedUntil?: Ms;
  /** The next instant at which this standing changes by itself. */
  readonly changesAt?: Ms;
}

const off = { canSend: false, canResend: false, canSubmit: false } as const;

/** What the member's panel has to show of `challenge` at `now`. */
export function standing(challenge: Challenge, now: Ms, policy: ChallengePolicy): Standing {
  const { phone, country } = challenge;
  const locked = lockedUntil(challenge, policy);
  if (locked !== undefined && now < locked)
    return { ...off, is: 'locked', phone, country, lockedUntil: locked, changesAt: locked };
  if (challenge.is === 'entered') {
    const problem = challenge.problem === undefined ? {} : { problem: challenge.problem };
    const wait = waitsUntil(challenge, policy);
    const waiting = now < wait ? { resendAt: wait, changesAt: wait } : {};
    return { ...off, ...problem, ...waiting, is: 'entered', phone, country, canSend: now >= wait };
  }
  return sentStanding(challenge, now, policy);
}

function sentStanding(c: Sent, now: Ms, policy: ChallengePolicy): Standing {
  const { phone, country, expiresAt } = c;
  const failed = c.delivery.is === 'failed';
  const resend = waitsUntil(c, policy);
  const waiting = now < resend ? { resendAt: resend } : {};
  const buttons = { canSend: failed && now >= resend, canResend: !failed && now >= resend };
  const problem = c.delivery.is === 'failed' ? { problem: c.delivery.problem } : {};
  const alive = now < expiresAt;
  const changes = [...(alive ? [expiresAt] : []), ...(now >= resend ? [] : [resend])];
  const changesAt = changes.length > 0 ? { changesAt: Math.min(...changes) } : {};
  const isUnderway = c.delivery.is === 'underway' && c.messageId !== undefined;
  const underway = isUnderway ? { underway: { send: c.sends, messageId: c.messageId } } : {};
  const state = { ...problem, ...underway, delivery: c.delivery.is };
  const shared = { phone, country, ...buttons, ...waiting, ...changesAt, ...state } as const;
  return alive ? { ...shared, is: 'sent', canSubmit: true, expiresAt } : { ...shared, is: 'expired', canSubmit: false };
}

/** Until when a challenge lasts by itself, as far as that is known: from then on its member may still go on from it for a while. */
function lastsUntil(c: Challenge): Ms {
  return c.is === 'sent' ? Math.max(c.expiresAt, c.waivedAt ?? 0) : c.enteredAt;
}

/** How long a challenge has to be kept from `now`: while anything in it still binds the member, and long enough to go on from it. */
export function keepFor(challenge: Challenge, now: Ms, policy: ChallengePolicy): Ms {
  const goOn = 15 * 60_000;
  const binding = [
    lockedUntil(challenge, policy) ?? 0,
    challenge.round.lastWrongAt === undefined ? 0 : challenge.round.lastWrongAt + policy.lock,
    Math.max(lastsUntil(challenge), coolDownEnd(challenge, policy)) + goOn,
  ];
  return Math.max(...binding) - now;
}

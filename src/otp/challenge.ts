import type { Ms } from '../clock.ts';
import type { Challenge, ChallengePolicy, EarlierCode, Round, Sent } from './challenge-state.ts';
import { isOpen } from './channels/offer.ts';
import { offeredBy, type Question } from './number/choosing.ts';
import type { E164 } from './number/phone.ts';
import { sameSubscriber } from './number/subscriber.ts';
import { isReportOn, note, type Report } from './reports.ts';
import type { Channel } from './sms.ts';
import { coolDownEnd, lockedUntil, waitsUntil } from './waits.ts';

export type Event =
  /** `question`: what has to be answered first. Its first candidate is `phone`. */
  | {
      readonly is: 'enter';
      readonly phone: E164;
      readonly country: string;
      readonly question?: Question;
      readonly freshId: string;
    }
  /** The member answers the question. `key`: of what is offered. */
  | { readonly is: 'choose'; readonly key: string }
  /**
   * `again`: the member asked for a new code knowing that one was sent. `guesses`: how many of the round are taken, by the counter that all
   * processes share.
   */
  | {
      readonly is: 'send';
      readonly channel: Channel;
      readonly again: boolean;
      readonly guesses: number;
      readonly digest: string;
      readonly freshId: string;
    }
  /**
   * `matches`: the code that counts, or one that it has replaced. `guess`: which guess of the round this is (from 1), by the counter
   * that all processes share.
   */
  | { readonly is: 'submit'; readonly matches: 'current' | 'earlier' | 'none'; readonly guess: number }
  | Report
  /** The staff give new tries and lift the waits. */
  | { readonly is: 'reset'; readonly freshId: string };

export type Outcome =
  | { readonly is: 'readyToSend' }
  | { readonly is: 'sameNumber' }
  /** A question has to be answered first. */
  | { readonly is: 'undecided' }
  /** That was not offered. */
  | { readonly is: 'notAsked' }
  | { readonly is: 'sent' }
  | { readonly is: 'alreadySent' }
  | { readonly is: 'tooSoon'; readonly until: Ms }
  /** The channel is off, or is not offered where the member stands. */
  | { readonly is: 'notOffered' }
  | {
      readonly is: 'proven';
      readonly phone: E164;
      readonly country: string;
      readonly channel: Channel;
      readonly sentAt: Ms;
    }
  | { readonly is: 'wrongCode'; readonly left: number }
  /** The code was replaced by the one that was sent over `channel` at `sentAt`. No try is gone. */
  | { readonly is: 'earlierCode'; readonly channel: Channel; readonly sentAt: Ms }
  | { readonly is: 'locked'; readonly until: Ms }
  | { readonly is: 'expired' }
  | { readonly is: 'nothingSent' }
  | { readonly is: 'noNumber' }
  | { readonly is: 'noted' };

/** The end of life of a code that was seen dead once: no clock that steps back revives it. */
const DEAD: Ms = 0;

/** Codes that are still recognised after they were replaced: as many as a day has sends for a member, by default. */
const MOST_EARLIER = 5;

export type Step = readonly [Challenge | undefined, Outcome];

/** Decides what `event` does to a member's challenge at `now`. Pure: the caller reserves budgets, saves and sends. */
export function step(challenge: Challenge | undefined, event: Event, now: Ms, policy: ChallengePolicy): Step {
  switch (event.is) {
    case 'enter':
      return enter(challenge, event, now, policy);
    case 'choose':
      return choose(challenge, event);
    case 'send':
      return send(challenge, event, now, policy);
    case 'submit':
      return submit(challenge, event, now, policy);
    case 'reset':
      return [challenge && renewed(challenge, event.freshId, now), { is: 'noted' }];
    default: {
      const isAbout = challenge?.is === 'sent' && isReportOn(challenge, event);
      return [isAbout ? note(challenge, event, now) : challenge, { is: 'noted' }];
    }
  }
}

type Only<K extends Event['is']> = Extract<Event, { readonly is: K }>;

function enter(c: Challenge | undefined, event: Only<'enter'>, now: Ms, policy: ChallengePolicy): Step {
  const { phone, country, question, freshId } = event;
  const { candidates } = question ?? { candidates: [event] };
  // Of several that may be meant, the one that is texted already is.
  const isTexted = candidates.some((one) => c?.is === 'sent' && sameSubscriber(c.phone, one.phone));
  if (c?.is === 'sent' && isTexted && now < c.expiresAt) return [c, { is: 'sameNumber' }];
  const entered = {
    is: 'entered',
    id: freshId,
    phone,
    country,
    enteredAt: now,
    ...(question && { question }),
  } as const;
  if (!c)
    return [
      { ...entered, sends: 0, waitBefore: 0, hurried: false, round: { id: freshId, wrong: 0 }, earlier: [] },
      { is: 'readyToSend' },
    ];
  const round = roundAt(c.round, now, policy, freshId);
  return [
    {
      ...entered,
      sends: c.sends,
      waitBefore: coolDownEnd(c, policy),
      hurried: c.hurried,
      round,
      // What was sent to another phone was not for this one.
      earlier: sameSubscriber(c.phone, phone) ? replacedBy(c) : [],
    },
    { is: 'readyToSend' },
  ];
}

/** The answer to the question that is open now; any other changes nothing. */
function choose(c: Challenge | undefined, { key }: Only<'choose'>): Step {
  if (c?.is !== 'entered' || !c.question) return [c, { is: 'notAsked' }];
  const chosen = offeredBy(c.id, c.question).find((one) => one.key === key);
  if (!chosen) return [c, { is: 'notAsked' }];
  const { question: _, ...answered } = c;
  const { phone, country } = chosen;
  const earlier = sameSubscriber(c.phone, phone) ? c.earlier : [];
  return [{ ...answered, phone, country, earlier }, { is: 'readyToSend' }];
}

function send(c: Challenge | undefined, event: Only<'send'>, now: Ms, policy: ChallengePolicy): Step {
  if (!c) return [c, { is: 'noNumber' }];
  if (c.is === 'entered' && c.question) return [c, { is: 'undecided' }];
  const locked = lockedUntil(c, policy);
  if (locked !== undefined && now < locked) return [c, { is: 'locked', until: locked }];
  const round = roundAt(c.round, now, policy, event.freshId);
  // The process that took the last guess died before this record had it. A code that could not be right is not paid for.
  if (round === c.round && event.guesses >= policy.maxAttempts) return lockOut(c, now, policy);
  if (!event.again && hasLiveCode(c, now)) return [c, { is: 'alreadySent' }];
  if (!isOpen(event.channel, c, now, policy.ways)) return [c, { is: 'notOffered' }];
  const until = waitsUntil(c, policy);
  if (now < until) return [c, { is: 'tooSoon', until }];
  const next: Sent = {
    is: 'sent',
    id: c.id,
    phone: c.phone,
    country: c.country,
    sends: c.sends + 1,
    waitBefore: coolDownEnd(c, policy),
    hurried: c.hurried || now < coolDownEnd(c, policy),
    round,
    earlier: replacedBy(c),
    channel: event.channel,
    digest: event.digest,
    sentAt: now,
    expiresAt: now + policy.ttl,
    delivery: { is: 'underway' },
  };
  return [next, { is: 'sent' }];
}

/** The codes that are behind whatever comes after `c`. */
function replacedBy(c: Challenge): readonly EarlierCode[] {
  return c.is === 'sent' ? [...c.earlier, { id: c.id, digest: c.digest }].slice(-MOST_EARLIER) : c.earlier;
}

const hasLiveCode = (c: Challenge, now: Ms) => c.is === 'sent' && c.delivery.is !== 'failed' && now < c.expiresAt;

function submit(c: Challenge | undefined, event: Only<'submit'>, now: Ms, policy: ChallengePolicy): Step {
  if (!c) return [c, { is: 'noNumber' }];
  const locked = lockedUntil(c, policy);
  if (locked !== undefined && now < locked) return [c, { is: 'locked', until: locked }];
  if (c.is === 'entered') return [c, { is: 'nothingSent' }];
  if (now >= c.expiresAt) return [{ ...c, expiresAt: DEAD }, { is: 'expired' }];
  if (event.guess <= policy.maxAttempts && event.matches === 'current') {
    const { phone, country, channel, sentAt } = c;
    return [undefined, { is: 'proven', phone, country, channel, sentAt }];
  }
  if (event.guess <= policy.maxAttempts && event.matches === 'earlier') {
    return [c, { is: 'earlierCode', channel: c.channel, sentAt: c.sentAt }];
  }
  // The shared counter wins over this record: a crash may have lost a guess here, but never there.
  const wrong = Math.max(c.round.wrong + 1, event.guess);
  const left = policy.maxAttempts - wrong;
  if (left <= 0) return lockOut(c, now, policy);
  return [
    { ...c, round: { ...c.round, wrong, lastWrongAt: now } },
    { is: 'wrongCode', left },
  ];
}

/** All guesses of the round are taken: the code is dead, and the member waits. */
function lockOut(c: Challenge, now: Ms, policy: ChallengePolicy): Step {
  const round = { ...c.round, wrong: policy.maxAttempts, lastWrongAt: now };
  const next = c.is === 'sent' ? { ...c, round, expiresAt: DEAD } : { ...c, round };
  return [next, { is: 'locked', until: now + policy.lock }];
}

/** New tries, and no wait; a code that is alive stays so. */
function renewed(c: Challenge, freshId: string, now: Ms): Challenge {
  const free = { waitBefore: 0, hurried: false, round: { id: freshId, wrong: 0 } };
  return c.is === 'sent' ? { ...c, ...free, waivedAt: now } : { ...c, ...free, enteredAt: now };
}

function roundAt(round: Round, now: Ms, policy: ChallengePolicy, freshId: string): Round {
  const over = round.lastWrongAt !== undefined && now >= round.lastWrongAt + policy.lock;
  return over ? { id: freshId, wrong: 0 } : round;
}

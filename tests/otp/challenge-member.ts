import { type Outcome, step } from '../../src/otp/challenge.ts';
import type { Challenge, ChallengePolicy } from '../../src/otp/challenge-state.ts';
import type { Question } from '../../src/otp/number/choosing.ts';
import { type E164, isE164 } from '../../src/otp/number/phone.ts';
import { panelState } from '../../src/otp/panel-state.ts';
import type { Channel, SmsProblem } from '../../src/otp/sms.ts';

export const policy: ChallengePolicy = {
  ttl: 300_000,
  maxAttempts: 3,
  lock: 600_000,
  coolDowns: [30_000, 60_000, 120_000, 300_000],
  ways: { call: { countries: [] }, whatsapp: { countries: [] } },
};

function e164(text: string): E164 {
  if (!isE164(text)) throw new Error('not a number');
  return text;
}
export const american = e164('+14155550123');
export const british = e164('+447700900123');
/** In London, of a range for drama. */
export const landline = e164('+442079460123');
export const phones = [american, british, landline];

/** A member with the counters that the verifier keeps next to the challenge. Codes are drawn as `1`, `2`, …: never the same twice. */
export function member() {
  const state = {
    now: 1_000_000,
    challenge: undefined as Challenge | undefined,
    issued: 0,
    ids: 0,
    guesses: new Map<string, number>(),
  };
  const take = (event: Parameters<typeof step>[1]): Outcome => {
    const [next, outcome] = step(state.challenge, event, state.now, policy);
    state.challenge = next;
    return outcome;
  };
  return {
    state,
    standing: () => state.challenge && panelState(state.challenge, state.now, policy),
    enter: (phone: E164) => take({ is: 'enter', phone, country: 'ZZ', freshId: `id${++state.ids}` }),
    /** Enters what may be one of several numbers, or is one whose country nobody typed. */
    ask(...candidates: readonly [E164, ...E164[]]) {
      const asks = candidates.length > 1 ? 'number' : 'country';
      const question: Question = { asks, candidates: candidates.map((phone) => ({ phone, country: 'ZZ' })) };
      return take({ is: 'enter', phone: candidates[0], country: 'ZZ', question, freshId: `id${++state.ids}` });
    },
    choose: (key: string) => take({ is: 'choose', key }),
    /** What a press can name now. */
    keys() {
      const now = state.challenge && panelState(state.challenge, state.now, policy);
      return now?.is === 'undecided' ? now.offers.map(({ key }) => key) : [];
    },
    send(again: boolean, channel: Channel = 'sms') {
      const digest = String(state.issued + 1);
      const guesses = state.guesses.get(state.challenge?.round.id ?? '') ?? 0;
      const outcome = take({ is: 'send', channel, again, guesses, digest, freshId: `id${++state.ids}` });
      if (outcome.is === 'sent') state.issued += 1;
      return outcome;
    },
    submit(code: string) {
      const live = state.challenge?.is === 'sent' && panelState(state.challenge, state.now, policy).canSubmit;
      const round = state.challenge?.round.id ?? '';
      const guess = live ? (state.guesses.get(round) ?? 0) + 1 : 0;
      if (live) state.guesses.set(round, guess);
      const matches = matchOf(state.challenge, code);
      const outcome = take({ is: 'submit', matches: guess <= policy.maxAttempts ? matches : 'none', guess });
      if (outcome.is === 'earlierCode') state.guesses.set(round, guess - 1);
      return outcome;
    },
    fail(problem: SmsProblem = 'unreachable') {
      take({ is: 'accepted', of: latest(state.challenge), messageId: 'SM' });
      return take({ is: 'delivery', messageId: 'SM', delivery: { is: 'failed', problem } });
    },
    deliver() {
      take({ is: 'accepted', of: latest(state.challenge), messageId: 'SM' });
      return take({ is: 'delivery', messageId: 'SM', delivery: { is: 'delivered' } });
    },
    refuse: (problem: SmsProblem = 'busy') => take({ is: 'refused', of: latest(state.challenge), problem }),
    wait(ms: number) {
      state.now += ms;
    },
  };
}

export type Member = ReturnType<typeof member>;

const latest = (challenge: Challenge | undefined) => ({ id: challenge?.id ?? '', send: challenge?.sends ?? 0 });

function matchOf(challenge: Challenge | undefined, code: string): 'current' | 'earlier' | 'none' {
  if (challenge?.is !== 'sent') return 'none';
  if (challenge.digest === code) return 'current';
  return challenge.earlier.some(({ digest }) => digest === code) ? 'earlier' : 'none';
}

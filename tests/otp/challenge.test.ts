import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Outcome, step } from '../../src/otp/challenge.ts';
import type { Challenge, ChallengePolicy } from '../../src/otp/challenge-state.ts';
import { type E164, isE164 } from '../../src/otp/number/phone.ts';
import { changesAt, standing } from '../../src/otp/standing.ts';

const policy: ChallengePolicy = {
  ttl: 300_000,
  maxAttempts: 3,
  lock: 600_000,
  coolDowns: [30_000, 60_000, 120_000, 300_000],
};

function e164(text: string): E164 {
  if (!isE164(text)) throw new Error('not a number');
  return text;
}
const american = e164('+14155550123');
const british = e164('+447700900123');
const phones = [american, british];

/** A member with the counters that the verifier keeps next to the challenge. Codes are drawn as `1`, `2`, …: never the same twice. */
function member() {
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
    standing: () => state.challenge && standing(state.challenge, state.now, policy),
    enter: (phone: E164) => take({ is: 'enter', phone, country: 'ZZ', freshId: `id${++state.ids}` }),
    send(again: boolean) {
      const digest = String(state.issued + 1);
      const guesses = state.guesses.get(state.challenge?.round.id ?? '') ?? 0;
      const outcome = take({ is: 'send', again, guesses, digest, freshId: `id${++state.ids}` });
      if (outcome.is === 'sent') state.issued += 1;
      return outcome;
    },
    submit(code: string) {
      const live = state.challenge?.is === 'sent' && standing(state.challenge, state.now, policy).canSubmit;
      const round = state.challenge?.round.id ?? '';
      const guess = live ? (state.guesses.get(round) ?? 0) + 1 : 0;
      if (live) state.guesses.set(round, guess);
      const matches = matchOf(state.challenge, code);
      const outcome = take({ is: 'submit', matches: guess <= policy.maxAttempts ? matches : 'none', guess });
      if (outcome.is === 'earlierCode') state.guesses.set(round, guess - 1);
      return outcome;
    },
    fail() {
      take({ is: 'accepted', of: latest(state.challenge), messageId: 'SM' });
      return take({ is: 'delivery', messageId: 'SM', delivery: { is: 'failed', problem: 'unreachable' } });
    },
    refuse: () => take({ is: 'refused', of: latest(state.challenge), problem: 'busy' }),
    wait(ms: number) {
      state.now += ms;
    },
  };
}

type Member = ReturnType<typeof member>;

const latest = (challenge: Challenge | undefined) => ({ id: challenge?.id ?? '', send: challenge?.sends ?? 0 });

function matchOf(challenge: Challenge | undefined, code: string): 'current' | 'earlier' | 'none' {
  if (challenge?.is !== 'sent') return 'none';
  if (challenge.digest === code) return 'current';
  return challenge.earlier.some(({ digest }) => digest === code) ? 'earlier' : 'none';
}

const waits = fc.constantFrom(1, 29_999, 30_000, 60_000, 299_999, 300_000, 600_000);
const events = fc.oneof(
  { weight: 2, arbitrary: fc.record({ is: fc.constant('enter' as const), phone: fc.constantFrom(...phones) }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('send' as const), again: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ is: fc.constant('submit' as const), code: fc.nat({ max: 12 }).map(String) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('submitLatest' as const) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('fail' as const) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('refuse' as const) }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('wait' as const), ms: waits }) },
);

type PlayedEvent = typeof events extends fc.Arbitrary<infer E> ? E : never;

function play(who: Member, event: PlayedEvent): Outcome | undefined {
  switch (event.is) {
    case 'enter':
      return who.enter(event.phone);
    case 'send':
      return who.send(event.again);
    case 'submit':
      return who.submit(event.code);
    case 'submitLatest':
      return who.submit(String(who.state.issued));
    case 'fail':
      return who.fail();
    case 'refuse':
      return who.refuse();
    case 'wait':
      who.wait(event.ms);
  }
}

describe('any sequence of events', () => {
  const run = (check: (who: Member) => void) =>
    fc.assert(
      fc.property(fc.array(events, { minLength: 20, maxLength: 60 }), (sequence) => {
        const who = member();
        for (const event of sequence) {
          play(who, event);
          check(who);
        }
      }),
      { numRuns: 500 },
    );

  it('never has more wrong codes evaluated than the policy allows, until the lock is over', () => {
    fc.assert(
      fc.property(fc.array(events, { minLength: 40, maxLength: 120 }), (sequence) => {
        const who = member();
        let wrongAt: number[] = [];
        for (const event of sequence) {
          const before = who.state.challenge;
          const outcome = play(who, event);
          if (outcome?.is === 'proven') wrongAt = [];
          const evaluated =
            event.is.startsWith('submit') &&
            before?.is === 'sent' &&
            (outcome?.is === 'wrongCode' || outcome?.is === 'locked');
          if (!evaluated || before === who.state.challenge) continue;
          wrongAt = [...wrongAt, who.state.now];
          // A round ends only by `lock` passing after its latest wrong code.
          const gaps = wrongAt.map((at, i) => at - (wrongAt[i - 1] ?? Number.NEGATIVE_INFINITY));
          const start = gaps.findLastIndex((gap) => gap >= policy.lock);
          expect(wrongAt.slice(start).length).toBeLessThanOrEqual(policy.maxAttempts);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('proves only the latest code, while it lives', () => {
    fc.assert(
      fc.property(fc.array(events, { minLength: 20, maxLength: 60 }), (sequence) => {
        const who = member();
        for (const event of sequence) {
          const before = who.state.challenge;
          const outcome = play(who, event);
          if (outcome?.is !== 'proven') continue;
          expect(before?.is).toBe('sent');
          if (before?.is !== 'sent') continue;
          expect(before.digest).toBe(String(who.state.issued));
          expect(who.state.now).toBeLessThan(before.expiresAt);
          expect(who.state.challenge).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  it('texts a member no sooner than the waits allow, but for one number of each line', () => {
    const fresh = { texted: 0, next: 0, early: 0 };
    let line = fresh;
    const note = (event: PlayedEvent, outcome: Outcome | undefined, now: number) => {
      if (outcome?.is === 'proven') return fresh;
      // What the carrier did not deliver keeps nobody waiting.
      if (event.is === 'fail' || event.is === 'refuse') return { ...line, next: 0 };
      if (outcome?.is !== 'sent') return line;
      const wait = policy.coolDowns[line.texted] ?? policy.coolDowns.at(-1) ?? 0;
      return { texted: line.texted + 1, next: now + wait, early: line.early + (now < line.next ? 1 : 0) };
    };
    fc.assert(
      fc.property(fc.array(events, { minLength: 40, maxLength: 120 }), (sequence) => {
        const who = member();
        line = fresh;
        for (const event of sequence) line = note(event, play(who, event), who.state.now);
        expect(line.early).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the member with a button that works, or with an instant to wait for', () => {
    run((who) => {
      const now = who.standing();
      if (!now) return;
      const canGoOn = now.canSend || now.canResend || now.canSubmit || changesAt(now) < Infinity;
      expect(canGoOn).toBe(true);
      expect(changesAt(now)).toBeGreaterThan(who.state.now);
    });
  });

  it('shows only buttons that do what they say', () => {
    run((who) => {
      const now = who.standing();
      if (!now || !who.state.challenge) return;
      const answer = (event: Parameters<typeof step>[1]) =>
        step(who.state.challenge, event, who.state.now, policy)[1].is;
      const sends = (again: boolean) => answer({ is: 'send', again, guesses: 0, digest: 'x', freshId: 'x' }) === 'sent';
      if (now.canSend) expect(sends(false)).toBe(true);
      expect(now.canSend || now.canResend).toBe(sends(true));
      expect(now.canSubmit).toBe(answer({ is: 'submit', matches: 'current', guess: 1 }) === 'proven');
    });
  });
});

describe('a challenge', () => {
  const sent = () => {
    const who = member();
    who.enter(american);
    who.send(false);
    return who;
  };

  it('case 4: a resend never refills the guesses', () => {
    const who = sent();
    who.submit('wrong');
    who.wait(30_000);
    expect(who.send(true).is).toBe('sent');
    expect(who.submit('wrong')).toEqual({ is: 'wrongCode', left: 1 });
  });

  it('case 5: neither another number nor coming back to the first refills the guesses', () => {
    const who = sent();
    who.submit('wrong');
    who.submit('wrong');
    for (const phone of [...phones].reverse()) who.enter(phone);
    expect(who.send(false).is).toBe('sent');
    expect(who.submit('wrong').is).toBe('locked');
    who.enter(british);
    expect(who.send(false).is).toBe('locked');
  });

  it('case 6: a resend kills the code before it', () => {
    const who = sent();
    who.wait(30_000);
    who.send(true);
    expect(who.submit('1').is).toBe('earlierCode');
    expect(who.submit('2').is).toBe('proven');
  });

  it('case 8: a code works 1 ms before its end of life and not at it, nor after the clock steps back', () => {
    const early = sent();
    early.wait(policy.ttl - 1);
    expect(early.submit('1').is).toBe('proven');
    const late = sent();
    late.wait(policy.ttl);
    expect(late.submit('1').is).toBe('expired');
    late.wait(-policy.ttl / 2);
    expect(late.submit('1').is).toBe('expired');
  });

  it('is locked after the last wrong code, and the code stays dead when the lock is over', () => {
    const who = sent();
    for (const _ of [1, 2]) expect(who.submit('wrong').is).toBe('wrongCode');
    expect(who.submit('wrong')).toEqual({ is: 'locked', until: who.state.now + policy.lock });
    expect(who.submit('1').is).toBe('locked');
    who.wait(policy.lock - 1);
    expect(who.send(true).is).toBe('locked');
    who.wait(1);
    expect(who.submit('1').is).toBe('expired');
    expect(who.send(true).is).toBe('sent');
    expect(who.submit('wrong')).toEqual({ is: 'wrongCode', left: 2 });
  });

  it('makes each wait longer than the one before, and repeats the last', () => {
    const who = sent();
    for (const coolDown of [30_000, 60_000, 120_000, 300_000, 300_000]) {
      expect(who.send(true)).toEqual({ is: 'tooSoon', until: who.state.now + coolDown });
      who.wait(coolDown - 1);
      expect(who.send(true).is).toBe('tooSoon');
      who.wait(1);
      expect(who.send(true).is).toBe('sent');
    }
  });

  it('lets a member who mistyped send to another number at once, once; after that the wait holds for every number', () => {
    const who = sent();
    who.enter(british);
    expect(who.send(false).is).toBe('sent');
    const until = who.state.now + 60_000;
    who.enter(american);
    expect(who.standing()).toMatchObject({ is: 'entered', canSend: false, resendAt: until });
    const waiting = who.standing();
    expect(waiting && changesAt(waiting)).toBe(until);
    expect(who.send(false)).toEqual({ is: 'tooSoon', until });
    who.wait(59_999);
    expect(who.send(false).is).toBe('tooSoon');
    who.wait(1);
    expect(who.standing()).toMatchObject({ is: 'entered', canSend: true });
    expect(who.send(false).is).toBe('sent');
  });

  it('keeps the wait through numbers that the carrier refuses, which cost nothing', () => {
    const who = sent();
    who.enter(british);
    who.send(false);
    const until = who.state.now + 60_000;
    who.wait(30_000);
    who.refuse();
    expect(who.send(false).is).toBe('sent');
    who.refuse();
    who.wait(30_000);
    who.enter(american);
    expect(who.send(false).is).toBe('sent');
    who.enter(british);
    expect(who.send(false)).toEqual({ is: 'tooSoon', until: until + 300_000 });
  });

  it('asks before a live code is replaced, and lets another number in at once', () => {
    const who = sent();
    const before = who.state.challenge;
    expect(who.enter(american).is).toBe('sameNumber');
    expect(who.state.challenge).toBe(before);
    expect(who.enter(british).is).toBe('readyToSend');
    expect(who.standing()).toMatchObject({ is: 'entered', canSend: true });
    expect(who.submit('1').is).toBe('nothingSent');
  });

  it('can be sent again at once when the carrier failed or refused', () => {
    const failed = sent();
    failed.fail();
    expect(failed.standing()).toMatchObject({
      is: 'sent',
      canSend: true,
      canSubmit: true,
      delivery: { problem: 'unreachable' },
    });
    expect(failed.send(false).is).toBe('sent');
    const refused = sent();
    refused.refuse();
    expect(refused.standing()).toMatchObject({ is: 'entered', canSend: true, canSubmit: false, problem: 'busy' });
    expect(refused.send(false).is).toBe('sent');
  });

  it('takes the word of the shared counter over its own', () => {
    const who = sent();
    const event = { is: 'submit', matches: 'none', guess: policy.maxAttempts + 1 } as const;
    expect(step(who.state.challenge, event, who.state.now, policy)[1].is).toBe('locked');
  });
});

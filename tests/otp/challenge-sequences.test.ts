import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Outcome, step } from '../../src/otp/challenge.ts';
import { otherChannels } from '../../src/otp/channels/ways.ts';
import { changesAt } from '../../src/otp/panel-state.ts';
import { type Channel, channels } from '../../src/otp/sms.ts';
import { isLong } from '../support/form.ts';
import { american, british, type Member, member, phones, policy } from './challenge-member.ts';

const waits = fc.constantFrom(1, 29_999, 30_000, 60_000, 299_999, 300_000, 600_000);
const channel = fc.constantFrom(...channels);
const problem = fc.constantFrom('busy' as const, 'optedOut' as const);
const events = fc.oneof(
  { weight: 2, arbitrary: fc.record({ is: fc.constant('enter' as const), phone: fc.constantFrom(...phones) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('ask' as const), count: fc.constantFrom(1, 2) }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('choose' as const), index: fc.nat({ max: 2 }) }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('send' as const), again: fc.boolean(), channel }) },
  { weight: 6, arbitrary: fc.record({ is: fc.constant('submit' as const), code: fc.nat({ max: 12 }).map(String) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('submitLatest' as const) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('fail' as const), problem }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('deliver' as const) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('refuse' as const), problem }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant('wait' as const), ms: waits }) },
);

type PlayedEvent = typeof events extends fc.Arbitrary<infer E> ? E : never;

function play(who: Member, event: PlayedEvent): Outcome | undefined {
  switch (event.is) {
    case 'enter':
      return who.enter(event.phone);
    case 'ask':
      return event.count === 1 ? who.ask(american) : who.ask(british, american);
    case 'choose':
      return who.choose(who.keys()[event.index] ?? 'forged');
    case 'send':
      return who.send(event.again, event.channel);
    case 'submit':
      return who.submit(event.code);
    case 'submitLatest':
      return who.submit(String(who.state.issued));
    case 'fail':
      return who.fail(event.problem);
    case 'deliver':
      return who.deliver();
    case 'refuse':
      return who.refuse(event.problem);
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
      { numRuns: isLong ? 500 : 150 },
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
      { numRuns: isLong ? 500 : 150 },
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
      { numRuns: isLong ? 500 : 150 },
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
      { numRuns: isLong ? 500 : 150 },
    );
  });

  it('leaves the member with a button that works, or with an instant to wait for', () => {
    run((who) => {
      const now = who.standing();
      if (!now) return;
      const canSwitch = 'offered' in now && now.offered.length > 0 && now.resendAt === undefined;
      const canGoOn =
        now.canSend ||
        now.canResend ||
        now.canSubmit ||
        canSwitch ||
        now.is === 'undecided' ||
        changesAt(now) < Infinity;
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
      const sends = (again: boolean, by: Channel = 'sms') =>
        answer({ is: 'send', channel: by, again, guesses: 0, digest: 'x', freshId: 'x' }) === 'sent';
      if (now.canSend) expect(sends(false)).toBe(true);
      expect(now.canSend || now.canResend).toBe(sends(true));
      const offered = !('offered' in now) || now.resendAt !== undefined ? [] : now.offered;
      for (const other of otherChannels) expect(offered.includes(other)).toBe(sends(true, other));
      expect(now.canSubmit).toBe(answer({ is: 'submit', matches: 'current', guess: 1 }) === 'proven');
    });
  });
});

import { describe, expect, it } from 'vitest';
import { step } from '../../src/otp/challenge.ts';
import { changesAt } from '../../src/otp/panel-state.ts';
import { american, british, member, phones, policy } from './challenge-member.ts';

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

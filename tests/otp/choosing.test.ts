import { describe, expect, it } from 'vitest';
import { american, british, member } from './challenge-member.ts';

describe('a question about a number', () => {
  it('keeps anything from being sent until it is answered', () => {
    const who = member();
    expect(who.ask(american).is).toBe('readyToSend');
    expect(who.standing()).toMatchObject({ is: 'undecided', asks: 'country', canSend: false });
    for (const again of [true, false]) expect(who.send(again).is).toBe('undecided');
    expect(who.choose(who.keys()[0] ?? '').is).toBe('readyToSend');
    expect(who.send(false).is).toBe('sent');
    expect(who.state.challenge).toMatchObject({ phone: american });
  });

  it('is answered by one of the numbers that are offered, and by nothing else', () => {
    const who = member();
    who.ask(american, british);
    expect(who.keys()).toHaveLength(2);
    for (const key of ['', 'forged', american, '0']) expect(who.choose(key).is).toBe('notAsked');
    expect(who.choose(who.keys()[1] ?? '').is).toBe('readyToSend');
    expect(who.standing()).toMatchObject({ is: 'entered', phone: british, canSend: true });
  });

  it('is not answered by a press on an older one, even about the same number', () => {
    const who = member();
    who.ask(american, british);
    const old = who.keys();
    who.ask(british);
    for (const key of old) expect(who.choose(key).is).toBe('notAsked');
    expect(who.send(false).is).toBe('undecided');
  });

  it('is not asked where one of the numbers has a code that still works', () => {
    const who = member();
    who.enter(british);
    who.send(false);
    expect(who.ask(american, british).is).toBe('sameNumber');
    expect(who.submit('1').is).toBe('proven');
  });

  it('leaves the tries and the wait as they were', () => {
    const who = member();
    who.enter(british);
    who.send(false);
    who.submit('wrong');
    who.ask(american);
    who.choose(who.keys()[0] ?? '');
    expect(who.send(false).is).toBe('sent');
    expect(who.submit('wrong')).toEqual({ is: 'wrongCode', left: 1 });
    expect(who.submit('1').is).toBe('locked');
  });

  it('no key tells the number', () => {
    const who = member();
    who.ask(american);
    const [first] = who.keys();
    who.ask(american);
    expect(first).toMatch(/^[a-p]{16}$/);
    expect(who.keys()[0]).not.toBe(first);
  });
});

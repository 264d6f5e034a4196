import { describe, expect, it } from 'vitest';
import { step } from '../../src/otp/challenge.ts';
import { changesAt, panelState } from '../../src/otp/panel-state.ts';
import { american, landline, member, policy } from './challenge-member.ts';

function texted() {
  const who = member();
  who.enter(american);
  who.send(false);
  return who;
}

const offeredTo = (who: ReturnType<typeof member>) => {
  const now = who.standing();
  return now && 'offered' in now ? now.offered : [];
};

describe('another way to the phone', () => {
  it('is offered where a text has not been confirmed for a minute, and not before', () => {
    const who = texted();
    who.wait(59_999);
    expect(offeredTo(who)).toEqual([]);
    const now = who.standing();
    expect(now && changesAt(now)).toBe(who.state.now + 1);
    who.wait(1);
    expect(offeredTo(who)).toEqual(['call', 'whatsapp']);
    who.deliver();
    expect(offeredTo(who)).toEqual([]);
  });

  it.each([
    'cannotReceive',
    'countryOff',
    'optedOut',
    'unreachable',
    'network',
    'sender',
    'noSender',
    'filtered',
    'configuration',
    'dayFull',
    'notArrived',
  ] as const)('is offered at once where a text failed or was refused (%s)', (problem) => {
    const failed = texted();
    failed.fail(problem);
    expect(offeredTo(failed)).toEqual(['call', 'whatsapp']);
    const refused = texted();
    refused.refuse(problem);
    expect(offeredTo(refused)).toEqual(['call', 'whatsapp']);
  });

  it.each(['busy', 'noConnection'] as const)('is not offered for what it would meet as well (%s)', (problem) => {
    const who = texted();
    who.refuse(problem);
    expect(offeredTo(who)).toEqual([]);
  });

  it.each(['lineRefused', 'lineToStaff'] as const)(
    'is not offered for a number that the server does not take (%s)',
    (problem) => {
      for (const [phone, channel] of [
        [american, 'sms'],
        [landline, 'call'],
      ] as const) {
        const who = member();
        who.enter(phone);
        who.send(false, channel);
        who.refuse(problem);
        expect(offeredTo(who)).toEqual([]);
      }
    },
  );

  it('stays offered once it was taken, whatever came of it', () => {
    const who = texted();
    who.fail('notArrived');
    expect(who.send(true, 'call').is).toBe('sent');
    expect(offeredTo(who)).toEqual(['call']);
    who.wait(60_000);
    expect(offeredTo(who)).toEqual(['call', 'whatsapp']);
    who.deliver();
    expect(offeredTo(who)).toEqual(['call']);
  });

  it('is a call alone for a landline, which gets no text', () => {
    const who = member();
    who.enter(landline);
    expect(who.standing()).toMatchObject({ canSend: false, canResend: false, takesTexts: false, offered: ['call'] });
    expect(who.send(false).is).toBe('notOffered');
    expect(who.send(false, 'whatsapp').is).toBe('notOffered');
    expect(who.send(false, 'call').is).toBe('sent');
    who.wait(60_000);
    expect(who.standing()).toMatchObject({ canSend: false, canResend: false, canSubmit: true, offered: ['call'] });
  });

  it('is refused where it is not offered, or is off', () => {
    const who = texted();
    who.wait(30_000);
    expect(who.send(true, 'call').is).toBe('notOffered');
    who.wait(30_000);
    const press = (ways: typeof policy.ways) => {
      const event = { is: 'send', channel: 'call', again: true, guesses: 0, digest: 'x', freshId: 'x' } as const;
      return step(who.state.challenge, event, who.state.now, { ...policy, ways })[1].is;
    };
    expect(press({})).toBe('notOffered');
    expect(press({ whatsapp: { countries: [] } })).toBe('notOffered');
    expect(press({ call: { countries: ['GB'] } })).toBe('notOffered');
    expect(press({ call: { countries: ['GB', 'ZZ'] } })).toBe('sent');
  });

  it('ends the code before it, shares its waits and its tries, and is named where it matters', () => {
    const who = texted();
    expect(who.submit('wrong')).toEqual({ is: 'wrongCode', left: 2 });
    who.wait(60_000);
    const calledAt = who.state.now;
    expect(who.send(true, 'call').is).toBe('sent');
    expect(who.send(true, 'whatsapp').is).toBe('notOffered');
    expect(who.send(true)).toEqual({ is: 'tooSoon', until: calledAt + 60_000 });
    expect(who.submit('1')).toEqual({ is: 'earlierCode', channel: 'call', sentAt: calledAt });
    expect(who.submit('wrong')).toEqual({ is: 'wrongCode', left: 1 });
    expect(who.submit('2')).toMatchObject({ is: 'proven', channel: 'call', sentAt: calledAt });
  });

  it('of a refused send says by which channel that was', () => {
    const who = texted();
    who.wait(60_000);
    who.send(true, 'call');
    who.refuse('sender');
    expect(who.standing()).toMatchObject({ is: 'entered', problem: 'sender', channel: 'call' });
    const stored = who.state.challenge;
    expect(stored && panelState(stored, who.state.now, { ...policy, ways: {} })).toMatchObject({ offered: [] });
  });
});

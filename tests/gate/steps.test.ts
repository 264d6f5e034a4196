import { describe, expect, it } from 'vitest';
import { type FlowStep, sendStep, stepDesk, submitStep } from '../../src/gate/journal/steps.ts';
import type { Happening, JournalEntry } from '../../src/gate/ports.ts';

const mira = { serverId: '100200300400500600', memberId: '700800900100200300' };

/** What a line of the journal is as a step. */
function stepOf(entry: Omit<JournalEntry, 'at' | keyof typeof mira>): FlowStep | undefined {
  const steps: FlowStep[] = [];
  stepDesk((step) => steps.push(step)).tell({ ...mira, ...entry, at: 1 });
  return steps[0];
}

describe('a line of the journal as a step', () => {
  it('keeps what it was, the country, and a cause in this program’s words', () => {
    expect(stepOf({ what: 'verified', country: 'US' })).toEqual({ ...mira, step: 'verified', country: 'US' });
    expect(stepOf({ what: 'grantFailed', why: 'roleGone' })).toEqual({ ...mira, step: 'grantFailed', why: 'roleGone' });
    expect(stepOf({ what: 'undelivered', why: 'filtered' })).toEqual({ ...mira, step: 'undelivered', why: 'filtered' });
  });

  it('is told once: sends and wrong codes are told where they happen', () => {
    const told: readonly Happening[] = ['sent', 'sendRefused', 'capReached', 'wrongCode'];
    expect(told.map((what) => stepOf({ what }))).toEqual(told.map(() => undefined));
  });

  const byStaff: readonly Happening[] = ['approved', 'revoked', 'blocked', 'unblocked', 'declined', 'requested'];
  it.each(byStaff)('case 14: of "%s" carries neither what somebody wrote nor another id', (what) => {
    const step = stepOf({ what, why: 'canary reason', by: '900100200300400500', others: ['800900100200300400'] });
    expect(JSON.stringify(step ?? {})).not.toMatch(/canary|900100200300400500|800900100200300400/);
  });
});

describe('an outcome as a step', () => {
  it('tells a first code from another one, and names what was in the way', () => {
    expect(sendStep({ is: 'sent', send: 1 }, false)).toEqual({ step: 'sent' });
    expect(sendStep({ is: 'sent', send: 2 }, true)).toEqual({ step: 'resent' });
    expect(sendStep({ is: 'refused', problem: 'optedOut' }, false)).toEqual({ step: 'sendRefused', why: 'optedOut' });
    expect(sendStep({ is: 'budgetSpent', budget: 'sends-all', until: 1 }, false)).toEqual({
      step: 'capReached',
      why: 'sends-all',
    });
    expect(sendStep({ is: 'tooSoon', until: 1 }, true)).toEqual({ step: 'notSent', why: 'tooSoon' });
  });

  it('tells a wrong code from one that was not looked at', () => {
    expect(submitStep({ is: 'wrongCode', left: 2 })).toEqual({ step: 'wrongCode' });
    expect(submitStep({ is: 'locked', until: 1 })).toEqual({ step: 'locked' });
    expect(submitStep({ is: 'expired' })).toEqual({ step: 'notChecked', why: 'expired' });
  });
});

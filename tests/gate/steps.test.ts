import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { sendEvent, submitEvent } from '../../src/gate/journal/outcome-events.ts';
import { createRecorder } from '../../src/gate/journal/recorder.ts';
import type { FlowStep } from '../../src/gate/journal/steps.ts';
import type { JournalEntry } from '../../src/gate/ports.ts';
import type { SendOutcome, SubmitOutcome } from '../../src/otp/verifier.ts';
import type { Happened } from '../support/entries.ts';

const mira = { serverId: '100200300400500600', memberId: '700800900100200300' };
const waited = { ...mira, ms: 5 };
const clock = manualClock();

/** Who hears of an event, in order. @param isKept whether the journal keeps it */
async function heard(event: Happened, isKept = true) {
  const told: string[] = [];
  const steps: FlowStep[] = [];
  const kept: JournalEntry[] = [];
  const record = createRecorder({
    journal: {
      async write(entry) {
        told.push('journal');
        kept.push(entry);
        return isKept;
      },
    },
    staff: () => told.push('staff'),
    log: () => told.push('log'),
    metrics(step) {
      told.push('metrics');
      steps.push(step);
    },
    clock,
    onError: () => {},
  });
  await record({ ...mira, ...event });
  return { told, kept, step: steps[0] };
}

const stepOf = async (event: Happened) => (await heard(event)).step;

describe('an event as a step', () => {
  it('keeps what it was, the country, and a cause in this program’s words', async () => {
    expect(await stepOf({ what: 'verified', country: 'US' })).toEqual({ ...mira, step: 'verified', country: 'US' });
    expect(await stepOf({ what: 'grantFailed', obstacle: 'roleGone' })).toEqual({
      ...mira,
      step: 'grantFailed',
      why: 'roleGone',
    });
    const lost = { what: 'undelivered', messageId: 'SM1', problem: 'filtered' } as const;
    expect(await stepOf(lost)).toEqual({ ...mira, step: 'undelivered', why: 'filtered' });
  });

  const canary = { by: '900100200300400500', reason: 'canary reason' };
  const others = ['800900100200300400'];
  it.each<Happened>([
    { what: 'approved', ...canary },
    { what: 'revoked', ...canary },
    { what: 'blocked', ...canary },
    { what: 'unblocked', ...canary },
    { what: 'declined', ...canary },
    { what: 'reset', ...canary },
    { what: 'requested', cause: 'cannotVerify', locale: 'de', ...canary },
    { what: 'transferred', country: 'US', others, ...canary },
    { what: 'conflict', country: 'US', others },
  ])('case 14: of "$what" carries neither what somebody wrote nor another id', async (event) => {
    expect(JSON.stringify((await stepOf(event)) ?? {})).not.toMatch(/canary|900100200300400500|800900100200300400/);
  });
});

describe('an outcome as a step', () => {
  const sent = (outcome: SendOutcome, again: boolean) =>
    stepOf(sendEvent({ ...waited, country: 'US' }, outcome, again));
  const submitted = (outcome: SubmitOutcome<unknown>, isVerified = false) =>
    stepOf(submitEvent(waited, outcome, isVerified));

  it('tells a first code from another one, and names what was in the way', async () => {
    const about = { ...waited, country: 'US' };
    expect(await sent({ is: 'sent', send: 1 }, false)).toEqual({ ...about, step: 'sent' });
    expect(await sent({ is: 'sent', send: 2 }, true)).toEqual({ ...about, step: 'resent' });
    const refused = { is: 'refused', problem: 'optedOut', code: 21610 } as const;
    expect(await sent(refused, false)).toEqual({ ...about, step: 'sendRefused', why: 'optedOut' });
    const spent = { is: 'budgetSpent', budget: 'sends-all', until: 1 } as const;
    expect(await sent(spent, false)).toEqual({ ...about, step: 'capReached', why: 'sends-all' });
    expect(await sent({ is: 'tooSoon', until: 1 }, true)).toEqual({ ...about, step: 'notSent', why: 'tooSoon' });
  });

  it('tells a wrong code from one that was not looked at', async () => {
    for (const isVerified of [false, true]) {
      expect(await submitted({ is: 'wrongCode', left: 2 }, isVerified)).toEqual({ ...waited, step: 'wrongCode' });
      expect(await submitted({ is: 'locked', until: 1 }, isVerified)).toEqual({ ...waited, step: 'locked' });
    }
    expect(await submitted({ is: 'expired' })).toEqual({ ...waited, step: 'notChecked', why: 'expired' });
    const spent = { is: 'budgetSpent', budget: 'guesses-member', until: 1 } as const;
    expect(await submitted(spent)).toEqual({ ...waited, step: 'capReached', why: 'guesses-member' });
  });
});

describe('who hears of an event', () => {
  const sms = sendEvent({ ...waited, country: 'US' }, { is: 'sent', send: 1, messageId: 'SM1' }, true);

  it('hears of it once', async () => {
    expect((await heard({ what: 'verified', country: 'US' })).told).toEqual(['journal', 'staff', 'log', 'metrics']);
    expect((await heard(sms)).told).toEqual(['log', 'metrics', 'journal']);
    expect((await heard({ what: 'lookedUp', by: '900' })).told).toEqual(['journal']);
    expect((await heard({ what: 'entered', country: 'US' })).told).toEqual(['log', 'metrics']);
  });

  it('is nobody after a journal that does not keep it, as the member has deleted their data', async () => {
    expect((await heard({ what: 'verified', country: 'US' }, false)).told).toEqual(['journal']);
    expect((await heard(sms, false)).told).toEqual(['log', 'metrics', 'journal']);
  });

  it('is not the journal, of a wrong code of somebody who is verified by now', async () => {
    const wrong = { is: 'wrongCode', left: 2 } as const;
    expect((await heard(submitEvent(waited, wrong, false))).told).toContain('journal');
    expect((await heard(submitEvent(waited, wrong, true))).told).not.toContain('journal');
  });
});

import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/gate/ports.ts';
import { lastDays } from '../../src/gate/stats/span.ts';
import type { SmsBill } from '../../src/otp/sms.ts';
import type { Entry } from '../support/entries.ts';
import { figuresOf } from '../support/stats-days.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const now = Date.UTC(2026, 2, 10, 15, 30);
const week = lastDays(7, now);

function at(instant: number, memberId: string, entry: Entry): JournalEntry {
  return { serverId: '1', memberId, at: instant, ...entry };
}

/** A member who takes a minute for it. */
const wayOf = (memberId: string, since: number, country = 'US'): JournalEntry[] => [
  at(since, memberId, { what: 'started' }),
  at(since + 1000, memberId, { what: 'sent', country, messageId: `SM${memberId}` }),
  at(since + 4000, memberId, {
    what: 'delivered',
    messageId: `SM${memberId}`,
    segments: 1,
    price: 0.0083,
    currency: 'USD',
  }),
  at(since + 61_000, memberId, { what: 'verified', country }),
];

describe('days', () => {
  it('are whole UTC days, today among them', () => {
    expect(lastDays(1, now)).toEqual({
      from: Date.UTC(2026, 2, 10),
      until: Date.UTC(2026, 2, 11),
      days: ['2026-03-10'],
    });
    expect(week.days).toEqual(['04', '05', '06', '07', '08', '09', '10'].map((number) => `2026-03-${number}`));
  });

  it('begin with their first millisecond and end before the next one’s', () => {
    const edges = [week.from - 1, week.from, week.from + day - 1, week.from + day, week.until - 1, week.until];
    const stats = figuresOf(
      edges.map((instant, index) => at(instant, `m${index}`, { what: 'started' })),
      week,
    );
    expect(stats.days.map(({ started }) => started)).toEqual([2, 1, 0, 0, 0, 0, 1]);
  });
});

describe('figures', () => {
  it('follow members from start to verified', () => {
    const stats = figuresOf(
      [...wayOf('1', now - 2 * day), ...wayOf('2', now, 'DE'), at(now, '3', { what: 'started' })],
      week,
    );
    expect(stats.members).toEqual({ started: 3, sent: 2, delivered: 2, verified: 2 });
    expect(stats.conversion).toEqual({ ofStarted: 2 / 3, ofSent: 1 });
    expect(stats.medianTime).toBe(minute);
    expect(stats.countries).toEqual([
      { country: 'DE', started: 0, sent: 1, delivered: 1, verified: 1 },
      { country: 'US', started: 0, sent: 1, delivered: 1, verified: 1 },
    ]);
    expect(stats.sms).toEqual({ sent: 2, delivered: 2, undelivered: 0 });
    expect(stats.bill).toEqual({ segments: 2, priced: 2, costs: [{ currency: 'USD', amount: 0.0166 }] });
  });

  it('count a member once a step, on the first day of it', () => {
    const stats = figuresOf([...wayOf('1', now - day), ...wayOf('1', now)], week);
    expect(stats.members).toEqual({ started: 1, sent: 1, delivered: 1, verified: 1 });
    expect(stats.days.at(-2)?.verified).toBe(1);
    expect(stats.days.at(-1)?.verified).toBe(0);
    expect(stats.sms.sent).toBe(2);
  });

  it('count a number that moved to another account as verified', () => {
    const stats = figuresOf(
      [...wayOf('1', now).slice(0, 3), at(now + 61_000, '1', { what: 'transferred', country: 'US' })],
      week,
    );
    expect(stats.members.verified).toBe(1);
    expect(stats.medianTime).toBe(minute);
  });

  it('do not call those verified again who only start again', () => {
    const stats = figuresOf([at(now - minute, '1', { what: 'verified' }), at(now, '1', { what: 'started' })], week);
    expect(stats.conversion.ofStarted).toBe(0);
  });

  it('take the time from the first Send of the attempt that succeeded', () => {
    const stats = figuresOf(
      [
        at(now - day, '1', { what: 'started' }),
        at(now - day, '1', { what: 'sent' }),
        at(now, '1', { what: 'started' }),
        at(now, '1', { what: 'sent' }),
        at(now + minute, '1', { what: 'sent' }),
        at(now + 2 * minute, '1', { what: 'verified' }),
      ],
      week,
    );
    expect(stats.medianTime).toBe(2 * minute);
  });

  it('lie in the middle between two times', () => {
    const took = (memberId: string, time: number) => [
      at(now, memberId, { what: 'sent' }),
      at(now + time, memberId, { what: 'verified' }),
    ];
    expect(figuresOf([...took('1', 1000), ...took('2', 2000)], week).medianTime).toBe(1500);
    expect(figuresOf([...took('1', 1000), ...took('2', 2000), ...took('3', 9000)], week).medianTime).toBe(2000);
  });

  it('name the reasons of failures, the most frequent first', () => {
    const stats = figuresOf(
      [
        at(now, '1', { what: 'wrongCode' }),
        at(now, '2', { what: 'undelivered', problem: 'unreachable' }),
        at(now, '2', { what: 'sendRefused', problem: 'unreachable' }),
        at(now, '3', { what: 'undelivered' }),
        at(now, '3', { what: 'grantFailed', obstacle: 'roleGone' }),
        at(now, '3', { what: 'capReached', budget: 'sends per member' }),
        at(now, '4', { what: 'conflict' }),
        at(now, '4', { what: 'blockedNumber' }),
      ],
      week,
    );
    expect(stats.failures).toEqual([
      { reason: 'unreachable', count: 2 },
      ...['wrongCode', 'limit', 'numberTaken', 'numberBlocked', 'roleNotGiven', 'unknown'].map((reason) => ({
        reason,
        count: 1,
      })),
    ]);
  });

  it('know no cost where Twilio has reported none, and keep currencies apart', () => {
    const sms = (messageId: string, more: Partial<SmsBill>) => [
      at(now, messageId, { what: 'sent', messageId }),
      at(now + 1, messageId, { what: 'delivered', messageId, ...more }),
    ];
    const stats = figuresOf(
      [
        ...sms('SM1', { segments: 2 }),
        ...sms('SM2', { segments: 1, price: 0.1, currency: 'USD' }),
        ...sms('SM3', { segments: 1, price: 0.2, currency: 'USD' }),
        ...sms('SM4', { segments: 1, price: 0.05, currency: 'EUR' }),
        at(now, '5', { what: 'sent' }),
      ],
      week,
    );
    expect(stats.sms).toEqual({ sent: 5, delivered: 4, undelivered: 0 });
    expect(stats.bill).toEqual({
      segments: 5,
      priced: 3,
      costs: [
        { currency: 'EUR', amount: 0.05 },
        { currency: 'USD', amount: 0.3 },
      ],
    });
  });

  it('are zero and nothing more where nothing happened', () => {
    const stats = figuresOf([], week);
    expect(stats.members).toEqual({ started: 0, sent: 0, delivered: 0, verified: 0 });
    expect(stats.conversion).toEqual({ ofStarted: undefined, ofSent: undefined });
    expect(stats.medianTime).toBeUndefined();
    expect(stats.bill).toEqual({ segments: 0, priced: 0, costs: [] });
  });
});

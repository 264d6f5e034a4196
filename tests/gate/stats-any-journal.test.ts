import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/gate/ports.ts';
import { steps } from '../../src/gate/stats/count.ts';
import { lastDays } from '../../src/gate/stats/span.ts';
import { readStats, type Stats } from '../../src/gate/stats/stats.ts';
import type { Entry } from '../support/entries.ts';
import { figuresOf } from '../support/stats-days.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const now = Date.UTC(2026, 2, 10, 15, 30);
const week = lastDays(7, now);

function at(instant: number, memberId: string, entry: Entry): JournalEntry {
  return { serverId: '1', memberId, at: instant, ...entry };
}

describe('whatever happened', () => {
  const entry = fc
    .record({
      memberId: fc.constantFrom('1', '2', '3', '4', '5'),
      time: fc.integer({ min: week.from - day, max: week.until + day }),
      what: fc.constantFrom('started', 'sent', 'delivered', 'undelivered', 'verified', 'transferred', 'revoked'),
      country: fc.option(fc.constantFrom('US', 'DE', 'ZZ'), { nil: undefined }),
      cents: fc.option(fc.nat(500), { nil: undefined }),
    })
    .map(({ memberId, time, what, country, cents }) =>
      at(time, memberId, {
        what,
        ...(country && { country }),
        ...(['sent', 'delivered', 'undelivered'].includes(what) && { messageId: `SM${memberId}` }),
        ...(what === 'delivered' && {
          segments: 1,
          ...(cents !== undefined && { price: cents / 100, currency: 'USD' }),
        }),
      }),
    );
  /** One entry a millisecond: in which order things of one instant count is not promised. */
  const journal = fc.uniqueArray(entry, { maxLength: 60, selector: (one) => one.at });
  const sum = (counts: readonly number[]) => counts.reduce((one, other) => one + other, 0);
  const cents = ({ bill }: Pick<Stats, 'bill'>) => sum(bill.costs.map(({ amount }) => Math.round(amount * 100)));

  it('the order in which it is read does not matter', () => {
    const shuffled = journal.chain((entries) =>
      fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(figuresOf(other, week)).toEqual(figuresOf(one, week));
      }),
    );
  });

  it('the figures are those of the whole journal, however many members are read at a time', async () => {
    await fc.assert(
      fc.asyncProperty(journal, async (entries) => {
        const among = (from: number, until: number) => entries.filter(({ at }) => at >= from && at < until);
        const stats = await readStats(
          {
            membersIn: async (_, { from, until }) => [...new Set(among(from, until).map(({ memberId }) => memberId))],
            ofMembers: async (_, memberIds, { from, until }) =>
              among(from, until).filter(({ memberId }) => memberIds.includes(memberId)),
          },
          '1',
          week,
          2,
        );
        expect(stats).toEqual(figuresOf(entries, week));
      }),
    );
  });

  it('days and countries add up to the whole', () => {
    fc.assert(
      fc.property(journal, (entries) => {
        const stats = figuresOf(entries, week);
        for (const step of steps) expect(sum(stats.days.map((one) => one[step]))).toBe(stats.members[step]);
        for (const step of ['sent', 'delivered', 'verified'] as const)
          expect(sum(stats.countries.map((one) => one[step]))).toBe(stats.members[step]);
        expect(sum(stats.days.map(({ sms }) => sms.sent))).toBe(stats.sms.sent);
        expect(sum(stats.days.map(({ bill }) => bill.segments))).toBe(stats.bill.segments);
        expect(sum(stats.days.map(cents))).toBe(cents(stats));
      }),
    );
  });

  it('no share is above one, no time is negative, and no more SMS end than were sent', () => {
    fc.assert(
      fc.property(journal, (entries) => {
        const { conversion, medianTime = 0, sms, bill } = figuresOf(entries, week);
        expect(conversion.ofStarted ?? 0).toBeLessThanOrEqual(1);
        expect(conversion.ofSent ?? 0).toBeLessThanOrEqual(1);
        expect(medianTime).toBeGreaterThanOrEqual(0);
        expect(sms.delivered + sms.undelivered).toBeLessThanOrEqual(sms.sent);
        expect(bill.priced).toBeLessThanOrEqual(sms.sent);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/gate/deadline.ts';
import {
  type Ending,
  endingAct,
  endOf,
  GRACE,
  MONTH,
  mayProveAgain,
  REMINDED_BEFORE,
  remainingOf,
} from '../../src/gate/endings/ending.ts';

const DAY = 24 * 60 * 60_000;
const phone = { phoneKey: 'k', country: 'US', lastDigits: '23' };
const t0 = 1_800_000_000_000;
const rule = { endsAfter: { months: 6, since: 0 } };
const end = t0 + 6 * MONTH;
const always: readonly Span[] = [[0, Number.MAX_SAFE_INTEGER]];

const instant = fc.integer({ min: t0 - 400 * DAY, max: t0 + 800 * DAY });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const entries: fc.Arbitrary<Ending> = fc
  .record({
    phone: fc.constantFrom(phone, undefined),
    verifiedAt: instant,
    endsAt: maybe(instant),
    remindedAt: maybe(instant),
    warnedAt: maybe(instant),
  })
  .map(({ phone: held, verifiedAt, endsAt, remindedAt, warnedAt }) => ({
    ...(held && { phone: held }),
    verifiedAt,
    ...(endsAt !== undefined && { endsAt }),
    ...(remindedAt !== undefined && { remindedAt }),
    ...(warnedAt !== undefined && { warnedAt }),
  }));
const rules = maybe(fc.record({ months: fc.integer({ min: 1, max: 60 }), since: instant })).map((endsAfter) =>
  endsAfter ? { endsAfter } : {},
);
const opens: fc.Arbitrary<readonly Span[]> = fc.array(
  fc.tuple(instant, fc.integer({ min: 0, max: 60 * DAY })).map(([from, length]): Span => [from, from + length]),
  { maxLength: 3 },
);

describe('a verification that ends', () => {
  it('is reminded of two weeks before, told of once more at the end, and ends after the whole grace', () => {
    const entry = { phone, verifiedAt: t0 };
    const warned = { ...entry, warnedAt: end + DAY };
    expect(endingAct(entry, rule, always, end - REMINDED_BEFORE - 1)).toBeUndefined();
    expect(endingAct(entry, rule, always, end - REMINDED_BEFORE)).toEqual({ is: 'remind', until: end });
    expect(endingAct({ ...entry, remindedAt: end - DAY }, rule, always, end - 1)).toBeUndefined();
    expect(endingAct(entry, rule, always, end)).toEqual({ is: 'warn', until: end + GRACE });
    expect(endingAct(warned, rule, always, end + DAY + GRACE - 1)).toBeUndefined();
    expect(endingAct(warned, rule, always, end + DAY + GRACE)).toEqual({ is: 'end' });
  });

  it('case 58: has no end by hand, exempt or imported, unless somebody is asked', () => {
    fc.assert(
      fc.property(entries, rules, opens, instant, (entry, server, open, now) => {
        const { phone: _, endsAt: __, ...byHand } = entry;
        expect(endOf(byHand, server)).toBeUndefined();
        expect(endingAct(byHand, server, open, now)).toBeUndefined();
        expect(mayProveAgain(byHand, server, now)).toBe(false);
      }),
    );
  });

  it('case 48: ends only after a last notice and a whole grace in which members could verify', () => {
    fc.assert(
      fc.property(entries, rules, opens, instant, (entry, server, open, now) => {
        if (endingAct(entry, server, open, now)?.is !== 'end') return;
        const warnedAt = entry.warnedAt ?? Number.NaN;
        expect(warnedAt).toBeGreaterThanOrEqual(endOf(entry, server) ?? Number.NaN);
        expect(now - warnedAt).toBeGreaterThanOrEqual(GRACE);
        // Each moment of it was covered by some span.
        const covered = open.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, now) - Math.max(a, warnedAt)), 0);
        expect(covered).toBeGreaterThanOrEqual(GRACE);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not end by a notice of before it was switched on, nor by one that a clock ahead has dated', () => {
    const entry = { phone, verifiedAt: t0, warnedAt: end + DAY };
    const again = { endsAfter: { months: 6, since: end + 30 * DAY } };
    expect(endingAct(entry, again, always, end + 40 * DAY)?.is).toBe('warn');
    expect(endingAct({ ...entry, warnedAt: end + 400 * DAY }, rule, always, end + 40 * DAY)?.is).toBe('warn');
  });

  it('lets its member prove a number from the reminder on, and at once where they were asked', () => {
    fc.assert(
      fc.property(entries, rules, opens, instant, (entry, server, open, now) => {
        const act = endingAct(entry, server, open, now);
        // Nobody is written to, or loses anything, who could not prove a number at that moment.
        if (act) expect(mayProveAgain(entry, server, now)).toBe(true);
        if (entry.endsAt !== undefined) expect(mayProveAgain(entry, server, now)).toBe(true);
        const remaining = remainingOf(entry, server, now);
        if (remaining?.is === 'grace' && act?.is !== 'end') expect(remaining.goesAt - GRACE).toBeLessThanOrEqual(now);
      }),
    );
  });
});

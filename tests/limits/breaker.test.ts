import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakerAfter, countryRule, HOURS_BACK, prefixRule, type Sends } from '../../src/limits/breaker.ts';

const none: Sends = { sent: 0, verified: 0, alive: 0 };
const dead = (sent: number, verified = 0): Sends => ({ sent, verified, alive: 0 });
/** A day whose last hours are these. */
const day = (...hours: Sends[]): Sends[] => [...Array(HOURS_BACK - hours.length).fill(none), ...hours];
const after = (...hours: Sends[]) => breakerAfter(day(...hours), countryRule);

describe('the breaker', () => {
  it('is closed where nothing was sent, and trusts the first 50', () => {
    expect(after()).toEqual({ is: 'closed', room: 50 });
    expect(after({ sent: 50, verified: 0, alive: 50 })).toEqual({ is: 'closed', room: 0 });
  });

  it('opens at 20 sends of which under a fifth were verified', () => {
    expect(after(dead(19))).toMatchObject({ is: 'closed' });
    expect(after(dead(20))).toEqual({ is: 'open', hours: 2, figures: { sent: 20, verified: 0 } });
    expect(after(dead(20, 3))).toEqual({ is: 'open', hours: 2, figures: { sent: 20, verified: 3 } });
    expect(after(dead(20, 4))).toMatchObject({ is: 'closed' });
  });

  it('counts two clock hours, so that an hour over the edge of one is seen', () => {
    expect(after(dead(10), dead(10))).toMatchObject({ is: 'open' });
    expect(after(dead(100, 80), none, dead(10), dead(10))).toMatchObject({ is: 'open', figures: { sent: 20 } });
  });

  it('opens for a good country that turned bad, and for a trickle over many hours', () => {
    expect(after(dead(100, 80), none, dead(20))).toMatchObject({ is: 'open', figures: { sent: 20, verified: 0 } });
    expect(after(...Array.from({ length: 20 }, () => dead(1)))).toMatchObject({ is: 'open' });
    expect(after(...Array.from({ length: 20 }, (_, hour) => dead(1, hour % 2)))).toMatchObject({ is: 'closed' });
  });

  it('holds nothing against codes that are alive', () => {
    expect(after({ sent: 40, verified: 0, alive: 40 })).toMatchObject({ is: 'closed', room: 10 });
    expect(after({ sent: 59, verified: 10, alive: 19 })).toMatchObject({ is: 'closed', room: 41 });
  });

  it('stays open for the next hour, then lets three probes through', () => {
    expect(after(dead(20), none)).toMatchObject({ is: 'open', hours: 1 });
    expect(after(dead(20), none, none)).toMatchObject({ is: 'probing', room: 3 });
    expect(after(dead(20), none, none, none, none)).toMatchObject({ is: 'probing', room: 3 });
    expect(after(dead(20), none, { sent: 2, verified: 0, alive: 2 })).toMatchObject({ is: 'probing', room: 1 });
    expect(after(dead(20), none, { sent: 3, verified: 0, alive: 3 })).toMatchObject({ is: 'probing', room: 0 });
  });

  it('closes when a probe is verified, and counts from there', () => {
    expect(after(dead(50), none, { sent: 3, verified: 1, alive: 2 })).toEqual({ is: 'closed', room: 52 });
    expect(after(dead(50), none, dead(3, 1), dead(19, 4))).toMatchObject({ is: 'closed' });
    expect(after(dead(50), none, dead(3, 1), dead(20, 1))).toMatchObject({ is: 'open' });
  });

  it('opens again when no probe is verified, each time for three times as long', () => {
    const failed = dead(3);
    expect(after(dead(20), none, failed)).toEqual({ is: 'open', hours: 4, figures: { sent: 3, verified: 0 } });
    expect(after(dead(20), none, failed, none, none, none)).toMatchObject({ is: 'open', hours: 1 });
    expect(after(dead(20), none, failed, none, none, none, failed)).toMatchObject({ is: 'open', hours: 10 });
  });

  it('takes back what it thought when codes that were alive are typed in after all', () => {
    const early = { sent: 40, verified: 0, alive: 20 };
    expect(after(early)).toMatchObject({ is: 'open' });
    expect(after(dead(40, 15))).toMatchObject({ is: 'closed' });
  });
});

describe('whatever was sent and verified', () => {
  const hour = fc
    .record({ sent: fc.nat({ max: 60 }), verified: fc.nat({ max: 60 }), alive: fc.nat({ max: 20 }) })
    .map(({ sent, verified, alive }) => ({
      sent,
      verified: Math.min(verified, sent),
      alive: Math.min(alive, sent - Math.min(verified, sent)),
    }));
  const past = hour.map((one) => ({ ...one, alive: 0 }));
  const days = fc.array(past, { minLength: HOURS_BACK, maxLength: HOURS_BACK });

  it('a country where at least a fifth of the codes are typed back never stops', () => {
    const good = fc.array(
      hour.map((one) => ({ ...one, verified: Math.max(one.verified, Math.ceil((one.sent - one.alive) / 5)) })),
      { minLength: HOURS_BACK, maxLength: HOURS_BACK },
    );
    fc.assert(
      fc.property(good, (hours) => {
        expect(breakerAfter(hours, countryRule).is).toBe('closed');
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['country', countryRule, 59],
    ['prefix', prefixRule, 19],
  ])(
    'a day of no conversions costs a %s its trust and three times three probes, however it is timed',
    (_, rule, most) => {
      const wishes = fc.array(fc.nat({ max: 80 }), { minLength: HOURS_BACK, maxLength: HOURS_BACK });
      fc.assert(
        fc.property(wishes, (wished) => {
          const hours: Sends[] = [];
          for (const wish of wished) {
            const now = breakerAfter(day(...hours, none), rule);
            const sent = now.is === 'open' ? 0 : Math.min(wish, now.room);
            hours.push(dead(sent));
          }
          expect(hours.reduce((sum, { sent }) => sum + sent, 0)).toBeLessThanOrEqual(most);
        }),
        { numRuns: 1000 },
      );
    },
  );

  it('an open breaker says when it ends, and is no longer open then', () => {
    fc.assert(
      fc.property(days, (hours) => {
        const now = breakerAfter(hours, countryRule);
        if (now.is !== 'open') return;
        expect(now.hours).toBeGreaterThanOrEqual(1);
        const later = [...hours, ...Array(now.hours).fill(none)];
        expect(breakerAfter(later, countryRule).is).not.toBe('open');
      }),
      { numRuns: 500 },
    );
  });
});

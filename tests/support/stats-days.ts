import type { JournalEntry } from '../../src/gate/ports.ts';
import { countOf } from '../../src/gate/stats/count.ts';
import type { Span } from '../../src/gate/stats/span.ts';
import { type Stats, statsOf } from '../../src/gate/stats/stats.ts';

const DAY = 86_400_000;

/** The figures of a journal that is in memory. */
export function figuresOf(journal: readonly JournalEntry[], span: Span): Stats {
  return statsOf([countOf(journal, span)], span);
}

/**
 * The journal of a server over `days` days up to `now`, the same each time: on day d of them d % 7 + 1 members start, all but
 * one of them get a code, and all of these verify 90 s later; numbers are from five countries in turn. Nothing falls on today.
 */
export function simulatedDays(serverId: string, days: number, now: number): JournalEntry[] {
  const today = now - (now % DAY);
  const countries = ['US', 'DE', 'GB', 'FR', 'BR'];
  let members = 0;
  return Array.from({ length: days - 1 }, (_, index) => index).flatMap((index) =>
    Array.from({ length: (index % 7) + 1 }, (_, number) => number).flatMap((number): JournalEntry[] => {
      members += 1;
      const who = { serverId, memberId: String(700_000_000_000_000_000n + BigInt(members)) };
      const at = today - (days - 1 - index) * DAY + number * 600_000;
      const country = countries[members % countries.length] ?? 'US';
      const messageId = `SM${String(members).padStart(32, '0')}`;
      const started: JournalEntry = { ...who, at, what: 'started' };
      if (number === 0)
        return [started, { ...who, at: at + 5000, what: 'sendRefused', country, problem: 'cannotReceive' }];
      return [
        started,
        { ...who, at: at + 5000, what: 'sent', country, messageId },
        { ...who, at: at + 8000, what: 'delivered', messageId, segments: 1, price: 0.0083, currency: 'USD' },
        { ...who, at: at + 95_000, what: 'verified', country },
        { ...who, at: at + 96_000, what: 'granted' },
      ];
    }),
  );
}

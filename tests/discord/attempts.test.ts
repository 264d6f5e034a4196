import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/sandbox.ts';
import { createAttempts } from '../../src/discord/deadline/attempts.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { openStores } from '../../src/storage/stores.ts';
import { secretKey } from '../storage/fixtures.ts';
import { freshDatabase } from '../storage/support.ts';
import type { Entry } from '../support/entries.ts';

const HOUR = 60 * 60_000;
const server = { ...freshSettings, roleId: '300' };

/** What happened to whom, and so many hours before the deadline looks. */
type Happened = Entry & { hoursAgo: number; memberId?: string };

/** Whether Mia's removal is put off, on a server whose members could verify all the time, with room for SMS to all countries but some. */
async function isPutOff(happened: readonly Happened[], full: readonly string[] = []): Promise<boolean> {
  const clock = manualClock();
  const stores = await openStores({ databaseUrl: `sqlite:${await freshDatabase()}` }, { secretKey, clock });
  try {
    const now = clock.now();
    for (const { hoursAgo, ...one } of happened)
      await stores.journal.write({ memberId: 'mia', ...one, serverId: '100', at: now - hoursAgo * HOUR });
    const attempts = createAttempts({
      journal: stores.journal,
      sendLimits: { hasRoom: async (_serverId, _allowance, [country = '']) => !full.includes(country) },
      clock,
    });
    return (await attempts.putOff('100', server, ['mia', 'ole'], [[0, now]])).has('mia');
  } finally {
    await stores.close();
  }
}

const sent = (hoursAgo: number, messageId: string, country = 'DE'): Happened => ({
  what: 'sent',
  country,
  messageId,
  hoursAgo,
});

describe('case 48: a member whose latest attempt was turned away', () => {
  it.each<Entry>([
    { what: 'sendRefused', problem: 'filtered', country: 'DE' },
    { what: 'sendRefused', problem: 'configuration', country: 'DE' },
    { what: 'capReached', budget: 'sends-dial', country: 'DE' },
    { what: 'capReached', budget: 'sends-number', country: 'DE' },
    { what: 'capReached', budget: 'breaker-prefix', country: 'DE' },
    { what: 'undelivered', problem: 'network', messageId: 'SM1' },
    { what: 'sent', country: 'DE' },
  ])('by $what $problem $budget stays until a day has passed in which it could have worked', async (one) => {
    const before = sent(60, 'SM1');
    expect(await isPutOff([before, { ...one, hoursAgo: 23 }])).toBe(true);
    expect(await isPutOff([before, { ...one, hoursAgo: 25 }])).toBe(false);
    expect(await isPutOff([before, { ...one, hoursAgo: 23 }, sent(22, 'SM2')])).toBe(false);
  });

  it('stays while nothing can be sent to that country, however long ago it was', async () => {
    const stopped: Happened = { what: 'capReached', budget: 'breaker-country', country: 'DE', hoursAgo: 500 };
    expect(await isPutOff([stopped], ['DE'])).toBe(true);
    expect(await isPutOff([stopped], ['FR'])).toBe(false);
    const lost: Happened = { what: 'undelivered', problem: 'filtered', messageId: 'SM1', hoursAgo: 500 };
    expect(await isPutOff([sent(501, 'SM1'), lost], ['DE'])).toBe(true);
  });

  it('stays for a day after others were turned away in that country', async () => {
    const own: Happened = { what: 'sendRefused', problem: 'filtered', country: 'DE', hoursAgo: 100 };
    const other = (country: string): Happened => ({ ...own, country, memberId: 'ole', hoursAgo: 5 });
    expect(await isPutOff([own, other('DE')])).toBe(true);
    expect(await isPutOff([own, other('FR')])).toBe(false);
  });

  it.each(['countryOff', 'sender'] as const)(
    'for %s stays until an SMS to that country was taken, for a day',
    async (problem) => {
      const own: Happened = { what: 'sendRefused', problem, country: 'DE', hoursAgo: 500 };
      const others = (hoursAgo: number, country = 'DE'): Happened => ({
        ...sent(hoursAgo, 'SM7', country),
        memberId: 'ole',
      });
      expect(await isPutOff([own])).toBe(true);
      expect(await isPutOff([own, others(100, 'FR')])).toBe(true);
      expect(await isPutOff([others(600), own])).toBe(true);
      expect(await isPutOff([own, others(23)])).toBe(true);
      expect(await isPutOff([own, others(25)])).toBe(false);
    },
  );
});

it.each<Happened>([
  { what: 'sendRefused', problem: 'cannotReceive', country: 'DE', hoursAgo: 1 },
  { what: 'undelivered', problem: 'optedOut', messageId: 'SM1', hoursAgo: 1 },
  { what: 'capReached', budget: 'guesses-member', hoursAgo: 1 },
  { what: 'capReached', budget: 'refused-member', hoursAgo: 1 },
  sent(1, 'SM2'),
  { what: 'started', hoursAgo: 1 },
])('case 48: it is not put off for what was no fault of ours: $what $problem $budget', async (one) => {
  expect(await isPutOff([sent(3, 'SM1'), one])).toBe(false);
});

import { expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { createProving } from '../../src/app/proving.ts';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { parseConfig } from '../../src/config.ts';
import type { Counters } from '../../src/limits/counters.ts';
import { derivePeppers } from '../../src/otp/pepper.ts';
import { createPrices } from '../../src/otp/sending/prices.ts';
import { openStores } from '../../src/storage/stores.ts';
import { secretKey } from '../storage/fixtures.ts';
import { freshDatabase } from '../storage/support.ts';
import { captureLogs } from '../support/logs.ts';
import { recordingPhones } from '../support/place.ts';
import { american } from '../support/verifier.ts';

/** What has no default: example values. */
const needed = {
  DISCORD_TOKEN: 'simulated',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'simulated',
  TWILIO_FROM: '+14155550100',
};

it('a look-up that could not be counted is not paid for again', async () => {
  const clock = manualClock();
  const stores = await openStores({ databaseUrl: `sqlite:${await freshDatabase()}` }, { secretKey, clock });
  onTestFinished(stores.close);
  const logs = captureLogs();
  const counters: Counters = {
    ...stores.counters,
    take: () => Promise.reject(new StoreUnavailable('The store is down for this test.')),
  };
  const read = parseConfig({ ...needed, SPEND_PER_DAY: '1' });
  if (read.is === 'problems') throw new Error(JSON.stringify(read.problems));
  let asked = 0;
  const { lines } = createProving(read.config, {
    stores,
    counters,
    peppers: derivePeppers({ current: secretKey, previous: [] }),
    prices: createPrices({ ask: async () => undefined, fee: 0, clock }),
    lookUp: async () => {
      asked += 1;
      return 'otherVoip';
    },
    sms: recordingPhones().sms,
    clock,
    log: logs.logger,
  });
  for (const _ of [1, 2]) expect(await lines.problem(american, { otherVoip: 'refuse' })).toBe('lineRefused');
  expect(asked).toBe(1);
  expect(logs.text()).toContain('a look-up could not be counted');
  expect(logs.text()).not.toContain('5550123');
});

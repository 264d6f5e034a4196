import { REST } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/sandbox.ts';
import { createCanVerify } from '../../src/discord/deadline/can-verify.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { openStores } from '../../src/storage/stores.ts';
import { secretKey } from '../storage/fixtures.ts';
import { freshDatabase } from '../storage/support.ts';
import type { Entry } from '../support/entries.ts';

const server = { ...freshSettings, roleId: '300' };
const mia = { serverId: '100', memberId: '200' };

const HOUR = 60 * 60_000;

/** An SMS that Twilio has taken, and one that it may or may not have. */
const taken = (messageId = 'SM1'): Entry => ({ what: 'sent', messageId });
const unconfirmed: Entry = { what: 'sent' };

/** Whether members could verify, where this has happened since the last look and nothing else is in the way. */
const couldVerify = (...happened: Entry[]) => couldVerifyAfter(0, ...happened);

/** The same, where the last look was made so many hours after that. */
async function couldVerifyAfter(hours: number, ...happened: Entry[]): Promise<boolean> {
  const clock = manualClock();
  const stores = await openStores({ databaseUrl: `sqlite:${await freshDatabase()}` }, { secretKey, clock });
  try {
    for (const [index, one] of happened.entries())
      await stores.journal.write({ ...mia, at: clock.now() + index, ...one });
    await clock.skip(hours * HOUR);
    const since = clock.now();
    await clock.skip(happened.length);
    const canVerify = createCanVerify({
      rest: new REST(),
      botId: () => '300',
      preflight: { roles: async () => [] },
      journal: stores.journal,
      sendLimits: { hasRoom: async () => true },
      isConnected: () => true,
      isCarrierRefusing: () => false,
      clock,
    });
    return await canVerify('100', server, since);
  } finally {
    await stores.close();
  }
}

it.each(['configuration', 'sender', 'noSender', 'busy', 'dayFull', 'noConnection', 'countryOff', 'filtered'] as const)(
  'case 48: members could not verify after the SMS was refused for %s',
  async (why) => {
    expect(await couldVerify({ what: 'sendRefused', problem: why })).toBe(false);
  },
);

it.each(['configuration', 'sender', 'dayFull', 'filtered', 'network', 'notArrived'] as const)(
  'case 48: nor after it was taken and did not arrive for %s, but where another one did',
  async (why) => {
    const lost: Entry = { what: 'undelivered', problem: why, messageId: 'SM1' };
    expect(await couldVerify(taken(), lost)).toBe(false);
    expect(await couldVerify(taken(), lost, taken('SM2'))).toBe(true);
  },
);

it.each([
  'sends-all',
  'sends-server',
  'sends-dial',
  'sends-prefix',
  'money-all',
  'calls-all',
  'whatsapp-dial',
  'breaker-country',
  'breaker-prefix',
  'refused-all',
])('case 48: nor while %s lets no SMS out', async (why) => {
  expect(await couldVerify({ what: 'capReached', budget: why })).toBe(false);
});

it.each(['cannotReceive', 'optedOut', 'unreachable'] as const)(
  'case 48: they could where a phone was the cause: %s',
  async (why) => {
    expect(await couldVerify({ what: 'sendRefused', problem: why })).toBe(true);
    expect(await couldVerify(taken(), { what: 'undelivered', problem: why, messageId: 'SM1' })).toBe(true);
  },
);

describe('case 48: an SMS that Twilio has not confirmed', () => {
  it('is no proof that members could verify', async () => {
    expect(await couldVerify(unconfirmed)).toBe(false);
    expect(await couldVerify(unconfirmed, unconfirmed, taken())).toBe(false);
    expect(await couldVerify(unconfirmed, taken(), taken('SM2'))).toBe(true);
  });

  it.each<[string, Entry]>([
    ['timed out', unconfirmed],
    ['was refused for no fault of its number', { what: 'sendRefused', problem: 'configuration' }],
  ])(
    'and that %s keeps the way shut for a day in which nobody else tries, or until one is confirmed',
    async (_, one) => {
      expect(await couldVerifyAfter(20, one)).toBe(false);
      expect(await couldVerifyAfter(20, one, taken())).toBe(true);
      expect(await couldVerifyAfter(20, taken(), one)).toBe(false);
      expect(await couldVerifyAfter(25, one)).toBe(true);
    },
  );

  it('says nothing where it was refused for its country or phone alone', async () => {
    expect(await couldVerifyAfter(20, { what: 'sendRefused', problem: 'countryOff' })).toBe(true);
    expect(await couldVerifyAfter(20, { what: 'sendRefused', problem: 'optedOut' })).toBe(true);
  });
});

import { REST } from 'discord.js';
import { expect, it } from 'vitest';
import { manualClock } from '../../sandbox/sandbox.ts';
import { createPassable } from '../../src/discord/deadline/passable.ts';
import type { JournalEntry } from '../../src/gate/ports.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { openStores } from '../../src/storage/stores.ts';
import { secretKey } from '../storage/fixtures.ts';

const server = { ...freshSettings, roleId: '300' };
const mia = { serverId: '100', memberId: '200' };

/** Whether members could verify, where this has happened since the last look and nothing else is in the way. */
async function wasPassable(...happened: Pick<JournalEntry, 'what' | 'why'>[]): Promise<boolean> {
  const clock = manualClock();
  const stores = await openStores({ databaseUrl: 'sqlite::memory:' }, { secretKey, clock });
  try {
    for (const one of happened) await stores.journal.write({ ...mia, at: clock.now(), ...one });
    const passable = createPassable({
      rest: new REST(),
      preflight: { role: async () => [] },
      journal: stores.journal,
      sendLimits: { hasRoom: async () => true },
      isConnected: () => true,
      isCarrierRefusing: () => false,
      clock,
    });
    return await passable('100', server, clock.now());
  } finally {
    await stores.close();
  }
}

it.each(['configuration', 'sender', 'noSender', 'busy', 'dayFull', 'noConnection', 'countryOff', 'filtered'])(
  'case 48: members could not verify after the SMS was refused for %s',
  async (why) => {
    expect(await wasPassable({ what: 'sendRefused', why })).toBe(false);
  },
);

it.each(['configuration', 'sender', 'dayFull', 'filtered', 'network', 'notArrived'])(
  'case 48: nor after it was taken and did not arrive for %s, but where another one did',
  async (why) => {
    const [sent, lost] = [{ what: 'sent' }, { what: 'undelivered', why }] as const;
    expect(await wasPassable(sent, lost)).toBe(false);
    expect(await wasPassable(sent, lost, sent)).toBe(true);
  },
);

it.each([
  'sends-all',
  'sends-server',
  'sends-dial',
  'sends-prefix',
  'breaker-country',
  'breaker-prefix',
  'refused-all',
])('case 48: nor while %s lets no SMS out', async (why) => {
  expect(await wasPassable({ what: 'capReached', why })).toBe(false);
});

it.each(['cannotReceive', 'optedOut', 'unreachable'])(
  'case 48: they could where a phone was the cause: %s',
  async (why) => {
    expect(await wasPassable({ what: 'sendRefused', why })).toBe(true);
    expect(await wasPassable({ what: 'sent' }, { what: 'undelivered', why })).toBe(true);
  },
);

import { expect, test } from 'vitest';
import type { Stores } from '../../../src/storage/stores.ts';
import { mia, noor, phone } from '../fixtures.ts';
import { entriesIn, keepSomethingOf } from '../support.ts';
import type { Place } from './place.ts';

const elsewhere = { ...noor, serverId: '100000000000000009' };
const now = 1_700_000_000_000;

const kept = async ({ roster, blocks, requests, proofs, journal, settings }: Stores, who: typeof mia) => [
  await roster.find(who),
  await blocks.find(who.serverId, phone.phoneKey, now),
  await requests.ofMember(who),
  await proofs.take(who, now),
  (await entriesIn(journal, who.serverId))[0],
  await settings.load(who.serverId),
];

export function forgetServerContract(freshPlace: () => Place): void {
  test('a server that is forgotten leaves nothing, and the others keep everything', async () => {
    const stores = await freshPlace().open();
    for (const who of [mia, elsewhere]) await keepSomethingOf(stores, who, now);

    expect(await stores.serversWithData()).toEqual([mia.serverId, elsewhere.serverId]);

    await stores.forgetServer(mia.serverId);
    await stores.forgetServer(mia.serverId);

    expect((await kept(stores, mia)).filter((one) => one !== undefined)).toEqual([]);
    expect((await kept(stores, elsewhere)).filter((one) => one === undefined)).toEqual([]);
    expect(await stores.settings.servers()).toEqual([elsewhere.serverId]);
    expect(await stores.serversWithData()).toEqual([elsewhere.serverId]);
  });

  test('a server of which no more is kept than one line of the journal is known', async () => {
    const stores = await freshPlace().open();
    await stores.journal.write({ ...mia, at: now, what: 'lookedUp', by: noor.memberId });
    expect(await stores.serversWithData()).toEqual([mia.serverId]);
  });
}

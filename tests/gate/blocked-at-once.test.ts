import { afterAll, expect, test } from 'vitest';
import type { Roster, SettingsStore } from '../../src/gate/ports.ts';
import { createDecisions } from '../../src/gate/staff/decisions.ts';
import type { Stores } from '../../src/storage/stores.ts';
import type { Order, Won } from '../storage/children/hand.ts';
import type { Place } from '../storage/contracts/place.ts';
import { holdWrites } from '../storage/held-writes.ts';
import { onEachStore, onEveryStore } from '../storage/places.ts';
import { createCrew } from '../support/crew.ts';
import { createPlace } from '../support/place.ts';
import { american, memberOf, openWith } from '../support/verifier.ts';

const [mia, noor] = [memberOf(1), memberOf(2)];
const { serverId } = mia;
const proof = { phone: american, country: 'US' };
const decision = { by: '900', reason: 'Spam.' };

const crew = createCrew<Order, Won>(new URL('../storage/children/hand.ts', import.meta.url));
afterAll(crew.dismiss);

/** When it happens: after the rules were read, or right before the number is moved. */
type Moment = 'judging' | 'moving';

/** Stores over which something happens in the middle of an admission: between one look and the next. */
function interrupted(meanwhile: (stores: Stores) => Promise<void>) {
  let armed: Moment | undefined;
  const once = async (stores: Stores, moment: Moment) => {
    if (armed !== moment) return;
    armed = undefined;
    await meanwhile(stores);
  };
  return {
    arm: (moment: Moment = 'judging') => {
      armed = moment;
    },
    wrap: (stores: Stores): Stores => {
      const load: SettingsStore['load'] = async (id) => {
        const settings = await stores.settings.load(id);
        await once(stores, 'judging');
        return settings;
      };
      const transfer: Roster['transfer'] = async (...move) => {
        await once(stores, 'moving');
        return stores.roster.transfer(...move);
      };
      return { ...stores, settings: { ...stores.settings, load }, roster: { ...stores.roster, transfer } };
    },
  };
}

async function block({ blocks, roster }: Stores): Promise<void> {
  const entry = await roster.find(mia);
  if (!entry?.phone) throw new Error('Mia does not hold the number.');
  await blocks.put({ ...mia, ...entry.phone, ...decision, at: 1 });
  await roster.remove(mia);
}

onEveryStore(
  (freshPlace) => {
    const number = { phoneKey: 'v1:1', country: 'US', lastDigits: '23' };
    const freed = { ...number, phoneKey: 'v1:2' };
    const ways: ReadonlyArray<readonly [string, (stores: Stores) => Promise<unknown>, unknown]> = [
      ['admits', ({ roster }) => roster.admit({ ...noor, phone: freed, verifiedAt: 1 }, 1), { is: 'blocked' }],
      ['adds an exempt account', ({ roster }) => roster.add(noor, { exempt: { is: 'boost' } }, 1), false],
      ['moves it', ({ roster }) => roster.transfer(mia, noor, number.phoneKey, 2), false],
    ];
    test.each(ways)(
      'case 32: nor where the number is blocked in the middle of the statement that %s',
      async (_, admit, says) => {
        const place = freshPlace();
        const [stores, other] = [await place.open(), await place.open()];
        await stores.roster.admit({ ...mia, phone: number, verifiedAt: 1 }, 1);
        const { waits, release } = await holdWrites((await place.address()).databaseUrl, ['roster']);
        const admitted = admit(stores);
        await waits();
        for (const one of [number, freed]) await other.blocks.put({ ...mia, ...one, ...decision, at: 1 });
        await other.blocks.put({ ...noor, ...number, phoneKey: 'v1:3', ...decision, at: 1 });
        expect(await other.roster.find(noor)).toBeUndefined();
        await release();
        expect(await admitted).toEqual(says);
        expect(await other.roster.find(noor)).toBeUndefined();
      },
    );
  },
  ['PostgreSQL'],
);

onEachStore((freshPlace) => {
  const started = async (places: Place, meanwhile: (stores: Stores) => Promise<void> = block) => {
    const moment = interrupted(meanwhile);
    const latchkey = await createPlace({}, undefined, places).start({ wrap: moment.wrap });
    await latchkey.stores.settings.save(serverId, { ...openWith('300'), conflict: 'transfer' });
    await latchkey.admit(mia, proof);
    return { ...latchkey, moment };
  };

  test('case 32: a number that is blocked and freed while its right code is looked at lets nobody in', async () => {
    const { admit, stores, moment } = await started(freshPlace());
    moment.arm();
    expect((await admit(noor, proof)).is).toBe('blocked');
    expect(await stores.roster.find(noor)).toBeUndefined();
  });

  test.each(['judging', 'moving'] as const)(
    'case 32: nor when its member confirms that it is to move, while %s',
    async (at) => {
      const onlyBlock = async ({ blocks, roster }: Stores) => {
        const entry = await roster.find(mia);
        if (entry?.phone) await blocks.put({ ...mia, ...entry.phone, ...decision, at: 1 });
      };
      const { admit, transfer, stores, moment } = await started(freshPlace(), onlyBlock);
      expect((await admit(noor, proof)).is).toBe('numberTaken');
      moment.arm(at);
      expect((await transfer(noor)).is).not.toBe('transferred');
      expect(await stores.roster.find(noor)).toBeUndefined();
    },
  );

  test('case 32: nor when the staff move it, and the request stays open', async () => {
    const { stores, grants, moment } = await started(freshPlace());
    const phone = (await stores.roster.find(mia))?.phone;
    if (!phone) throw new Error('Mia does not hold the number.');
    await stores.requests.open({
      ...noor,
      id: 'r1',
      cause: 'numberTaken',
      words: 'Mine.',
      at: 1,
      locale: 'en-US',
      phone,
    });
    const decisions = createDecisions({
      ...stores,
      members: { approve: async () => ({ is: 'alreadyVerified' }) },
      grants,
      departures: { moveNumber: async () => undefined },
      renewing: { renew: async () => ({ is: 'notDue' as const }), takeOver: async () => undefined },
      record: async () => {},
      withdraw: async () => {},
      clock: { now: () => 2, after: () => () => {} },
    });
    moment.arm();
    expect(await decisions.move(serverId, 'r1', decision)).toEqual({ is: 'blocked' });
    expect(await stores.roster.find(noor)).toBeUndefined();
    expect(await stores.requests.ofMember(noor)).toBeDefined();
  });

  test('case 32: of two processes, one that blocks numbers and one that admits with them, none of them gets in', async () => {
    const place = freshPlace();
    const { roster, blocks } = await place.open();
    const numbers = 25;
    const phoneOf = (index: number) => ({ phoneKey: `v1:${index}`, country: 'US', lastDigits: '23' });
    for (let index = 0; index < numbers; index++) {
      await roster.admit({ ...memberOf(index), phone: phoneOf(index), verifiedAt: 1 }, 1);
    }
    const order = { address: await place.address(), count: numbers };

    await crew.runAtOnce([
      { ...order, is: 'block' },
      { ...order, is: 'admit' },
    ]);

    expect(await blocks.find(serverId, phoneOf(numbers - 1).phoneKey, 2)).toBeDefined();
    expect(await roster.members(serverId)).toEqual([]);
  }, 60_000);
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { createRenewing } from '../../src/gate/endings/renewing.ts';
import { createPrivacy } from '../../src/gate/privacy/privacy.ts';
import { createAdmission } from '../../src/gate/roster/admission.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { derivePeppers } from '../../src/otp/pepper.ts';
import { catalogue } from '../../src/storage/sql/catalogue.ts';
import type { StoreAddress, Stores } from '../../src/storage/stores.ts';
import type { Place } from '../storage/contracts/place.ts';
import { mia, noor, otherPhone, phone, secretKey } from '../storage/fixtures.ts';
import { holdWrites } from '../storage/held-writes.ts';
import { onEachDatabase, onEveryStore } from '../storage/places.ts';
import { postgres } from '../storage/servers.ts';
import { freshFile, openOn } from '../storage/support.ts';
import { american } from '../support/verifier.ts';

const now = 1_700_000_000_000;
const { serverId } = mia;
const clock = { now: () => now, after: () => () => {} };
const decision = { reason: 'Spam.', by: '900', at: now };

/** A write that names Mia, and what has to be there for it. */
interface Write {
  readonly table: string;
  readonly before?: (stores: Stores) => Promise<unknown>;
  readonly write: (stores: Stores) => Promise<unknown>;
  /** What a caller is told of one that came to nothing. */
  readonly says: unknown;
}

const ofNobody = { serverId, ...phone, ...decision };
const held = ({ roster }: Stores) => roster.admit({ ...noor, phone, verifiedAt: now }, 1);
const request = { ...mia, id: 'r1', cause: 'cannotVerify', words: 'No SMS.', at: now, locale: 'en-US' } as const;

const writes: Readonly<Record<string, Write>> = {
  'an admission by number': {
    table: 'roster',
    write: ({ roster }) => roster.admit({ ...mia, phone, verifiedAt: now }, 1),
    says: { is: 'erased' },
  },
  'an admission by hand': {
    table: 'roster',
    write: ({ roster }) => roster.add(mia, { approval: decision }, now),
    says: false,
  },
  'an exemption': {
    table: 'roster',
    write: ({ roster }) => roster.add(mia, { exempt: { is: 'boost' } }, now),
    says: false,
  },
  'a number that moves': {
    table: 'roster',
    before: held,
    write: ({ roster }) => roster.transfer(noor, mia, phone.phoneKey, now),
    says: false,
  },
  'a block of the staff': {
    table: 'blocks',
    write: ({ blocks }) => blocks.put({ ...mia, ...phone, ...decision }),
    says: undefined,
  },
  'a block of the staff in the place of another': {
    table: 'blocks',
    before: ({ blocks }) => blocks.put({ ...ofNobody, until: now + 1 }),
    write: ({ blocks }) => blocks.put({ ...mia, ...phone, ...decision }),
    says: undefined,
  },
  'a block by a ban': {
    table: 'blocks',
    write: ({ blocks }) => blocks.ban(mia, phone, decision),
    says: true,
  },
  'a block that comes under another key': {
    table: 'blocks',
    before: ({ blocks }) => blocks.put({ ...mia, ...phone, ...decision }),
    write: ({ rekey }) => rekey(serverId, [phone.phoneKey], otherPhone.phoneKey),
    says: undefined,
  },
  'an account that comes to a block': {
    table: 'blocks',
    before: ({ blocks }) => blocks.put(ofNobody),
    write: ({ blocks }) => blocks.attach(mia, phone.phoneKey),
    says: undefined,
  },
  'a list of members to verify': {
    table: 'bulk_members',
    write: ({ bulkRuns }) => bulkRuns.keep({ id: 'one', serverId, by: '900', at: now }, [mia.memberId, noor.memberId]),
    says: undefined,
  },
  'an admission by a run of many': {
    table: 'roster',
    write: ({ roster }) => roster.add(mia, { approval: { ...decision, batch: 'one' } }, now),
    says: false,
  },
  'a proof': {
    table: 'proofs',
    write: ({ proofs }) => proofs.keep(mia, phone, now + 1),
    says: false,
  },
  'a request': {
    table: 'help_requests',
    write: ({ requests }) => requests.open(request),
    says: false,
  },
  'a line of the journal': {
    table: 'journal',
    write: ({ journal }) => journal.write({ ...mia, at: now, what: 'sent', messageId: 'SM1' }),
    says: false,
  },
};
const named = Object.entries(writes);

/** Two processes: one in which a write is underway, and one in which Mia deletes her data after that has begun. */
async function started(place: Place, { before }: Write) {
  const own = await place.open({ clock, beginnings: { began: () => 1, stamp: () => 3 } });
  const other = await place.open({ clock, beginnings: { began: () => Number.MAX_SAFE_INTEGER, stamp: () => 2 } });
  await before?.(other);
  await other.journal.write({ ...mia, at: now, what: 'started' });
  const privacy = createPrivacy({
    ...other,
    lines: { forget: async () => {} },
    departures: {
      endOnceTaken: async () => ({ role: { is: 'notSetUp' }, isSettled: true }),
      end: async () => undefined,
    },
    verifier: { look: async () => undefined, forget: async () => {} },
    unfollow: () => {},
    withdraw: async () => {},
    hush: () => {},
    clock,
  });
  const erase = async () => expect(await privacy.erase(mia)).toMatchObject({ is: 'erased' });
  return { own, other, erase, address: await place.address() };
}

/** Where Mia's id is found: files of SQLite, or tables of PostgreSQL. */
async function traces({ databaseUrl }: StoreAddress): Promise<string[]> {
  if (databaseUrl.startsWith('sqlite:')) {
    const folder = dirname(databaseUrl.slice('sqlite:'.length));
    return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(mia.memberId));
  }
  const schema = new URL(databaseUrl).searchParams.get('options')?.split('=')[1];
  const found = await Promise.all(
    Object.keys(catalogue).map(async (table) => {
      const rows = await postgres.query(`SELECT 1 FROM ${schema}.${table} AS t WHERE t::text LIKE $1`, [
        `%${mia.memberId}%`,
      ]);
      return rows.rowCount ? [table] : [];
    }),
  );
  return found.flat();
}

/** Tables that name a member though their data was deleted: a role that is still to be taken from them, until it is. */
const outliving = ['left_roles'];

test('every table that names members is among those that are written here', async () => {
  const database = new DatabaseSync(freshFile());
  onTestFinished(() => database.close());
  await openOn(database.location() ?? '');
  const asked =
    "SELECT DISTINCT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = 'member_id'";
  const names = database
    .prepare(asked)
    .all()
    .map(({ name }) => name);
  const written = new Set([...outliving, ...Object.values(writes).map(({ table }) => table)]);
  expect(names.toSorted()).toEqual([...written].sort());
});

onEachDatabase((freshPlace) => {
  test('case 50: nor does a number that is taken wait for who has had their data deleted', async () => {
    const { own, erase, address } = await started(freshPlace(), {
      table: 'proofs',
      write: async () => {},
      says: undefined,
    });
    await own.settings.save(serverId, { ...freshSettings, conflict: 'transfer' });
    const peppers = derivePeppers({ current: secretKey, previous: [] });
    const departures = { moveNumber: async () => undefined };
    const renewing = createRenewing({ ...own, departures: { end: async () => undefined }, clock });
    const admission = createAdmission({ ...own, departures, renewing, kindOf: async () => undefined, clock, peppers });
    const proof = { phone: american, country: 'US' };
    expect((await admission.admit(noor, proof)).is).toBe('admitted');
    await erase();
    await expect(admission.admit(mia, proof)).rejects.toThrow(StoreUnavailable);
    expect(await traces(address)).toEqual([]);
  });

  test.each(named)('case 50: %s that was underway when data was deleted writes nothing of it', async (_, one) => {
    const { own, erase, address } = await started(freshPlace(), one);
    await erase();
    expect(await one.write(own)).toEqual(one.says);
    expect(await traces(address)).toEqual([]);
  });

  test('case 50: a block of an account that was deleted in between holds, and an unban finds it', async () => {
    const place = freshPlace();
    const { own, other, erase } = await started(place, { table: 'blocks', write: async () => {}, says: undefined });
    await erase();
    await own.blocks.ban(mia, phone, decision);
    await own.blocks.put({ ...mia, ...otherPhone, ...decision });
    expect(await other.blocks.find(serverId, phone.phoneKey, now)).toEqual({ ...ofNobody, by: 'ban' });
    expect(await other.blocks.find(serverId, otherPhone.phoneKey, now)).toEqual({ ...ofNobody, ...otherPhone });
    expect(await other.blocks.unban(mia)).toEqual([phone.phoneKey]);
  });
});

onEveryStore(
  (freshPlace) => {
    test.each(named)('case 50: nor where it and the deletion run in the same instant: %s', async (_, one) => {
      const { own, erase, address } = await started(freshPlace(), one);
      const { waits, release } = await holdWrites(address.databaseUrl, [one.table]);
      const written = one.write(own);
      await waits();
      await erase();
      await release();
      expect(await written).toEqual(one.says);
      expect(await traces(address)).toEqual([]);
    });
  },
  ['PostgreSQL'],
);

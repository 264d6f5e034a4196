import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import { type Clock, type Ms, systemClock } from '../../src/clock.ts';
import type { Journal } from '../../src/gate/ports.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { openStores, type StorageProblem, type StoreAddress, type Stores } from '../../src/storage/stores.ts';
import type { Beginnings } from '../../src/storage/tables/erasures.ts';
import { makeDatabase } from '../support/migrated.ts';
import { phone, secretKey } from './fixtures.ts';

/** A folder of its own for one test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file that is not there yet. */
export const freshFile = () => join(freshFolder(), 'latchkey.sqlite');

/** The file of a database that is up to date and has nothing in it. */
export async function freshDatabase(): Promise<string> {
  const file = freshFile();
  await makeDatabase(file);
  return file;
}

export interface OpenOptions {
  readonly secretKey?: Buffer;
  readonly previousKeys?: readonly Buffer[];
  /** The machine's, unless told otherwise. */
  readonly clock?: Clock;
  readonly report?: (problem: StorageProblem) => void;
  readonly beginnings?: Beginnings;
}

/** The machine's clock as it is: tests set it. */
const dateClock = (): Clock => ({ ...systemClock(), now: Date.now });

/** Opens stores and closes them with the test. */
export async function openAt(address: StoreAddress, options: OpenOptions = {}): Promise<Stores> {
  const stores = await openStores(address, { secretKey, clock: dateClock(), ...options });
  onTestFinished(() => stores.close());
  return stores;
}

export const openOn = (file: string, options?: OpenOptions) => openAt({ databaseUrl: `sqlite:${file}` }, options);

/** Runs `work` `times` times in parallel and resolves to all results. */
export function inParallel<T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(index)));
}

/** Makes every store that keeps something of a member or a server keep it of these. */
export async function keepSomethingOf(stores: Stores, who: Who, now: Ms): Promise<void> {
  await stores.roster.admit({ ...who, phone, verifiedAt: now }, 1);
  await stores.roster.remove(who);
  await stores.roster.admit({ ...who, phone, verifiedAt: now }, 1);
  await stores.erasures.note(who);
  await stores.blocks.put({ ...who, ...phone, reason: 'Spam.', by: 'ban', at: now });
  await stores.requests.open({ ...who, id: 'r1', cause: 'youngAccount', words: 'Please.', at: now, locale: 'en-US' });
  await stores.proofs.keep(who, phone, now + 1);
  await stores.pendingRoles.keep([{ ...who, roleId: '300', act: 'take', tries: 0 }]);
  await stores.roleMoves.begin(who.serverId, '300', 1);
  await stores.numberOnly.note(who);
  const opening = {
    id: 'o1',
    serverId: who.serverId,
    by: '1',
    reason: 'No codes come.',
    openedAt: now,
    endsAt: now + 1,
  };
  await stores.openings.open(opening, now);
  await stores.bulkRuns.keep({ id: 'b1', serverId: who.serverId, by: '1', at: now }, [who.memberId]);
  const overwrite = { serverId: who.serverId, channelId: '400', roleId: '300', place: 0, state: 'due' } as const;
  await stores.channelLocks.keep({ ...overwrite, after: { allow: '0', deny: '1024' } });
  await stores.channelLocks.begin({ serverId: who.serverId, act: 'lock', of: 1 });
  await stores.journal.write({ ...who, at: now, what: 'verified' });
  const entry = {
    serverId: who.serverId,
    revision: 1,
    at: now,
    by: who.memberId,
    act: 'changed',
    before: {},
    after: {},
  } as const;
  await stores.settings.save(who.serverId, freshSettings, entry);
}

/** A server's journal from an instant on. */
export async function entriesIn(journal: Journal, serverId: string, from: Ms = 0) {
  const period = { from, until: Number.MAX_SAFE_INTEGER };
  const memberIds = await journal.membersIn(serverId, period);
  return memberIds.length === 0 ? [] : journal.ofMembers(serverId, memberIds, period);
}

import { existsSync } from 'node:fs';
import type { Database } from '../database.ts';
import { fileOf, openDatabase } from '../open-database.ts';
import { type MovedTable, movedTables } from '../sql/catalogue.ts';
import { orUnavailable } from '../sql/unavailable.ts';
import { isInUse } from '../sqlite/use.ts';
import type { StoreAddress } from '../stores.ts';
import { createInstallationFacts } from '../tables/installation-facts.ts';
import { type ShortLivedKind, type ShortLivedStore, shortLivedKinds } from './short-lived.ts';
import { shortLivedInDatabase } from './short-lived-in-database.ts';
import { clearRows, countRows, MOVED, readRows, writeRows } from './tables.ts';

/** How many of a table have been moved, of how many. */
export interface Progress {
  readonly table: MovedTable | ShortLivedKind;
  readonly moved: number;
  readonly of: number;
}

export type Moved =
  | { readonly is: 'moved' }
  /** Both addresses are the same. */
  | { readonly is: 'nothingToMove' }
  /** There is no such file. */
  | { readonly is: 'sourceMissing' }
  /** Another process has the source's file open. */
  | { readonly is: 'sourceInUse' }
  /** The target has data that no move has brought there, or a bot has worked with since. Nothing was changed. */
  | { readonly is: 'targetHasData'; readonly table: MovedTable | ShortLivedKind }
  /** The counts differ at the end: the source was worked with while it was moved. */
  | {
      readonly is: 'differs';
      readonly table: MovedTable | ShortLivedKind;
      readonly source: number;
      readonly target: number;
    };

/** Challenges and counters that end so soon may end before they are counted. */
const SOON = 10 * 60_000;

interface Place {
  readonly database: Database;
  readonly shortLived: ShortLivedStore;
}

/**
 * Copies everything that lasts from one place to another: what is there row by row, challenges still encrypted, counters
 * with the time they have left. Some rows at a time, so that memory does not grow with them. What an earlier move brought
 * is replaced, so that it may be repeated, also after it was cut off. The source is left as it is, but for its tables being
 * brought up to date. Throws `StoreUnavailable`.
 */
export function moveStores(
  from: StoreAddress,
  to: StoreAddress,
  onProgress: (progress: Progress) => void,
): Promise<Moved> {
  return orUnavailable(async () => {
    if (from.databaseUrl === to.databaseUrl && from.redisUrl === to.redisUrl) return { is: 'nothingToMove' };
    const file = fileOf(from.databaseUrl);
    if (file !== undefined && !existsSync(file)) return { is: 'sourceMissing' };
    if (file !== undefined && isInUse(file)) return { is: 'sourceInUse' };
    const source = await open(from);
    try {
      const target = await open(to);
      try {
        return await move(source, target, { from, to, onProgress });
      } finally {
        await close(target);
      }
    } finally {
      await close(source);
    }
  });
}

interface Task {
  readonly from: StoreAddress;
  readonly to: StoreAddress;
  readonly onProgress: (progress: Progress) => void;
}

async function move(source: Place, target: Place, { from, to, onProgress }: Task): Promise<Moved> {
  const tables = from.databaseUrl === to.databaseUrl ? [] : movedTables;
  const kinds = from.redisUrl !== undefined && from.redisUrl === to.redisUrl ? [] : shortLivedKinds;
  const facts = createInstallationFacts(target.database.quick);
  const noted = await facts.read(MOVED);
  const place = shortLivedPlace(to);
  const occupied = await firstWithData(target, noted === undefined ? tables : [], noted === place ? [] : kinds);
  if (occupied !== undefined) return { is: 'targetHasData', table: occupied };
  await facts.write(MOVED, place);
  for (const table of tables) await moveTable(source.database, target.database, table, onProgress);
  const leaving = new Map<ShortLivedKind, number>();
  for (const kind of kinds)
    leaving.set(kind, await moveShortLived(source.shortLived, target.shortLived, kind, onProgress));
  return (
    (await differingTable(source, target, tables)) ?? (await differingKind(source, target, leaving)) ?? { is: 'moved' }
  );
}

/** Where challenges and counters go, without its password: the fact in the database says nothing of another Redis next to it. */
function shortLivedPlace({ redisUrl }: StoreAddress): string {
  if (redisUrl === undefined) return 'the database';
  const url = new URL(redisUrl);
  url.username = '';
  url.password = '';
  return url.href;
}

async function firstWithData(target: Place, tables: readonly MovedTable[], kinds: readonly ShortLivedKind[]) {
  for (const table of tables) {
    // Facts are there as soon as a database was looked at.
    if (table !== 'notes' && (await countRows(target.database.patient, table)) > 0) return table;
  }
  for (const kind of kinds) if ((await target.shortLived.count(kind)) > 0) return kind;
  return undefined;
}

async function moveTable(source: Database, target: Database, table: MovedTable, onProgress: Task['onProgress']) {
  const of = await countRows(source.patient, table);
  await clearRows(target.patient, table);
  let moved = 0;
  onProgress({ table, moved, of });
  for await (const rows of readRows(source.patient, table)) {
    await writeRows(target.patient, table, rows);
    moved += rows.length;
    onProgress({ table, moved, of });
  }
}

/** @returns how many of what was moved end soon */
async function moveShortLived(
  source: ShortLivedStore,
  target: ShortLivedStore,
  kind: ShortLivedKind,
  onProgress: Task['onProgress'],
) {
  const of = await source.count(kind);
  await target.clear(kind);
  let [moved, soon] = [0, 0];
  onProgress({ table: kind, moved, of });
  for await (const batch of source.read(kind)) {
    if (batch.length > 0) await target.write(kind, batch);
    moved += batch.length;
    soon += batch.filter(({ expires }) => expires < Date.now() + SOON).length;
    onProgress({ table: kind, moved, of });
  }
  return soon;
}

async function differingTable(source: Place, target: Place, tables: readonly MovedTable[]): Promise<Moved | undefined> {
  for (const table of tables) {
    const counts = [
      await countRows(source.database.patient, table),
      await countRows(target.database.patient, table),
    ] as const;
    if (counts[0] !== counts[1]) return { is: 'differs', table, source: counts[0], target: counts[1] };
  }
  return undefined;
}

async function differingKind(
  source: Place,
  target: Place,
  soon: ReadonlyMap<ShortLivedKind, number>,
): Promise<Moved | undefined> {
  for (const [kind, ending] of soon) {
    const counts = [await source.shortLived.count(kind), await target.shortLived.count(kind)] as const;
    if (Math.abs(counts[0] - counts[1]) > ending)
      return { is: 'differs', table: kind, source: counts[0], target: counts[1] };
  }
  return undefined;
}

async function open({ databaseUrl, redisUrl }: StoreAddress): Promise<Place> {
  const database = await openDatabase(databaseUrl);
  try {
    return { database, shortLived: await openShortLived(database, redisUrl) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openShortLived(database: Database, redisUrl: string | undefined): Promise<ShortLivedStore> {
  if (redisUrl === undefined) return shortLivedInDatabase(database.patient);
  const { shortLivedInRedis } = await import('./short-lived-in-redis.ts');
  return shortLivedInRedis(redisUrl);
}

async function close({ database, shortLived }: Place): Promise<void> {
  await shortLived.close();
  await database.close();
}

import { type Kysely, sql } from 'kysely';
import { catalogue, type MovedTable } from '../sql/catalogue.ts';
import type { Tables } from '../sql/schema.ts';
import { BATCH } from './short-lived.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** The fact that a database is being moved to, or has been, and that no bot has started on it since. It is never moved itself. */
export const MOVED = 'moved here';

/** All rows of a table, some at a time, in an order that goes on where it was however long it takes. */
export async function* readRows(db: Kysely<Tables>, table: MovedTable): AsyncIterable<readonly Row[]> {
  const order = catalogue[table].order;
  let last: Row | undefined;
  for (;;) {
    const after = last && sql`where (${columns(order)}) > (${sql.join(order.map((column) => last?.[column]))})`;
    const page = sql<Row>`select * from ${sql.table(table)} ${after ?? sql``} order by ${columns(order)} limit ${sql.lit(BATCH)}`;
    const { rows } = await page.execute(db);
    if (rows.length === 0) return;
    last = rows.at(-1);
    yield rows.filter(({ name }) => name !== MOVED);
  }
}

/** Adds rows as they are. The journal's ids are given again, in the order of the rows. */
export async function writeRows(db: Kysely<Tables>, table: MovedTable, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {}).filter((name) => table !== 'journal' || name !== 'id');
  if (names.length === 0) return;
  const values = rows.map((row) => sql`(${sql.join(names.map((name) => row[name]))})`);
  await sql`insert into ${sql.table(table)} (${columns(names)}) values ${sql.join(values)}`.execute(db);
}

export async function clearRows(db: Kysely<Tables>, table: MovedTable): Promise<void> {
  await sql`delete from ${sql.table(table)} ${table === 'notes' ? sql`where name <> ${MOVED}` : sql``}`.execute(db);
}

export async function countRows(db: Kysely<Tables>, table: MovedTable): Promise<number> {
  const counted = sql<{
    count: number;
  }>`select count(*) as count from ${sql.table(table)} ${table === 'notes' ? sql`where name <> ${MOVED}` : sql``}`;
  return (await counted.execute(db)).rows[0]?.count ?? 0;
}

const columns = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));

import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type Dialect,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { statementDriver } from '../sql/statements.ts';
import { orUnavailable } from '../sql/unavailable.ts';
import type { Snapshot } from './reads.ts';
import type { Write } from './writes.ts';

export interface Prepared {
  readonly statement: StatementSync;
  /** Whether it answers with rows. To ask the driver takes as long as a short statement itself. */
  readonly hasRows: boolean;
}

/** Gives the prepared statement of a text; the same one for the same text. */
export type Prepare = (sql: string) => Prepared;

/** There are some dozens of texts, and a few more with lists of different lengths in them. */
const MOST_KEPT = 500;

/** Keeps statements prepared. A caller has to step it to its end, or nobody else can use it until then. */
export function keepPrepared(database: DatabaseSync): Prepare {
  const kept = new Map<string, Prepared>();
  return (sql) => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    const prepared = { statement, hasRows: statement.columns().length > 0 };
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(sql, prepared);
    return prepared;
  };
}

/** With its own adapter kysely lets one statement through at a time: no two could be committed together. */
class SharedConnectionAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

interface Ways {
  readonly prepare: Prepare;
  readonly read: Snapshot['read'];
  readonly write: Write;
}

/** SQLite for kysely, a statement at a time, each by the way of its kind. Closing the database stays with the one that opened it. */
export function sqliteDialect({ prepare, read, write }: Ways): Dialect {
  const run = <Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> => {
    const { statement, hasRows } = prepare(sql);
    const values = parameters.map(bindable);
    if (!hasRows) {
      return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
    }
    // What the rows are of, kysely knows from the query; the driver can only say that they are rows.
    return { rows: statement.all(...values) as Row[] };
  };
  const execute = <Row>(query: CompiledQuery) =>
    SelectQueryNode.is(query.query)
      ? orUnavailable(async () => read(() => run<Row>(query)))
      : write(() => run<Row>(query));
  return {
    createAdapter: () => new SharedConnectionAdapter(),
    createDriver: () => statementDriver(execute),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

export function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  throw new TypeError(`SQLite cannot store a value of type ${typeof value}.`);
}

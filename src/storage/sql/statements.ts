import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
} from 'kysely';

/** A driver for kysely that has every statement be a transaction of its own, as everywhere in these stores. It closes no database: what opened one does. */
export function statementDriver(execute: <Row>(query: CompiledQuery) => Promise<QueryResult<Row>>): Driver {
  const connection: DatabaseConnection = {
    executeQuery: execute,
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await execute<Row>(query);
    },
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: noTransactions,
    commitTransaction: noTransactions,
    rollbackTransaction: noTransactions,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}

async function noTransactions(): Promise<void> {
  throw new TypeError('Here every statement is a transaction of its own.');
}

/** Kysely lends each statement a connection and takes it back, which takes about as long as SQLite takes to answer. Here there is one for all. */
class DirectExecutor extends DefaultQueryExecutor {
  readonly #connection: Promise<DatabaseConnection>;

  constructor(dialect: Dialect, driver: Driver) {
    super(dialect.createQueryCompiler(), dialect.createAdapter(), new DefaultConnectionProvider(driver));
    this.#connection = driver.acquireConnection();
  }

  override async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return (await this.#connection).executeQuery(query);
  }
}

/** Kysely over a dialect with such a driver. */
export function statementKysely<Tables>(dialect: Dialect): Kysely<Tables> {
  const driver = dialect.createDriver();
  return new Kysely({ config: { dialect }, dialect, driver, executor: new DirectExecutor(dialect, driver) });
}

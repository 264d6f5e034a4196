import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';

/** A driver for kysely that has every statement be a transaction of its own, as everywhere in these stores. The database is closed by who opened it. */
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

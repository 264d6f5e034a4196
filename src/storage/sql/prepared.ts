import { type Compilable, type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './schema.ts';

/** Stands in a query for what is made of the values that it is run with. */
class Gap<Values> {
  readonly fill: (values: Values) => unknown;

  constructor(fill: (values: Values) => unknown) {
    this.fill = fill;
  }
}

/** Stands in a query for a value: whatever `fill` makes of those that the query is run with. */
export type Value<Values> = <T>(fill: (values: Values) => T) => RawBuilder<T>;

/** The same in a query that is built for these values alone. */
export const given =
  <Values>(values: Values): Value<Values> =>
  (fill) =>
    sql`${fill(values)}`;

export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** How many rows were written. */
  readonly changes: number;
}

/**
 * A query that is built and compiled at its first run alone, for what every verification asks. Building one takes longer than
 * SQLite takes to answer it.
 */
export function prepared<Values, Row>(
  db: Kysely<Tables>,
  build: (value: Value<Values>) => Compilable<Row>,
): (values: Values) => Promise<Answer<Row>> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (values) => {
    compiled ??= build((fill) => sql`${new Gap(fill)}`).compile();
    const parameters = compiled.parameters.map((one) => (one instanceof Gap ? one.fill(values) : one));
    const query: CompiledQuery<Row> = { ...compiled, parameters };
    const { rows, numAffectedRows = 0n } = await db.executeQuery(query);
    return { rows, changes: Number(numAffectedRows) };
  };
}

import type { Kysely } from 'kysely';
import type { Openings } from '../../../gate/passes/openings.ts';
import type { NumberOnly } from '../../../gate/ports.ts';
import type { Tables } from '../../sql/schema.ts';
import { createNumberOnly } from './number-only.ts';
import { createOpenings } from './openings.ts';

/** What passing without a number goes by. */
export interface PassStores {
  readonly numberOnly: NumberOnly;
  readonly openings: Openings;
}

/** The same in the database. */
export const createPassStores = (db: Kysely<Tables>, parts: Parameters<typeof createNumberOnly>[1]): PassStores => ({
  numberOnly: createNumberOnly(db, parts),
  openings: createOpenings(db),
});

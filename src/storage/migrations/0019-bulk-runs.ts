import { type Kysely, sql } from 'kysely';

/** Members who are verified by hand together, and the indexes that the list of members is read along. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bulk_runs')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('done_by', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('began_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('members', 'integer', (column) => column.notNull())
    .addColumn('obstacle', 'text')
    .addColumn('undone_by', 'text')
    .addPrimaryKeyConstraint('bulk_runs_pk', ['server_id', 'id'])
    .execute();
  // Of each server one is underway: the database decides between two who press at once.
  await db.schema
    .createIndex('bulk_runs_underway')
    .unique()
    .on('bulk_runs')
    .column('server_id')
    .where(sql<boolean>`state in ('running', 'undoing')`)
    .execute();
  await db.schema
    .createTable('bulk_members')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('run_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('had', 'integer')
    .addPrimaryKeyConstraint('bulk_members_pk', ['server_id', 'run_id', 'member_id'])
    .execute();
  await db.schema
    .createIndex('bulk_members_by_outcome')
    .on('bulk_members')
    .columns(['server_id', 'run_id', 'outcome', 'place'])
    .execute();
  await db.schema
    .createIndex('bulk_members_by_place')
    .on('bulk_members')
    .columns(['server_id', 'run_id', 'place'])
    .execute();
  await db.schema
    .createIndex('bulk_members_by_member')
    .on('bulk_members')
    .columns(['server_id', 'member_id'])
    .execute();
  await indexesOfList(db);
}

/** A page of the list of members costs the same wherever it is in the list. */
async function indexesOfList(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('roster_by_time')
    .on('roster')
    .columns(['server_id', 'verified_at', 'member_id'])
    .execute();
  await db.schema
    .createIndex('roster_without_number')
    .on('roster')
    .columns(['server_id', 'how', 'verified_at', 'member_id'])
    .where(sql<boolean>`how <> 'number'`)
    .execute();
  await db.schema
    .createIndex('blocks_by_time')
    .on('blocks')
    .columns(['server_id', 'blocked_at', 'member_id'])
    .where('member_id', 'is not', null)
    .execute();
}

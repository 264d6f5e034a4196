import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { mia } from './fixtures.ts';
import { freshDatabase, keepSomethingOf, openOn } from './support.ts';

async function filled() {
  const file = await freshDatabase();
  const stores = await openOn(file);
  await keepSomethingOf(stores, mia, Date.now());
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  const tables = database
    .prepare("SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE c.name = 'server_id'")
    .all()
    .map(({ name }) => String(name));
  const rows = () => tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all().length);
  return { stores, database, tables, rows };
}

test('every table that knows servers is emptied of one that is forgotten', async () => {
  const { stores, tables, rows } = await filled();
  expect(tables.length).toBeGreaterThanOrEqual(6);
  expect(rows()).toEqual(tables.map(() => 1));

  await stores.forgetServer(mia.serverId);

  expect(rows()).toEqual(tables.map(() => 0));
});

test('a server that could not be forgotten whole is still listed, and can be forgotten again', async () => {
  const { stores, database, tables, rows } = await filled();
  database.exec("CREATE TRIGGER refuse BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'refused'); END");

  await expect(stores.forgetServer(mia.serverId)).rejects.toThrow(StoreUnavailable);
  expect(await stores.settings.servers()).toEqual([mia.serverId]);

  database.exec('DROP TRIGGER refuse');
  await stores.forgetServer(mia.serverId);
  expect(rows()).toEqual(tables.map(() => 0));
});

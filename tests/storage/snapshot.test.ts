import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { shareSnapshot } from '../../src/storage/sqlite/reads.ts';
import { gatherWrites } from '../../src/storage/sqlite/writes.ts';
import { freshFile } from './support.ts';

/** A table of one number, as this process and as another one has it. */
function open() {
  const file = freshFile();
  const [mine, other] = [new DatabaseSync(file), new DatabaseSync(file)];
  onTestFinished(() => [mine, other].forEach((database) => void (database.isOpen && database.close())));
  mine.exec('PRAGMA journal_mode = WAL; CREATE TABLE one (value); INSERT INTO one VALUES (1)');
  const snapshot = shareSnapshot(mine);
  const write = gatherWrites(mine, snapshot);
  const value = () => Number(mine.prepare('SELECT value FROM one').get()?.value);
  return {
    mine,
    snapshot,
    read: () => snapshot.read(value),
    add: () => write(() => mine.exec('UPDATE one SET value = value + 1')),
    addElsewhere: () => other.exec('UPDATE one SET value = value + 10'),
  };
}

it('what is read in one turn is of one instant, and what another process writes is read in the next one', async () => {
  const { read, addElsewhere } = open();
  expect(read()).toBe(1);
  addElsewhere();
  expect(read()).toBe(1);
  await nextTurn();
  expect(read()).toBe(11);
});

it('a write is made on what there is by then, and read by a caller who waited for it', async () => {
  const { read, add, addElsewhere } = open();
  read();
  addElsewhere();
  const added = add();
  read();
  await added;
  expect(read()).toBe(12);
});

it('ends when it is told to, and with the connection', async () => {
  const { mine, snapshot, read } = open();
  read();
  snapshot.end();
  expect([snapshot.isHeld(), mine.isTransaction]).toEqual([false, false]);
  read();
  mine.close();
  await nextTurn();
  expect(snapshot.isHeld()).toBe(false);
});

it('a read that fails leaves nothing open', async () => {
  const { mine, snapshot, read, add } = open();
  expect(() => snapshot.read(() => mine.exec('SELECT value FROM nowhere'))).toThrow('no such table');
  await add();
  expect(read()).toBe(2);
  await nextTurn();
  expect(mine.isTransaction).toBe(false);
});

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it } from 'vitest';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
afterEach(() => play.stop());

it('what a member agreed to is on record before their number is, whatever fails in between', async () => {
  play = await startPlay();
  const mira = play.person('mira');
  const database = new DatabaseSync(join(play.folder, 'latchkey.sqlite'));
  const what = () =>
    database
      .prepare('SELECT what FROM journal ORDER BY id')
      .all()
      .map((row) => row.what);
  try {
    database.exec(
      "CREATE TRIGGER full BEFORE INSERT ON challenges BEGIN SELECT RAISE(ABORT, 'the disk is full for this test'); END",
    );
    await mira.begin();
    await expect.poll(what).toContain('consented');
    expect(what()).not.toContain('entered');
  } finally {
    database.close();
  }
});

import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

/** Makes the database refuse every write of a kind, as a full disk or a read-only file system does, while `work` runs. */
async function refusing(reason: string, work: () => Promise<void>): Promise<void> {
  const file = new DatabaseSync(`${play.folder}/latchkey.sqlite`);
  const tables = file
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map(({ name }) => String(name));
  const triggers = tables.flatMap((table) =>
    ['INSERT', 'UPDATE', 'DELETE'].map((kind) => ({ name: `refuse_${kind}_${table}`, kind, table })),
  );
  for (const { name, kind, table } of triggers) {
    file.exec(`CREATE TRIGGER ${name} BEFORE ${kind} ON "${table}" BEGIN SELECT RAISE(ABORT, '${reason}'); END`);
  }
  try {
    await work();
  } finally {
    for (const { name } of triggers) file.exec(`DROP TRIGGER ${name}`);
    file.close();
  }
}

describe('case 15: a database that takes no writes', () => {
  it('sends nothing and spends nothing, and goes on without a restart', async () => {
    await mira.begin();
    await refusing('disk full', async () => {
      await mira.press('Send OTP');
      await mira.untilSees('temporarily unavailable');
    });
    expect(mira.smsCount()).toBe(0);
    await mira.slash('verify');
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('takes no code, and the same one works when it does again', async () => {
    await mira.begin();
    await mira.send();
    const form = await mira.openForm('Submit');
    await refusing('read-only', async () => {
      await mira.actor.submit(form, { code: mira.code() });
      await mira.untilSees('temporarily unavailable');
    });
    expect(mira.hasRole()).toBe(false);
    await mira.slash('verify');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });

  it('shows who has a number where they stand', async () => {
    await mira.begin();
    await refusing('read-only', async () => {
      await mira.slash('verify');
      expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });
    });
  });
});

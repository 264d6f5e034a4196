import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { noCanaries } from './canaries.ts';
import type { Person } from './person.ts';
import type { Play } from './play.ts';

/** What Mira does with /privacy, and what is stored. */
export function privacyOf(play: Play, mira: Person) {
  /** Asks for the page, until it says `sentence`. */
  async function page(sentence: string, person = mira) {
    await person.slash('privacy');
    await person.untilSees(sentence);
  }

  /** Downloads the file that the page offers. */
  async function download(): Promise<Record<string, unknown>> {
    await page('What is stored about you');
    await mira.press('Download');
    const { world } = play.sandbox;
    const [file] = await world.until(() => {
      const { attachments = [] } = world.messages.get(mira.panel()?.id ?? '') ?? {};
      return attachments.length > 0 && attachments;
    });
    expect(file).toMatchObject({ filename: `my-data-${play.sandbox.seeded.guildId}.json` });
    const content = new TextDecoder().decode(file?.bytes);
    noCanaries(content, { number: mira.phone, national: mira.phone.slice(2), ...secretsInStore() });
    return JSON.parse(content);
  }

  /** What nobody is to read in a file: keyed hashes of numbers. */
  function secretsInStore(): Record<string, string> {
    const [row] = rows('SELECT phone_key FROM roster WHERE phone_key IS NOT NULL');
    return row ? { phoneKey: String(row.phone_key) } : {};
  }

  function rows(statement: string) {
    const database = new DatabaseSync(join(play.folder, 'latchkey.sqlite'));
    try {
      return database.prepare(statement).all();
    } finally {
      database.close();
    }
  }

  async function deleteAll(sentence = 'Your data is deleted') {
    await page('What is stored about you');
    await mira.press('Delete');
    await mira.untilSees('Delete what is stored about you here?');
    await mira.press('Delete everything');
    await mira.untilSees(sentence);
  }

  /** The texts among `canaries` that the files of the database, or the log, hold. */
  function found(canaries: readonly string[]): string[] {
    const files = readdirSync(play.folder).map((name) => readFileSync(join(play.folder, name)));
    const everything = Buffer.concat([...files, Buffer.from(play.logs.text())]);
    return canaries.filter((canary) => everything.includes(canary));
  }

  return { page, download, deleteAll, secretsInStore, rows, found };
}

import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { freshDatabase, openOn } from './support.ts';

/** Settings stores over a row that was written by something else, such as another version. */
async function holding(text: string) {
  const file = await freshDatabase();
  const { settings } = await openOn(file);
  const database = new DatabaseSync(file);
  database.prepare('INSERT INTO server_settings (server_id, settings) VALUES (?, ?)').run('100', text);
  database.close();
  return settings;
}

describe('settings written by another version', () => {
  test('take what holds without a decision for what they lack', async () => {
    const settings = await holding('{"roleId":"300","accountsPerNumber":3}');
    expect(await settings.load('100')).toEqual({ ...freshSettings, roleId: '300', accountsPerNumber: 3 });
  });

  test('lose what nobody knows', async () => {
    const settings = await holding('{"roleId":"300","colour":"blue","countries":{"is":"all","mood":"good"}}');
    expect(await settings.load('100')).toEqual({ ...freshSettings, roleId: '300' });
  });
});

test.each([
  ['no JSON', '{"roleId":'],
  ['no object', '[]'],
  ['null', 'null'],
  ['a role that is no id', '{"roleId":300}'],
  ['a policy nobody knows', '{"conflict":"ignore"}'],
  ['a rule nobody knows', '{"countries":{"is":"some"}}'],
  ['no account for a number', '{"accountsPerNumber":0}'],
])('settings that cannot be understood are refused, never replaced by laxer ones: %s', async (_, text) => {
  const settings = await holding(text);
  await expect(settings.load('100')).rejects.toThrow(StoreUnavailable);
});

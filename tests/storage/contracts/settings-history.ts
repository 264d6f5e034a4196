import { describe, expect, test } from 'vitest';
import { createSettingsEditor } from '../../../src/gate/settings/editor.ts';
import type { SettingsEntry } from '../../../src/gate/settings/history.ts';
import { freshSettings } from '../../../src/gate/settings/settings.ts';
import type { Stores } from '../../../src/storage/stores.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const first: SettingsEntry = {
  serverId: '100',
  revision: 1,
  at: now,
  by: '1',
  act: 'changed',
  before: { accountsPerNumber: 1 },
  after: { accountsPerNumber: 2, roleId: '300' },
};

const editorOf = (stores: Stores, told: SettingsEntry[] = []) =>
  createSettingsEditor({ store: stores.settings, clock: { now: () => now }, onChanged: (entry) => told.push(entry) });

export function settingsHistoryContract(freshPlace: () => Place): void {
  describe('history of settings', () => {
    test('an entry is read as it was written, the newest first, and only on its server', async () => {
      const { settings, settingsHistory } = await freshPlace().open();
      const second: SettingsEntry = { ...first, revision: 2, by: '2', act: 'noticePosted', target: '900' };
      expect(await settings.save('100', freshSettings, first)).toBe(true);
      expect(await settings.save('100', freshSettings, second)).toBe(true);
      expect(await settings.save('200', freshSettings, { ...first, serverId: '200' })).toBe(true);
      expect(await settingsHistory.latest('100', 10)).toEqual([second, first]);
      expect(await settingsHistory.latest('100', 10, 2)).toEqual([first]);
      expect(await settingsHistory.find('100', 1)).toEqual(first);
      expect(await settingsHistory.find('100', 3)).toBeUndefined();
      expect(await settingsHistory.byMember({ serverId: '100', memberId: '2' })).toEqual([second]);
      await settingsHistory.prune(now + 1);
      expect(await settingsHistory.latest('100', 10)).toEqual([]);
      expect(await settings.read('100')).toEqual({ settings: freshSettings, revision: 2 });
    });

    test('settings that somebody has changed since are not replaced', async () => {
      const { settings, settingsHistory } = await freshPlace().open();
      await settings.save('100', freshSettings);
      expect(await settings.save('100', { ...freshSettings, roleId: '1' }, first)).toBe(false);
      expect(await settings.load('100')).toEqual(freshSettings);
      expect(await settingsHistory.latest('100', 10)).toEqual([]);
    });

    test('changes by several processes at once are all kept, each in the history once', async () => {
      const place = freshPlace();
      const told: SettingsEntry[] = [];
      const editors = (await inParallel(3, () => place.open())).map((stores) => editorOf(stores, told));
      const names = ['accountsPerNumber', 'minimumAgeDays', 'deadlineDays'] as const;
      await Promise.all(
        editors.flatMap((editor, by) =>
          [2, 3].map((value) => editor.change('100', `${by}`, { [names[by] ?? 'dailyCap']: value })),
        ),
      );
      const after = await place.open();
      expect(await after.settings.load('100')).toEqual({
        ...freshSettings,
        accountsPerNumber: 3,
        minimumAgeDays: 3,
        deadlineDays: 3,
      });
      const entries = await after.settingsHistory.latest('100', 10);
      expect(entries.map(({ revision }) => revision)).toEqual([6, 5, 4, 3, 2, 1]);
      expect([...told].sort((a, b) => b.revision - a.revision)).toEqual(entries);
    });
  });
}

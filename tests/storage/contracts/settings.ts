import { describe, expect, test } from 'vitest';
import type { Place } from './place.ts';

export function settingsContract(freshPlace: () => Place): void {
  describe('settings', () => {
    test('what was saved is loaded, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      const settings = { roleId: '300', channelId: '400', noticeId: '500' };
      await before.settings.save('100', settings);
      expect(await before.settings.load('100')).toEqual(settings);
      await before.close();

      const after = await place.open();
      expect(await after.settings.load('100')).toEqual(settings);
    });

    test('a server without settings has none', async () => {
      const { settings } = await freshPlace().open();
      await settings.save('100', { roleId: '300' });
      expect(await settings.load('101')).toBeUndefined();
    });

    test('a save replaces everything, so that a notice that is gone is forgotten', async () => {
      const { settings } = await freshPlace().open();
      await settings.save('100', { roleId: '300', channelId: '400', noticeId: '500' });

      await settings.save('100', { roleId: '301' });

      expect(await settings.load('100')).toEqual({ roleId: '301' });
    });
  });
}

import { describe, expect, test } from 'vitest';
import { freshSettings, type ServerSettings } from '../../../src/gate/settings/settings.ts';
import type { Place } from './place.ts';

const decided: Required<ServerSettings> = {
  roleId: '300',
  moreRoleIds: ['305'],
  roleRules: [{ countries: ['DE'], kinds: ['mobile', 'fixedVoip'], roleIds: ['306', '307'] }],
  bypassesChecks: true,
  lentRights: { 300: '8', 301: '9007199254740992' },
  removedRoleIds: ['301', '302'],
  unverifiedRoleId: '304',
  joinPrompt: 'mention',
  channelId: '400',
  noticeId: '500',
  noticeChannelId: '400',
  openChannelIds: ['402', '403'],
  noticeText: 'Press Verify. ☎️',
  smsName: 'Bay',
  staffChannelId: '401',
  pingsStaff: true,
  welcomeText: 'Say hello.',
  welcomeChannelIds: ['700'],
  staffRoleId: '303',
  accountsPerNumber: 2,
  conflict: 'askStaff',
  sendsAtOnce: true,
  countries: { is: 'only', countries: ['DE', 'AT'] },
  lines: { otherVoip: 'refuse', landline: 'askStaff' },
  minimumAgeDays: 7,
  dailyCap: 100,
  defaultCountry: 'DE',
  deadlineDays: 3,
  endsAfter: { months: 12, since: 1_700_000_000_000 },
  exemptRoleIds: ['304', '305'],
  exemptBoosters: true,
  exemptAgeDays: 365,
  language: 'ar',
  oneLanguage: true,
  exemptJoinedBefore: '2026-11-30',
};

export function settingsContract(freshPlace: () => Place): void {
  const open = async () => (await freshPlace().open()).settings;

  describe('settings', () => {
    test.each<[string, ServerSettings]>([
      ['every one decided', decided],
      ['none decided', freshSettings],
      ['countries excepted', { ...freshSettings, countries: { is: 'except', countries: ['FR'] } }],
    ])('what was saved is loaded, also after closing and opening again: %s', async (_, settings) => {
      const place = freshPlace();
      const before = await place.open();
      await before.settings.save('100', settings);
      expect(await before.settings.load('100')).toEqual(settings);
      await before.close();

      const after = await place.open();
      expect(await after.settings.load('100')).toEqual(settings);
    });

    test('a server without settings has none', async () => {
      const settings = await open();
      await settings.save('100', decided);
      expect(await settings.load('101')).toBeUndefined();
    });

    test('a save replaces everything, so that a notice that is gone is forgotten', async () => {
      const settings = await open();
      await settings.save('100', decided);

      await settings.save('100', { ...freshSettings, roleId: '301' });

      expect(await settings.load('100')).toEqual({ ...freshSettings, roleId: '301' });
    });

    test('every server that has settings is listed once', async () => {
      const settings = await open();
      expect(await settings.servers()).toEqual([]);
      for (const server of ['101', '100', '101']) await settings.save(server, freshSettings);
      expect(await settings.servers()).toEqual(['100', '101']);
    });
  });
}

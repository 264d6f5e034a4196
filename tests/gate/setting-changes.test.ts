import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeSettings, noticePlace, type SettingsChange, settingLimits } from '../../src/gate/settings/changes.ts';
import { freshSettings, type ServerSettings } from '../../src/gate/settings/settings.ts';
import { isSmsName } from '../../src/gate/settings/sms-name.ts';

const roleIds = fc.array(fc.constantFrom('1', '2', '3'), { maxLength: 30 });
const number = fc.oneof(
  fc.integer({ min: -5, max: 100_005 }),
  fc.constantFrom(Number.NaN, 0.5, Number.POSITIVE_INFINITY),
);
const change: fc.Arbitrary<SettingsChange> = fc.record(
  {
    roleId: fc.constantFrom('1', '2'),
    removedRoleIds: roleIds,
    unverifiedRoleId: fc.constantFrom('1', '2'),
    accountsPerNumber: number,
    minimumAgeDays: number,
    dailyCap: number,
    deadlineDays: number,
    noticeText: fc.string({ maxLength: 2000 }),
    smsName: fc.string({ maxLength: 40 }),
    countries: fc.record({ is: fc.constantFrom('only' as const, 'except' as const), countries: roleIds }),
    clear: fc.subarray(['roleId', 'dailyCap', 'noticeText'] as const),
  },
  { requiredKeys: [] },
);

function isSound(settings: ServerSettings): boolean {
  const within = (value: number, { least, most }: { least: number; most: number }) =>
    Number.isInteger(value) && value >= least && value <= most;
  return (
    within(settings.accountsPerNumber, settingLimits.accountsPerNumber) &&
    within(settings.minimumAgeDays, settingLimits.minimumAgeDays) &&
    within(settings.deadlineDays, settingLimits.deadlineDays) &&
    within(settings.dailyCap ?? 1, settingLimits.dailyCap) &&
    (settings.noticeText ?? '').length <= settingLimits.noticeText &&
    (settings.smsName === undefined || isSmsName(settings.smsName)) &&
    settings.removedRoleIds.length <= settingLimits.removedRoles &&
    settings.removedRoleIds.every((id) => id !== settings.roleId) &&
    (settings.unverifiedRoleId === undefined || settings.unverifiedRoleId !== settings.roleId) &&
    (settings.countries.is === 'all' || settings.countries.countries.length > 0)
  );
}

describe('changing settings', () => {
  it('never leads outside the limits, whatever is asked for and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const end = changes.reduce((settings, one) => changeSettings(settings, one).settings, freshSettings);
        expect(isSound(end)).toBe(true);
      }),
    );
  });

  it('takes both ends of every range, and refuses what is one beyond', () => {
    for (const name of ['accountsPerNumber', 'minimumAgeDays', 'dailyCap', 'deadlineDays'] as const) {
      const { least, most } = settingLimits[name];
      for (const value of [least, most]) {
        expect(changeSettings(freshSettings, { [name]: value })).toMatchObject({
          settings: { [name]: value },
          refused: [],
        });
      }
      for (const value of [least - 1, most + 1]) {
        expect(changeSettings(freshSettings, { [name]: value })).toEqual({ settings: freshSettings, refused: [name] });
      }
    }
  });

  it('takes the rest of a change of which one part is refused', () => {
    const { settings, refused } = changeSettings(freshSettings, { minimumAgeDays: 7, dailyCap: 0 });
    expect(refused).toEqual(['dailyCap']);
    expect(settings).toEqual({ ...freshSettings, minimumAgeDays: 7 });
  });

  it('keeps the role of unverified members where one of the roles on success is chosen for it, and names that', () => {
    const before = { ...freshSettings, roleId: '1', moreRoleIds: ['2'], unverifiedRoleId: '3' };
    for (const unverifiedRoleId of ['1', '2']) {
      expect(changeSettings(before, { unverifiedRoleId })).toEqual({ settings: before, refused: ['unverifiedRoleId'] });
    }
  });

  it('clears what may be missing', () => {
    const before = { ...freshSettings, staffRoleId: '9', dailyCap: 5 };
    expect(changeSettings(before, { clear: ['staffRoleId', 'dailyCap'] }).settings).toEqual(freshSettings);
  });

  it('keeps in mind where the notice stands, also when it was posted before that was written down', () => {
    const posted = { ...freshSettings, channelId: '40', noticeId: '50' };
    const chosen = changeSettings(changeSettings(posted, { channelId: '41' }).settings, { channelId: '42' }).settings;
    expect(noticePlace(chosen)).toEqual({ channelId: '40', messageId: '50' });
    expect(noticePlace(freshSettings)).toBeUndefined();
  });
});

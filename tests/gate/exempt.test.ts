import { describe, expect, it } from 'vitest';
import { type ExemptRules, exemptionOf } from '../../src/gate/exempt/exempt.ts';
import { bornAt } from '../../src/gate/settings/rules.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';

const DAY = 24 * 60 * 60_000;
const memberId = '900000000000000001';
const born = bornAt(memberId);
const plain = { memberId, roles: ['1', '2'], joinedAt: Date.parse('2026-03-01T12:00:00Z') };
const now = born + 400 * DAY;
const why = (rules: Partial<ExemptRules>, shown = {}, at = now) =>
  exemptionOf({ ...freshSettings, ...rules }, { ...plain, ...shown }, at);

describe('who need not verify', () => {
  it('is nobody until an admin says so', () => {
    expect(why({}, { boostingSince: 1, joinedAt: 0 })).toBeUndefined();
  });

  it('is who has one of the roles', () => {
    expect(why({ exemptRoleIds: ['9', '2'] })).toEqual({ is: 'role', roleId: '2' });
    expect(why({ exemptRoleIds: ['9'] })).toBeUndefined();
  });

  it('is who boosts the server', () => {
    expect(why({ exemptBoosters: true }, { boostingSince: 5 })).toEqual({ is: 'boost' });
    expect(why({ exemptBoosters: true })).toBeUndefined();
  });

  it('is whose account is old enough, from that very instant on', () => {
    const at = born + 365 * DAY;
    expect(why({ exemptAgeDays: 365 }, {}, at)).toEqual({ is: 'accountAge' });
    expect(why({ exemptAgeDays: 365 }, {}, at - 1)).toBeUndefined();
  });

  it('is who joined before a day begins, but no guest, whose joining Discord does not name', () => {
    const rules = { exemptJoinedBefore: '2026-03-01' };
    const begins = Date.parse('2026-03-01T00:00:00Z');
    expect(why(rules, { joinedAt: begins - 1 })).toEqual({ is: 'joined' });
    expect(why(rules, { joinedAt: begins })).toBeUndefined();
    expect(why(rules, { joinedAt: undefined })).toBeUndefined();
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { derivePepper } from '../../src/base/digest.ts';
import { budgetTable } from '../../src/limits/budgets.ts';
import { pseudonymous } from '../../src/limits/pseudonymous.ts';
import { createSendLimits } from '../../src/otp/sending/send-limits.ts';
import { e164 } from '../storage/fixtures.ts';
import { type Play, startPlay } from '../support/play.ts';
import { secondAccount } from '../support/second.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';

const minute = 60_000;
let play: Play;
beforeEach(async () => {
  play = await startPlay();
  await openStaffChannel(play);
});
afterEach(() => play.stop());

/** What the bot's other process sends for another server: so many SMS to as many American numbers, of a prefix each. */
async function sentElsewhere(count: number): Promise<void> {
  const pepper = derivePepper(play.secretKey);
  const budgets = budgetTable(play.config.limits);
  await play.stored(async (stores) => {
    const counters = pseudonymous(stores.counters, pepper);
    const settings = { budgets, ownCountries: [], ways: {}, ttl: 5 * minute, breaker: true };
    const limits = createSendLimits({ counters, pepper, ...settings, onNews: () => {} });
    for (let index = 0; index < count; index++) {
      const who = { serverId: '1', memberId: String(index) };
      const to = { phone: e164(`+1415${200 + index}0100`), country: 'US', channel: 'sms' } as const;
      expect(await limits.reserve(who, to, {}, play.clock.now())).toMatchObject({ is: 'reserved' });
    }
  });
}

it('case 22: a member meets an open breaker, the staff see the figures, and a probe that is verified closes it', async () => {
  await sentElsewhere(24);
  await play.clock.skip(11 * minute);
  const mira = play.person('mira');
  await mira.begin();
  await mira.send();
  expect(mira.smsCount()).toBe(0);
  const until = Date.UTC(2026, 7, 1, 14);
  expect(mira.sees()).toContain(
    `Try again after <t:${until / 1000}:f> (<t:${until / 1000}:R>), or press **I can't verify**`,
  );
  expect(mira.sees()).not.toMatch(/fraud|others?|somebody|country|limit/i);
  expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on', "I can't verify": 'on' });

  await play.clock.skip(3000);
  await untilStaffSee(play, 'only 0 of 24 were entered lately');
  await untilStaffSee(play, `United States are paused until <t:${until / 1000}:f> (<t:${until / 1000}:R>)`);
  const opened = play.logs.lines.filter((line) => line.includes('breaker opened'));
  expect(opened).toHaveLength(1);
  expect(JSON.parse(opened[0] ?? '')).toMatchObject({
    breaker: { scope: 'country', country: 'US', figures: { sent: 24, verified: 0 }, until },
  });

  await play.clock.skip(until - play.clock.now());
  await mira.begin();
  await mira.send();
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  const other = secondAccount(play, '+14155550199');
  await other.begin();
  await other.send();
  expect(other.smsCount()).toBe(1);
  expect(play.logs.lines.filter((line) => line.includes('breaker closed'))).toHaveLength(1);
});

it('case 21: a row of numbers that waits is told to the staff as such, and never by a digit of it', async () => {
  await play.settings({ defaultCountry: 'US' });
  const accounts = Array.from({ length: 11 }, (_, index) =>
    secondAccount(play, `+1415555${String(130 + index).padStart(4, '0')}`, `row.${index}`),
  );
  for (const account of accounts.slice(0, 10)) {
    await account.begin();
    await account.send();
    expect(account.smsCount()).toBe(1);
  }
  await play.clock.skip(11 * minute);
  const last = accounts[10];
  await last?.begin();
  await last?.send();
  expect(last?.smsCount()).toBe(0);
  await play.clock.skip(3000);
  await untilStaffSee(play, 'Other numbers still get codes');
  expect(play.logs.text()).not.toContain('415555');
});

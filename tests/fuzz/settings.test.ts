import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { readDuration } from '../../src/config/readers.ts';
import { secretsOf } from '../../src/config/secrets.ts';
import { variables } from '../../src/config/variables.ts';
import { formatProblems, parseConfig } from '../../src/config.ts';
import { changeSettings, type SettingsChange, settingLimits } from '../../src/gate/settings/changes.ts';
import { freshSettings, type ServerSettings } from '../../src/gate/settings/settings.ts';
import { MOST_A_DAY, moneyOf } from '../../src/limits/money.ts';
import { freshDatabase, openOn } from '../storage/support.ts';
import { inherited, json, runs, text } from './hostile.ts';

const numRuns = runs(2000);
const timeout = Math.max(20_000, numRuns * 20);
const within = (value: number, { least, most }: { readonly least: number; readonly most: number }) =>
  Number.isInteger(value) && value >= least && value <= most;

const needed = {
  DISCORD_TOKEN: 'a.bot.token',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'canary-twilio-auth-token',
  TWILIO_FROM: '+14155550100',
};
const setting = fc.oneof(
  text,
  fc.constantFrom('4', '10', '500', '5m', '90s', '24h', '1s,', 'US,GB', 'members', 'https://example.com/', 'sqlite:a'),
  fc.tuple(fc.integer(), fc.constantFrom('', 's', 'm', 'h', 'd', ' ')).map((parts) => parts.join('')),
);
const environment = fc.dictionary(fc.constantFrom<string>(...variables, ...inherited), setting, { maxKeys: 6 });

it(
  'no environment makes the start throw: it is a config within its limits, or problems that repeat no value',
  () => {
    fc.assert(
      fc.property(environment, (given) => {
        const env = { ...needed, ...given };
        const read = parseConfig(env);
        expect(parseConfig(env)).toEqual(read);
        if (read.is === 'problems') {
          const said = formatProblems(read.problems);
          // Shorter ones may stand in a fix as an example.
          const long = Object.values(given).filter((value) => value.trim().length > 60);
          expect(long.filter((value) => said.includes(value.trim()))).toEqual([]);
          return;
        }
        const { otp } = read.config;
        const { calls, whatsapp, moneyInAll = 1, ...others } = read.config.limits;
        const limits = [others, calls, whatsapp].flatMap((some) => Object.values(some));
        expect(within(otp.length, { least: 4, most: 10 })).toBe(true);
        expect(within(otp.ttl, { least: 60_000, most: 600_000 })).toBe(true);
        expect(otp.coolDowns.length).toBeGreaterThan(0);
        expect(within(moneyInAll, { least: 1, most: moneyOf(MOST_A_DAY) })).toBe(true);
        for (const limit of limits) expect(within(limit, { least: 1, most: 1_000_000 })).toBe(true);
        expect(secretsOf(read.config).every((one) => typeof one === 'string')).toBe(true);
      }),
      { numRuns },
    );
  },
  timeout,
);

it(
  'a length of time is a whole number of seconds, or none',
  () => {
    fc.assert(
      fc.property(setting, (typed) => {
        const read = readDuration(typed);
        expect(Number.isNaN(read) || (read >= 0 && read % 1000 === 0)).toBe(true);
      }),
      { numRuns },
    );
  },
  timeout,
);

const names = Object.keys({
  ...freshSettings,
  roleId: '',
  channelId: '',
  noticeText: '',
  smsName: '',
  dailyCap: 0,
  staffRoleId: '',
});
const stored = fc.oneof(
  text,
  fc.json(),
  fc
    .dictionary(
      fc.constantFrom(...names, ...inherited),
      fc.oneof(json, fc.nat(5), fc.constantFrom('deny', { is: 'all' }, ['voip'])),
    )
    .map((settings) => JSON.stringify(settings)),
);

it(
  'stored settings are read as settings, or refused as unreadable',
  async () => {
    const file = await freshDatabase();
    const { settings } = await openOn(file);
    const database = new DatabaseSync(file);
    const put = database.prepare('INSERT OR REPLACE INTO server_settings (server_id, settings) VALUES (?, ?)');
    // Many rows make one commit.
    const batch = 500;
    await fc.assert(
      fc.asyncProperty(fc.array(stored, { minLength: batch, maxLength: batch }), async (texts) => {
        database.exec('BEGIN');
        for (const [index, row] of texts.entries()) put.run(String(index), row);
        database.exec('COMMIT');
        for (const index of texts.keys()) {
          const read = await settings.load(String(index)).catch((error: unknown) => error);
          if (read instanceof StoreUnavailable) continue;
          expect(read).toMatchObject({ removedRoleIds: expect.any(Array), conflict: expect.any(String) });
          expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
        }
      }),
      { numRuns: Math.ceil(numRuns / batch) },
    );
    database.close();
  },
  timeout,
);

const wild = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(Number.NaN, Infinity, -0));
const change: fc.Arbitrary<SettingsChange> = fc.record(
  {
    roleId: text,
    removedRoleIds: fc.array(text, { maxLength: 40 }),
    noticeText: text,
    smsName: text,
    accountsPerNumber: wild,
    minimumAgeDays: wild,
    deadlineDays: wild,
    endsAfter: fc.record({ months: wild, since: wild }),
    dailyCap: wild,
    countries: fc.oneof(
      fc.constant({ is: 'all' } as const),
      fc.record({ is: fc.constantFrom('only', 'except'), countries: fc.array(text, { maxLength: 3 }) }),
    ),
    clear: fc.subarray(['dailyCap', 'noticeText', 'roleId'] as const),
  },
  { requiredKeys: [] },
);

it(
  'no change of the settings, nor any number of them, leads past the limits',
  () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const after = changes.reduce<ServerSettings>(
          (before, next) => changeSettings(before, next).settings,
          freshSettings,
        );
        expect(within(after.accountsPerNumber, settingLimits.accountsPerNumber)).toBe(true);
        expect(within(after.minimumAgeDays, settingLimits.minimumAgeDays)).toBe(true);
        expect(within(after.deadlineDays, settingLimits.deadlineDays)).toBe(true);
        expect(within(after.endsAfter?.months ?? 1, settingLimits.endingMonths)).toBe(true);
        expect(within(after.dailyCap ?? 1, settingLimits.dailyCap)).toBe(true);
        expect((after.noticeText ?? '').length).toBeLessThanOrEqual(settingLimits.noticeText);
        expect([...(after.smsName ?? '')].length).toBeLessThanOrEqual(settingLimits.smsName);
        expect(after.removedRoleIds.length).toBeLessThanOrEqual(settingLimits.removedRoles);
        expect(after.removedRoleIds).not.toContain(after.roleId);
      }),
      { numRuns },
    );
  },
  timeout,
);

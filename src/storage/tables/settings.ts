import type { Kysely } from 'kysely';
import { z } from 'zod';
import { memoize } from '../../base/memoize.ts';
import { StoreUnavailable } from '../../base/store-unavailable.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import { withoutNumbers } from '../../gate/privacy/redacting.ts';
import { freshSettings, type ServerSettings } from '../../gate/settings/settings.ts';
import { lineKinds, lineRules } from '../../otp/number/line-kind.ts';
import { prepared, type Value } from '../sql/prepared.ts';
import type { Tables } from '../sql/schema.ts';
import { orUnavailable } from '../sql/unavailable.ts';

/** Servers whose settings are cached as they were read. */
const MOST_KEPT = 1_000;

/** Server settings in the database as JSON; a save replaces all of a server's. */
export function createSettingsStore(db: Kysely<Tables>): SettingsStore {
  const understood = memoize(read, MOST_KEPT);
  const find = prepared(db, (value: Value<string>) => {
    const serverId = value((id) => id);
    return db.selectFrom('server_settings').select('settings').where('server_id', '=', serverId);
  });

  return {
    load: (serverId) =>
      orUnavailable(async () => {
        const [row] = (await find(serverId)).rows;
        return row && understood(row.settings);
      }),

    save: (serverId, settings) =>
      orUnavailable(async () => {
        const columns = { settings: JSON.stringify(settings) };
        await db
          .insertInto('server_settings')
          .values({ server_id: serverId, ...columns })
          .onConflict((conflict) => conflict.column('server_id').doUpdateSet(columns))
          .execute();
      }),

    servers: () =>
      orUnavailable(async () => {
        const rows = await db.selectFrom('server_settings').select('server_id').orderBy('server_id').execute();
        return rows.map(({ server_id }) => server_id);
      }),
  };
}

const strings = z.array(z.string()).readonly();
const count = z.int().nonnegative();

/** Every setting has to be named here: what is not would be lost at the next load. */
const fields = {
  roleId: z.string().exactOptional(),
  lentRights: z.record(z.string(), z.string().regex(/^\d{1,40}$/)).exactOptional(),
  removedRoleIds: strings.default(freshSettings.removedRoleIds),
  unverifiedRoleId: z.string().exactOptional(),
  joinPrompt: z.enum(['directMessage', 'mention']).exactOptional(),
  channelId: z.string().exactOptional(),
  noticeId: z.string().exactOptional(),
  noticeChannelId: z.string().exactOptional(),
  // What an earlier version took may have a number in it.
  noticeText: z.string().transform(withoutNumbers).exactOptional(),
  smsName: z.string().exactOptional(),
  staffChannelId: z.string().exactOptional(),
  staffRoleId: z.string().exactOptional(),
  accountsPerNumber: z.int().positive().default(freshSettings.accountsPerNumber),
  sendsAtOnce: z.boolean().default(freshSettings.sendsAtOnce),
  conflict: z.enum(['deny', 'transfer', 'askStaff']).default(freshSettings.conflict),
  countries: z
    .discriminatedUnion('is', [
      z.object({ is: z.literal('all') }),
      z.object({ is: z.literal('only'), countries: strings }),
      z.object({ is: z.literal('except'), countries: strings }),
    ])
    .default(freshSettings.countries),
  lines: z.partialRecord(z.enum(lineKinds), z.enum(lineRules)).default(freshSettings.lines),
  minimumAgeDays: count.default(freshSettings.minimumAgeDays),
  dailyCap: count.exactOptional(),
  defaultCountry: z.string().exactOptional(),
  deadlineDays: count.default(freshSettings.deadlineDays),
  exemptRoleIds: strings.default(freshSettings.exemptRoleIds),
  exemptBoosters: z.boolean().default(freshSettings.exemptBoosters),
  exemptAgeDays: count.default(freshSettings.exemptAgeDays),
  exemptJoinedBefore: z.iso.date().exactOptional(),
} satisfies { [Name in keyof Required<ServerSettings>]: z.ZodType<ServerSettings[Name]> };

/** An earlier version refused VoIP as a whole. */
const former = z.looseObject({ refusedLines: z.array(z.literal('voip')).min(1) }).transform((settings) => ({
  lines: { fixedVoip: 'refuse', otherVoip: 'refuse' },
  ...settings,
}));

const schema: z.ZodType<ServerSettings> = z.union([former, z.unknown()]).pipe(z.object(fields));

/** Settings that cannot be understood are not replaced by fresh ones: those would let in members that the admins keep out. */
function read(text: string): ServerSettings {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new StoreUnavailable('The settings of a server cannot be read.');
  }
}

import { type Kysely, type Selectable, sql } from 'kysely';
import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { Situations } from '../../gate/situation.ts';
import type { ChallengeTexts } from '../otp-state/challenges.ts';
import { memberValues } from '../sql/columns.ts';
import { prepared, type Value } from '../sql/prepared.ts';
import type { RosterTable, Tables } from '../sql/schema.ts';
import { entryOf } from './roster.ts';
import { readSettings } from './settings/stored.ts';

interface Parts {
  readonly challenges: Pick<ChallengeTexts, 'keyOf' | 'read' | 'load'>;
  /** Challenges are in this database, and not in Redis. */
  readonly hasChallenges: boolean;
  readonly now: () => Ms;
}

/** All that a press goes by, in one statement: what takes time is the question, and not how much is answered. */
export function createSituations(db: Kysely<Tables>, parts: Parts): Situations {
  const { challenges, hasChallenges } = parts;
  const find = finding(db, parts);

  return {
    of: async (who) => {
      const elsewhere = hasChallenges ? undefined : challenges.load(who);
      // Both are waited for together: a failure of one that nobody waits for yet would end the process.
      const [found, loaded] = await Promise.all([find(who), elsewhere]);
      const [row] = found.rows;
      if (!row) throw new Error('a question without conditions has an answer');
      const stored = loaded ?? (await challenges.read(who, row.challenge ?? undefined));
      return {
        server: row.settings === null ? undefined : readSettings(row.settings),
        entry: isOnRoster(row) ? entryOf(row) : undefined,
        stored,
        hasBlock: Boolean(row.has_block),
        hasOpening: Boolean(row.has_opening),
        hasRequest: Boolean(row.has_request),
        latest: row.latest ?? undefined,
      };
    },
  };
}

/** The statement. */
const finding = (db: Kysely<Tables>, { challenges, hasChallenges, now }: Parts) =>
  prepared(db, (value: Value<Who>) => {
    const theirs = memberValues(value);
    const { server_id, member_id } = theirs;
    const challenge = db
      .selectFrom('challenges')
      .select('value')
      .where('key', '=', value(challenges.keyOf))
      .where('expires', '>', value(now));
    const settings = db.selectFrom('server_settings').select('settings').where('server_id', '=', server_id);
    const openings = db.selectFrom('openings').select('id').where('server_id', '=', server_id);
    const blocks = db.selectFrom('blocks').select('phone_key');
    const requests = db.selectFrom('help_requests').select('id');
    const latest = db
      .selectFrom('journal')
      .select('what')
      .where((is) => is.and(theirs))
      .where('what', '!=', 'lookedUp')
      .orderBy('happened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1);
    return db
      .selectFrom(db.selectNoFrom(sql`1`.as('one')).as('press'))
      .leftJoin('roster', (join) => join.on('roster.server_id', '=', server_id).on('roster.member_id', '=', member_id))
      .selectAll('roster')
      .select(({ exists }) => [
        (hasChallenges ? challenge : sql<string | null>`null`).as('challenge'),
        settings.as('settings'),
        exists(openings.where('closed_at', 'is', null)).as('has_opening'),
        exists(blocks.where((is) => is.and(theirs))).as('has_block'),
        exists(requests.where((is) => is.and(theirs))).as('has_request'),
        latest.as('latest'),
      ]);
  });

type Entry = Selectable<RosterTable>;
type MaybeEntry = { readonly [Name in keyof Entry]: Entry[Name] | null };

/** Whether the columns of the roster are those of a row, or all null. */
const isOnRoster = <R extends MaybeEntry>(row: R): row is R & Entry => row.member_id !== null;

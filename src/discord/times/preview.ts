import type { Clock, Ms } from '../../clock.ts';
import { GRACE } from '../../gate/endings/ending.ts';
import type { Endings } from '../../gate/endings/store.ts';
import type { SettingsChange } from '../../gate/settings/changes.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import type { Text } from '../../text/texts.ts';
import type { Deadline } from '../deadline/deadline.ts';
import { listFile, mentionsOf } from '../deadline/names/listing.ts';
import { csv } from '../ui/csv.ts';
import type { NamedFile } from '../ui/files.ts';
import type { Plan } from './ids.ts';
import type { Preview } from './views.ts';

/** As many names as fit into a file of some megabytes. */
const MOST_LISTED = 100_000;

/** Whether a change takes something from members, or sooner. */
export function isTighter({ months = 0, days = 0 }: Plan, server: ServerSettings): boolean {
  return isSooner(months, server.endsAfter?.months ?? 0) || isSooner(days, server.deadlineDays);
}

const isSooner = (value: number, before: number) => value > 0 && (before === 0 || value < before);

/** The change of settings that is planned. What is switched on or made shorter counts from now. */
export function changeOf({ months, days }: Plan, { endsAfter }: ServerSettings, now: Ms): SettingsChange {
  const since = endsAfter && months !== undefined && months >= endsAfter.months ? endsAfter.since : now;
  return {
    ...(months !== undefined && months > 0 && { endsAfter: { months, since } }),
    ...(months === 0 && { clear: ['endsAfter'] }),
    ...(days !== undefined && { deadlineDays: days }),
  };
}

interface PreviewParts {
  readonly endings: Endings;
  readonly deadline: Pick<Deadline, 'preview'>;
  readonly clock: Clock;
}

/** What a change would mean, and for whom. Throws `StoreUnavailable`. */
export function createPreviews({ endings, deadline, clock }: PreviewParts) {
  const ruleOf = (plan: Plan, server: ServerSettings, now: Ms) => changeOf(plan, server, now).endsAfter;

  async function endingOf(serverId: string, server: ServerSettings, plan: Plan): Promise<Preview['ending']> {
    const now = clock.now();
    const rule = ruleOf(plan, server, now);
    if (!rule) return undefined;
    const { ending, inAll } = await endings.count(serverId, rule, now);
    const [first] = await endings.list(serverId, rule, Number.MAX_SAFE_INTEGER, { limit: 1, offset: 0 });
    return { now: ending, inAll, ...(first && { firstAt: first.end + GRACE }) };
  }

  async function endingNow(serverId: string, server: ServerSettings, plan: Plan) {
    const now = clock.now();
    const rule = ruleOf(plan, server, now);
    return rule ? endings.list(serverId, rule, now, { limit: MOST_LISTED, offset: 0 }) : [];
  }

  const reachOf = async (serverId: string, server: ServerSettings, { days = 0 }: Plan) =>
    days > 0 ? deadline.preview(serverId, server, days) : undefined;

  return {
    async of(serverId: string, server: ServerSettings, plan: Plan): Promise<Preview> {
      const ending = await endingOf(serverId, server, plan);
      const reach = await reachOf(serverId, server, plan);
      return { plan, ...(ending && { ending }), ...(reach && { deadline: reach }) };
    },

    /** Everybody that a change would reach, by name. */
    async names(serverId: string, server: ServerSettings, plan: Plan, text: Text): Promise<Names> {
      const { t } = text;
      const [ending, reach] = await Promise.all([endingNow(serverId, server, plan), reachOf(serverId, server, plan)]);
      const people = reach?.is === 'reach' ? reach.people : [];
      const rows = ending.map(({ memberId, verifiedAt }) => [memberId, new Date(verifiedAt).toISOString()]);
      const ends = { name: 'verifications-that-end.csv', data: csv(['member_id', 'verified_at'], rows) };
      if (ending.length === 0 && people.length === 0) return { lines: [t('times.listed.nobody')], files: [] };
      const endingLines = [t('times.listed.ending', { count: ending.length }), mentionsOf(ending, text)];
      const deadlineLines = [t('times.listed.deadline', { count: people.length }), mentionsOf(people, text)];
      return {
        lines: [...(ending.length > 0 ? endingLines : []), ...(people.length > 0 ? deadlineLines : [])],
        files: [...(ending.length > 0 ? [ends] : []), ...(people.length > 0 ? [listFile('deadline.csv', people)] : [])],
      };
    },
  };
}

interface Names {
  readonly lines: readonly string[];
  readonly files: readonly NamedFile[];
}

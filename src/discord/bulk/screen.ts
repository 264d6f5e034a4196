import type { BulkRun } from '../../gate/bulk/runs.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import { answer } from '../interactions/answers.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { forBulk } from './access.ts';
import type { BulkSteps } from './parts.ts';
import { bulkView } from './views/screen.ts';

/** Runs that are shown. */
const SHOWN = 3;

/** Shows the screen as everything is now, to those who may see it. @param news what just happened */
export async function showBulk(parts: BulkSteps, visit: Visit<Asked>, news?: string): Promise<void> {
  const server = await forBulk(parts, visit, 'look');
  if (!server) return;
  const latest = await parts.bulkRuns.latest(visit.who.serverId, SHOWN);
  const runs = await Promise.all(latest.map((run) => withCounts(parts, run)));
  const state = { runs, lists: parts.lists, hasRole: givenBy(server).length > 0, news };
  await answer(visit.interaction, bulkView(state, visit.text));
}

/** A run with how many are where. */
export const withCounts = async ({ bulkRuns }: Pick<BulkSteps, 'bulkRuns'>, run: BulkRun) => ({
  run,
  counts: await bulkRuns.counts(run),
});

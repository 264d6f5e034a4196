import type { BulkRun } from '../../gate/bulk/runs.ts';
import type { Text } from '../../text/texts.ts';
import { createFormats } from '../stats/formats.ts';
import { csv, yesOrNo } from '../ui/csv.ts';
import { fileView } from '../ui/files.ts';
import type { BulkSteps } from './parts.ts';

const PAGE = 10_000;

/** Everybody of a run by their ids, with what became of them, as a file; and the message that carries it. */
export async function listOf({ bulkRuns }: Pick<BulkSteps, 'bulkRuns'>, run: BulkRun, text: Text) {
  const rows: string[][] = [];
  for (let after = -1; ; ) {
    const page = await bulkRuns.members(run, after, PAGE);
    for (const { memberId, outcome = 'waiting', had } of page) rows.push([memberId, outcome, yesOrNo(had)]);
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.place;
  }
  const name = `members-${run.id.slice(0, 8)}.csv`;
  const words = text.t('bulk.listed', { count: rows.length, members: createFormats(text).number(rows.length) });
  const files = [{ name, data: csv(['member_id', 'state', 'had_role_before'], rows) }];
  return { view: fileView([words], files), files };
}

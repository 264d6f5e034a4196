import { ComponentType } from 'discord.js';
import type { BulkRun } from '../../gate/bulk/runs.ts';
import type { Text } from '../../text/texts.ts';
import { createFormats } from '../stats/formats.ts';
import { colours, type View } from '../ui/parts.ts';
import type { BulkSteps } from './parts.ts';

const PAGE = 10_000;

/** Everybody of a run by their ids, with what became of them, as a file; and the message that carries it. */
export async function listOf({ bulkRuns }: Pick<BulkSteps, 'bulkRuns'>, run: BulkRun, text: Text) {
  const lines = ['member_id,state,had_role_before'];
  for (let after = -1; ; ) {
    const page = await bulkRuns.members(run, after, PAGE);
    for (const { memberId, outcome = 'waiting', had } of page)
      lines.push(`${memberId},${outcome},${had === undefined ? '' : had ? 'yes' : 'no'}`);
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.place;
  }
  const name = `members-${run.id.slice(0, 8)}.csv`;
  const count = lines.length - 1;
  const words = text.t('bulk.listed', { count, members: createFormats(text).number(count) });
  const view: View = {
    components: [
      {
        type: ComponentType.Container,
        accent_color: colours.calm,
        components: [{ type: ComponentType.TextDisplay, content: words }],
      },
      { type: ComponentType.File, file: { url: `attachment://${name}` } },
    ],
  };
  return { view, file: { name, data: Buffer.from(`${lines.join('\r\n')}\r\n`) } };
}

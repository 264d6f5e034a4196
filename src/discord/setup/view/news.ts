import type { Text } from '../../../text/texts.ts';
import type { DryRun } from '../dryRun.ts';
import type { Posting } from '../posting.ts';

/** What became of a dry run. */
export function dryRunNews(result: DryRun, roleId: string, { t }: Text): string {
  const role = `<@&${roleId}>`;
  const why = 'obstacle' in result ? t(`setup.why.${result.obstacle}`) : '';
  return t(`setup.dryRun.${result.is}`, { role, why });
}

/** What became of posting the notice. */
export function postingNews(posting: Posting, { t }: Text): string[] {
  if (posting.is === 'notReady') return [];
  return [t(`setup.${posting.is === 'refused' ? 'refusedPost' : posting.is}`, { channel: `<#${posting.channelId}>` })];
}

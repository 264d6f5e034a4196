import type { Text } from '../../../text/texts.ts';
import { roleList } from '../../ui/roles.ts';
import type { DryRun } from '../dry-run.ts';
import type { Posting } from '../posting.ts';
import { notTheirsLine } from './not-theirs.ts';

/** What became of a dry run. */
export function dryRunNews(result: DryRun, text: Text): string {
  const { t } = text;
  const role = roleList(result.roleIds, text);
  const why = 'obstacle' in result ? t(`setup.why.${result.obstacle}`) : '';
  return t(`setup.dryRun.${result.is}`, { role, why });
}

/** What became of posting the notice. */
export function postingNews(posting: Posting, text: Text): string[] {
  const { t } = text;
  if (posting.is === 'notReady') return [];
  if (posting.is === 'notTheirs') return [notTheirsLine({ is: 'channel', channelId: posting.channelId }, text)];
  return [t(`setup.${posting.is === 'refused' ? 'refusedPost' : posting.is}`, { channel: `<#${posting.channelId}>` })];
}

import type { REST } from 'discord.js';
import type { BulkRuns } from '../../gate/bulk/runs.ts';
import type { MemberList } from '../../gate/list/member-list.ts';
import type { StaffParts } from '../member/parts.ts';

/** What the list of members works with. */
export interface ListSteps extends StaffParts {
  readonly memberList: MemberList;
  readonly bulkRuns: Pick<BulkRuns, 'standing'>;
  readonly rest: REST;
  /** Whether Discord lists members to the bot. */
  readonly lists: boolean;
}

import type { Clock } from '../../clock.ts';
import type { Journal, Roster, SettingsStore } from '../ports.ts';
import type { Grants } from '../roles/grants.ts';
import type { SeenMember } from '../roles/role-keeper.ts';
import type { Departures } from '../roster/departures.ts';
import type { BulkRun, BulkRuns, Waiting } from './runs.ts';

/** Members who cost a request each, in one step: what was seen of them is not older then than about a minute. */
export const STEP = 50;

/** What came of a step. `later`: Discord does not answer, or the run is over. */
export type Came = 'more' | 'over' | 'later' | { readonly obstacle: string };
/** Whether the run is still to be done, and this process still runs. */
export type GoesOn = () => Promise<boolean>;

/** A member as Discord shows them. */
export interface SeenAccount extends SeenMember {
  readonly bot: boolean;
}

/** What Discord shows of some members, in the order of ids. */
export type Sight =
  /** `covered`: those of them that it says something of; who is not among `seen` is not on the server. */
  | { readonly is: 'seen'; readonly covered: readonly string[]; readonly seen: ReadonlyMap<string, SeenAccount> }
  | { readonly is: 'refused'; readonly obstacle: string };

export interface BulkParts {
  readonly runs: BulkRuns;
  readonly roster: Pick<Roster, 'add' | 'find' | 'remove'>;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly journal: Pick<Journal, 'write'>;
  readonly grants: Pick<Grants, 'give'>;
  readonly departures: Pick<Departures, 'end'>;
  readonly sight: (serverId: string, waiting: readonly Waiting[]) => Promise<Sight>;
  /** Hears of a run that has ended by itself, or stands still. Never throws. */
  readonly onEnd: (run: BulkRun, is: 'done' | 'undone' | 'halted') => void;
  readonly clock: Clock;
}

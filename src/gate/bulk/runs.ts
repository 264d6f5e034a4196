import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { RosterEntry } from '../ports.ts';

/**
 * Where a run stands. `counted`: nobody has said that it is to begin. `stopped` goes on when it is told to; `halted` says that Discord refused, for
 * a reason that somebody has to mend.
 */
export const runStates = ['counted', 'running', 'stopped', 'done', 'undoing', 'undone'] as const;
export type RunState = (typeof runStates)[number];

/** What became of one member. `absent`: not on the server when their turn came. `hindered`: a bot, or blocked or revoked by now. */
export type Outcome = 'verified' | 'already' | 'absent' | 'hindered';

/** Members of a server who are verified by hand together. */
export interface BulkRun {
  readonly id: string;
  readonly serverId: string;
  /** Who of the staff began it. */
  readonly by: string;
  readonly reason: string;
  readonly at: Ms;
  readonly state: RunState;
  /** How many there were to verify. */
  readonly members: number;
  /** Why it stands still, until it is begun again: a `GrantObstacle`. */
  readonly obstacle?: string;
  /** Who undid it. */
  readonly undoneBy?: string;
}

/** How many of a run are where. */
export interface RunCounts extends Readonly<Record<Outcome, number>> {
  readonly waiting: number;
}

/** A member who waits for their turn in a run. */
export interface Waiting {
  readonly memberId: string;
  /** Whether they had all the roles when the run first saw them; undefined before that. */
  readonly had?: boolean;
}

/** A member whom a run has verified. */
export interface Before {
  readonly entry: RosterEntry;
  /** Whether they had all the roles before. */
  readonly had: boolean;
  /** Which they had. */
  readonly hadRoleIds: readonly string[];
}

/** Members by where they stand. */
export type Standing = Readonly<Record<'verified' | 'blocked' | 'revoked', ReadonlySet<string>>>;

/** That somebody is on a list of members whom the staff verify together. */
export interface OnList extends Pick<BulkRun, 'by' | 'reason' | 'at'> {
  /** Whether the staff have begun the run, with a reason. */
  readonly isBegun: boolean;
  /** What became of them; undefined while they wait. */
  readonly outcome?: Outcome;
  /** Which roles of a success they had before; undefined: nobody has looked. */
  readonly hadRoleIds?: readonly string[];
}

/** Runs in the database. Every method may throw `StoreUnavailable`. */
export interface BulkRuns {
  /** Keeps what was counted, so that exactly those are verified whom the staff have been told of. @param memberIds in the order of ids */
  keep(run: Pick<BulkRun, 'id' | 'serverId' | 'by' | 'at'>, memberIds: readonly string[]): Promise<void>;
  find(serverId: string, id: string): Promise<BulkRun | undefined>;
  /** The runs of a server that were begun, the newest first. */
  latest(serverId: string, limit: number): Promise<BulkRun[]>;
  /** Those that something is to be done for. */
  underway(): Promise<BulkRun[]>;
  /** Begins what was counted. False where another run of the server is underway, or it was begun before. */
  begin(serverId: string, id: string, how: Pick<BulkRun, 'by' | 'reason' | 'at'>): Promise<boolean>;
  /** Brings a run from one of some states into another, and forgets why it stood still. False where it was in none of them, or another run is underway. */
  turn(serverId: string, id: string, from: readonly RunState[], to: RunState, undoneBy?: string): Promise<boolean>;
  /** Discord refused: it stands still until somebody goes on. */
  halt(run: BulkRun, obstacle: string): Promise<void>;
  counts(run: BulkRun): Promise<RunCounts>;
  /** Some of those whose turn has not come, in the order of ids. */
  waiting(run: BulkRun, limit: number): Promise<Waiting[]>;
  /** Writes down which roles of a success some have before the run gives them any; what is known of somebody stays. @param all whether these are all */
  noteHad(run: BulkRun, memberIds: readonly string[], roleIds: readonly string[], all: boolean): Promise<void>;
  settle(run: BulkRun, memberIds: readonly string[], outcome: Outcome): Promise<void>;
  /** Some of those that a run has put on the roster, and who are there still by that alone; with the roles of a success that they had before. */
  onRoster(run: BulkRun, limit: number): Promise<Before[]>;
  /** Those of some accounts who are on the roster, whose number is blocked, or who pass by a number alone: the staff have revoked them. */
  standing(serverId: string, memberIds: readonly string[], now: Ms): Promise<Standing>;
  /** All of a run, some at a time in the order of ids. @param after the place of the last one before; -1 for the first */
  members(
    run: BulkRun,
    after: number,
    limit: number,
  ): Promise<(Waiting & { readonly place: number; readonly outcome?: Outcome })[]>;
  /** The lists that name a member, the newest first. */
  ofMember(who: Who): Promise<OnList[]>;
  forgetMember(who: Who): Promise<void>;
  /** Forgets what was counted before `counted` and not begun, and runs from before `begun` that are not underway. */
  prune(before: { readonly counted: Ms; readonly begun: Ms }): Promise<void>;
}

import type { Clock, Ms } from '../../clock.ts';
import type { Config } from '../../config.ts';
import type { Locks } from '../../discord/channels/locks/locks.ts';
import type { Deadline } from '../../discord/deadline/deadline.ts';
import type { EndingRuns } from '../../discord/endings/ending-runs.ts';
import type { Mentions } from '../../discord/newcomers/mentions.ts';
import type { Sweep } from '../../discord/newcomers/sweep.ts';
import type { Bulk } from '../../gate/bulk/bulk.ts';
import type { Door } from '../../gate/passes/door.ts';
import { RETENTION_EVERY } from '../../gate/privacy/retention.ts';
import type { Grants } from '../../gate/roles/grants.ts';
import type { RoleCleanup } from '../../gate/roles/role-cleanup.ts';
import type { RoleMove } from '../../gate/roles/role-move.ts';
import type { Stores } from '../../storage/stores.ts';
import type { Chore } from './background.ts';

/** How often owed roles that are due are tried. */
const TRY_OWED_EVERY: Ms = 30_000;
/** How often roles that are to be taken and due are tried. */
const TRY_LEFT_EVERY: Ms = 30_000;
/** How often some members of a server are moved to another role. Discord takes about one role a second of a server. */
const MOVE_EVERY: Ms = 15_000;
/** How long after one part of a run that verifies many the next one begins. */
const BULK_EVERY: Ms = 30_000;
/** How often some members of a server are looked at for the role of the unverified. */
const SWEEP_EVERY: Ms = 15_000;
/** How often the servers whose turn that is are found, and how long after the start for the first time. */
const FIND_SWEEPS_EVERY: Ms = 10 * 60_000;
const FIRST_SWEEP: Ms = 60_000;
/** How often mentions of new members are deleted that have stood for their time. */
const TIDY_MENTIONS_EVERY: Ms = 30_000;
/** How often some overwrites of channels are written, or taken back. */
const LOCK_EVERY: Ms = 5_000;
/** How often it is looked whether a server's daily look at its deadline is due, and which verifications end. */
const LOOK_AT_DEADLINES_EVERY: Ms = 60 * 60_000;
/** How often the prices of SMS that are due are asked for. */
const LOOK_AT_BILLS_EVERY: Ms = 5 * 60_000;
/** How often it is looked whether Twilio is to be told how a code ended. */
const TELL_ENDINGS_EVERY: Ms = 20_000;
/** How long after the start is looked for the first time what has had its time. */
const FIRST_RETENTION: Ms = 5 * 60_000;

/** How often it is looked whether there is something to say of an open gate, or to close it. */
const TEND_DOORS_EVERY: Ms = 15_000;

interface Work {
  readonly door: Pick<Door, 'run'>;
  readonly bulk: Pick<Bulk, 'isDue' | 'run'>;
  readonly grants: Pick<Grants, 'retry'>;
  readonly roleCleanup: Pick<RoleCleanup, 'retry'>;
  readonly roleMove: Pick<RoleMove, 'isDue' | 'run'>;
  readonly locks: Pick<Locks, 'isDue' | 'run'>;
  readonly bills: () => Promise<void>;
  readonly endings: () => Promise<void>;
  readonly deadline: Pick<Deadline, 'run' | 'tidy'>;
  readonly joining: {
    readonly sweep: Pick<Sweep, 'find' | 'isDue' | 'run'>;
    readonly mentions: Pick<Mentions, 'isDue' | 'tidy'>;
  };
  readonly endingRuns: EndingRuns;
  readonly retention: () => Promise<void>;
}

/** What the chores that look often find their work in. */
interface Queues extends Pick<Stores, 'roster' | 'openings' | 'pendingRoles' | 'journal' | 'carrierTasks'> {
  readonly clock: Clock;
}

/**
 * What the bot does by itself: it asks Discord and Twilio over REST alone, so any process can do it for any shard. Deadlines are looked at by
 * a process of their own shards: no other knows whether members' presses arrive there.
 */
export function choresOf(
  { door, grants, roleCleanup, roleMove, locks, bulk, bills, endings, deadline, endingRuns, joining, retention }: Work,
  { roster, openings, pendingRoles, journal, carrierTasks, clock }: Queues,
  { intents, shards }: Pick<Config['discord'], 'intents' | 'shards'>,
): readonly Chore[] {
  const someDue = (due: (now: Ms, limit: number) => Promise<readonly unknown[]>) => async () =>
    (await due(clock.now(), 1)).length > 0;
  return [
    ...(intents.includes('members') ? joiningChores(joining) : []),
    {
      name: 'owed-roles',
      run: grants.retry,
      isDue: someDue(roster.dueGrants),
      pause: TRY_OWED_EVERY,
      failure: 'owed roles could not be given',
    },
    {
      name: 'left-roles',
      run: roleCleanup.retry,
      isDue: someDue(pendingRoles.due),
      pause: TRY_LEFT_EVERY,
      failure: 'pending roles could not be taken or given back',
    },
    {
      name: 'role-moves',
      run: roleMove.run,
      isDue: roleMove.isDue,
      pause: MOVE_EVERY,
      failure: 'members could not be moved to another role',
    },
    {
      name: 'bulk-runs',
      run: bulk.run,
      isDue: bulk.isDue,
      pause: BULK_EVERY,
      failure: 'members could not be verified in bulk',
    },
    {
      name: 'channel-locks',
      run: locks.run,
      isDue: locks.isDue,
      pause: LOCK_EVERY,
      failure: "channels' permissions could not be written",
    },
    {
      name: 'open-gates',
      run: door.run,
      isDue: someDue(openings.due),
      pause: TEND_DOORS_EVERY,
      failure: 'open gates could not be checked',
    },
    {
      name: 'bills',
      run: bills,
      isDue: someDue(journal.unbilled),
      pause: LOOK_AT_BILLS_EVERY,
      failure: 'SMS prices could not be fetched',
    },
    {
      name: 'endings',
      run: endings,
      isDue: someDue(carrierTasks.due),
      pause: TELL_ENDINGS_EVERY,
      failure: 'Twilio could not be told how codes ended',
    },
    {
      name: 'retention',
      run: retention,
      pause: RETENTION_EVERY,
      first: FIRST_RETENTION,
      failure: 'some expired data could not be deleted',
    },
    {
      name: ofShards('deadlines', shards),
      // Discord lists members only to a bot with this intent.
      run: intents.includes('members') ? deadline.run : deadline.tidy,
      pause: LOOK_AT_DEADLINES_EVERY,
      failure: 'deadlines could not be checked',
    },
    {
      name: ofShards('ending-verifications', shards),
      run: endingRuns.run,
      pause: LOOK_AT_DEADLINES_EVERY,
      failure: 'ending verifications could not be checked',
    },
  ];
}

/** Discord tells who joins only to a bot with the members intent. */
const joiningChores = ({ sweep, mentions }: Work['joining']): readonly Chore[] => [
  {
    name: 'sweeps',
    run: sweep.find,
    pause: FIND_SWEEPS_EVERY,
    first: FIRST_SWEEP,
    failure: 'servers could not be checked for new members',
  },
  {
    name: 'sweep-steps',
    run: sweep.run,
    isDue: sweep.isDue,
    pause: SWEEP_EVERY,
    failure: 'the role for unverified members could not be given',
  },
  {
    name: 'mentions',
    run: mentions.tidy,
    isDue: mentions.isDue,
    pause: TIDY_MENTIONS_EVERY,
    failure: 'mentions of new members could not be deleted',
  },
];

const ofShards = (name: string, shards: Config['discord']['shards']) =>
  shards ? `${name}:${shards.ids.join(',')}/${shards.count}` : name;

import type { Ms } from '../../clock.ts';
import type { OwedFor } from '../roles/grants.ts';
import { SIGHT_LIFE } from '../roles/retries.ts';
import { givenBy } from '../settings/role-rules.ts';
import { type ServerSettings, takenBy } from '../settings/settings.ts';
import { type BulkParts, type Came, type GoesOn, type SeenAccount, type Sight, STEP } from './parts.ts';
import type { BulkRun, BulkRuns, Outcome } from './runs.ts';

/** As many as Discord lists at once. */
const PAGE = 1000;
/** Members who cost no request, at once. */
const AT_ONCE = 20;

const cameOf = (obstacle: string): Came => (obstacle === 'discordUnavailable' ? 'later' : { obstacle });

/** Obstacles that say something of one member alone. */
const ofThisOne: ReadonlySet<OwedFor> = new Set(['rulesNotAccepted', 'memberGone']);

/** A member of a run as Discord has just shown them. */
interface Present {
  readonly memberId: string;
  readonly seen: SeenAccount;
}

/** Verifies some of a run. */
export function createForward(parts: BulkParts) {
  const { runs, settings, sight, clock } = parts;
  const verify = createVerifying(parts);

  /** Those who have the role already, and lose none: no request is made for them. */
  async function verifyAtOnce(run: BulkRun, members: readonly Present[], isFresh: () => boolean) {
    for (let from = 0; from < members.length && isFresh(); from += AT_ONCE) {
      const came = await Promise.all(members.slice(from, from + AT_ONCE).map((one) => verify(run, one)));
      const obstacle = came.find((one) => one !== undefined);
      if (obstacle) return obstacle;
    }
    return undefined;
  }

  async function verifyEach(run: BulkRun, members: readonly Present[], goesOn: GoesOn): Promise<Came> {
    for (const one of members) {
      if (!(await goesOn())) return 'later';
      const obstacle = await verify(run, one);
      if (obstacle) return cameOf(obstacle);
    }
    return 'more';
  }

  return async (run: BulkRun, goesOn: GoesOn): Promise<Came> => {
    const waiting = await runs.waiting(run, PAGE);
    if (waiting.length === 0) return 'over';
    const server = await settings.load(run.serverId);
    if (!server || givenBy(server).length === 0) return { obstacle: 'notSetUp' };
    const at = clock.now();
    // Later a role that they have would be given again: they are looked at once more.
    const isFresh = () => clock.now() - at < SIGHT_LIFE / 2;
    const look = await sight(run.serverId, waiting);
    if (look.is === 'refused') return cameOf(look.obstacle);
    const members = await withoutHindered(parts, run, look, at);
    const have = members.filter(({ seen }) => hasAll(seen, server));
    await noteHad(runs, run, server, have, true);
    const free = have.filter(({ seen }) => isFree(seen, server));
    const refused = await verifyAtOnce(run, free, isFresh);
    if (refused) return cameOf(refused);
    if (!isFresh()) return 'more';
    const done = new Set(free);
    const others = members.filter((one) => !done.has(one)).slice(0, STEP);
    await noteHad(runs, run, server, others, false);
    return verifyEach(run, others, goesOn);
  };
}

/** Writes down what members have before they are given anything: those with the same roles in one statement. */
async function noteHad(
  runs: BulkRuns,
  run: BulkRun,
  server: ServerSettings,
  members: readonly Present[],
  all: boolean,
): Promise<void> {
  const given = givenBy(server);
  const had = ({ seen }: Present) => given.filter((id) => seen.roles.includes(id));
  const groups = Map.groupBy(members, (one) => had(one).join(' '));
  for (const [first, ...more] of groups.values()) {
    if (first)
      await runs.noteHad(
        run,
        [first, ...more].map(({ memberId }) => memberId),
        had(first),
        all,
      );
  }
}

/** Whether a member has all that success gives. */
const hasAll = ({ roles, bypasses }: SeenAccount, server: ServerSettings) =>
  givenBy(server).every((roleId) => roles.includes(roleId)) && (bypasses === true || !server.bypassesChecks);

/** Whether nothing is to be taken from a member who has the role. */
const isFree = ({ roles, pending }: SeenAccount, server: ServerSettings) =>
  !pending && !takenBy(server).some((roleId) => roles.includes(roleId));

/** Settles those who cannot be verified; the others. */
async function withoutHindered(
  { runs, clock }: BulkParts,
  run: BulkRun,
  { covered, seen }: Extract<Sight, { is: 'seen' }>,
  at: Ms,
): Promise<Present[]> {
  const { blocked, revoked } = await runs.standing(run.serverId, covered, clock.now());
  const outcomeOf = (id: string): Outcome | undefined => {
    if (!seen.has(id)) return 'absent';
    return blocked.has(id) || revoked.has(id) || seen.get(id)?.bot ? 'hindered' : undefined;
  };
  for (const outcome of ['absent', 'hindered'] as const) {
    const some = covered.filter((id) => outcomeOf(id) === outcome);
    if (some.length > 0) await runs.settle(run, some, outcome);
  }
  return covered.flatMap((memberId) => {
    const one = outcomeOf(memberId) === undefined ? seen.get(memberId) : undefined;
    return one ? [{ memberId, seen: { ...one, at } }] : [];
  });
}

/** Verifies one. */
function createVerifying({ runs, roster, journal, grants, clock }: BulkParts) {
  /** @returns what keeps everybody from being given the role, where something does */
  return async (run: BulkRun, { memberId, seen }: Present): Promise<string | undefined> => {
    const { serverId, by, reason, id } = run;
    const who = { serverId, memberId };
    const isNew = await roster.add(who, { approval: { by, reason, batch: id } }, clock.now());
    if (isNew) await journal.write({ ...who, at: clock.now(), what: 'approved', by, reason });
    // A run that was killed in between has put them there itself.
    else {
      const entry = await roster.find(who);
      if (entry?.approval?.batch !== id) {
        // A member who is not on it was revoked or blocked in this instant, or their data was deleted.
        await runs.settle(run, [memberId], entry ? 'already' : 'hindered');
        return undefined;
      }
    }
    const grant = await grants.give(who, seen);
    if (grant.is === 'owed' && !ofThisOne.has(grant.obstacle)) return grant.obstacle;
    await runs.settle(run, [memberId], 'verified');
    return undefined;
  };
}

import { randomUUID } from 'node:crypto';
import type { Who } from '../../src/base/member-ref.ts';
import type { Clock } from '../../src/clock.ts';
import { createRenewing } from '../../src/gate/endings/renewing.ts';
import { createRecorder, type Recorder } from '../../src/gate/journal/recorder.ts';
import type { Retry, Roster } from '../../src/gate/ports.ts';
import { createGrantNews } from '../../src/gate/roles/grant-news.ts';
import { createGrants } from '../../src/gate/roles/grants.ts';
import { createNewcomers } from '../../src/gate/roles/newcomers.ts';
import { CLAIM_LIFE } from '../../src/gate/roles/retries.ts';
import { createRoleCleanup } from '../../src/gate/roles/role-cleanup.ts';
import type { RoleKeeper } from '../../src/gate/roles/role-keeper.ts';
import { createRoleMove } from '../../src/gate/roles/role-move.ts';
import { createDepartures } from '../../src/gate/roster/departures.ts';
import type { Stores } from '../../src/storage/stores.ts';

const shown = (error: unknown) => {
  throw error;
};

export interface RolePlay {
  readonly roles: RoleKeeper;
  readonly clock: Clock;
  readonly record?: Recorder;
  readonly onError?: (error: unknown) => void;
}

/** Everything that gives and takes roles, over stores. */
export function rolesOver(stores: Stores, { roles, clock, onError = shown, ...more }: RolePlay) {
  const { journal } = stores;
  const record = more.record ?? createRecorder({ journal, clock, onError });
  const roleCleanup = createRoleCleanup({ ...stores, roles, clock, onError });
  const [kept, missing]: [string[], string[]] = [[], []];
  const grants = createGrants({
    ...stores,
    ...{ roles, roleCleanup, clock, onError },
    news: createGrantNews({ journal, record }),
    onKept: (_, roleId) => void kept.push(roleId),
    onMissing: (_, roleId) => void missing.push(roleId),
    onPending: (who) => newcomers.expect(who),
    newId: randomUUID,
  });
  const newcomers = createNewcomers(grants);
  const departures = createDepartures({ ...stores, roleCleanup, clock });
  const renewing = createRenewing({ ...stores, departures, clock });
  return {
    roleCleanup,
    departures,
    renewing,
    grants,
    newcomers,
    roleMove: createRoleMove({ ...stores, grants }),
    kept,
    missing,
  };
}

/** A claim of the giving of a role, as it is written down. */
export function claim(at: number, id = `claim-${at}`, life = CLAIM_LIFE) {
  return { id, at, life, give: ['300'], take: [], held: false };
}

/** Claims the giving of a role. @returns whether it may be given now */
export async function claimOn(roster: Roster, who: Who, at: number, life = CLAIM_LIFE): Promise<boolean> {
  return (await roster.claimGrant(who, claim(at, undefined, life))) !== undefined;
}

/** Claims the giving of a role, and says that Discord has taken it. */
export async function grantOn(roster: Roster, who: Who, at: number): Promise<void> {
  if (!(await claimOn(roster, who, at))) throw new Error('The role is being given, or has been.');
  await roster.markGranted(who, claim(at).id, at, ['300']);
}

/** Claims the giving of a role, and says that Discord has not taken it. */
export async function owedOn(roster: Roster, who: Who, at: number, retry?: Retry): Promise<void> {
  if (!(await claimOn(roster, who, at))) throw new Error('The role is being given, or has been.');
  await roster.markOwed(who, claim(at).id, retry);
}

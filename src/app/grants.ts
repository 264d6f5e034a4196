import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { createRenewing } from '../gate/endings/renewing.ts';
import type { Recorder } from '../gate/journal/recorder.ts';
import { createGrantNews } from '../gate/roles/grant-news.ts';
import { createGrants, type GrantParts } from '../gate/roles/grants.ts';
import { createNewcomers } from '../gate/roles/newcomers.ts';
import { createRoleCleanup } from '../gate/roles/role-cleanup.ts';
import type { RoleKeeper } from '../gate/roles/role-keeper.ts';
import { createRoleMove } from '../gate/roles/role-move.ts';
import { createDepartures } from '../gate/roster/departures.ts';
import { traceOf } from '../log/trace.ts';
import type { Log } from '../log.ts';
import type { SharedStores } from './own-stores.ts';

export interface GrantsParts {
  readonly stores: SharedStores;
  readonly roles: RoleKeeper;
  readonly onKept: GrantParts['onKept'];
  readonly onMissing: GrantParts['onMissing'];
  readonly record: Recorder;
  readonly clock: Clock;
  readonly log: Log;
}

/** Everything that gives roles to members and takes them. */
export function openGrants({ stores, roles, onKept, onMissing, record, clock, log }: GrantsParts) {
  const { journal } = stores;
  const onError = (error: unknown) => log.warn({ cause: traceOf(error) }, 'a role could not be recorded');
  const roleCleanup = createRoleCleanup({ ...stores, roles, clock, onError });
  const grants = createGrants({
    ...stores,
    ...{ roles, roleCleanup, clock, onError },
    news: createGrantNews({ journal, record }),
    ...{ onKept, onMissing, onPending: (who) => newcomers.expect(who) },
    newId: randomUUID,
  });
  const newcomers = createNewcomers(grants);
  const departures = createDepartures({ ...stores, roleCleanup, clock });
  const renewing = createRenewing({ ...stores, departures, clock });
  return { roleCleanup, grants, newcomers, departures, renewing, roleMove: createRoleMove({ ...stores, grants }) };
}

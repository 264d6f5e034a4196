import type { ServerSettings } from '../../gate/settings/settings.ts';
import { markOf } from '../interactions/ids.ts';
import type { Chooser } from '../preflight/lending.ts';
import type { ServerSnapshot } from '../preflight/server-snapshot.ts';
import { type NoticePlace, noticePlaceOf } from './notice-place.ts';
import { type LockPlan, planLock, wayOf } from './plan.ts';
import { existingRole, type GateRole } from './roles.ts';

/** A role of the gate: one that an admin has chosen, one that is there for it, or one that is still to be made, under a name that is no id. */
export interface ProposedRole {
  readonly is: 'chosen' | 'existing' | 'new';
  readonly id: string;
}

/** All that one press would do. */
export interface Proposal {
  readonly verified: ProposedRole;
  /** Where channels are hidden from a role of unverified members. */
  readonly unverified?: ProposedRole;
  /** The gate is not set up yet, and the notice is to be posted too: where, or undefined while an admin has to choose. */
  readonly notice?: Partial<NoticePlace>;
  readonly plan: LockPlan;
}

/** What is to be done at a server so that only verified members see its channels. */
export function proposalOf(server: ServerSnapshot, settings: ServerSettings, chooser: Chooser): Proposal {
  const role = (kind: GateRole, chosen: string | undefined): ProposedRole => {
    if (chosen !== undefined) return { is: 'chosen', id: chosen };
    const existing = existingRole(server, kind, chooser);
    return existing ? { is: 'existing', id: existing.id } : { is: 'new', id: kind };
  };
  const verified = role('verified', settings.roleId);
  const unverified =
    wayOf(server, settings) === 'unverified' ? role('unverified', settings.unverifiedRoleId) : undefined;
  const place = noticePlaceOf(server, settings, chooser);
  const wanted: ServerSettings = {
    ...settings,
    roleId: verified.id,
    ...(unverified && { unverifiedRoleId: unverified.id }),
    ...(place && { channelId: place.channelId }),
  };
  return {
    verified,
    ...(unverified && { unverified }),
    ...(settings.roleId === undefined && { notice: place ?? {} }),
    plan: [verified, unverified].some((one) => isGone(server, one))
      ? { way: wayOf(server, settings), channels: [], left: [], losing: [] }
      : planLock(server, wanted, chooser),
  };
}

/** Whether a role that was chosen is there no more: nothing can be written about it, and the screen says so. */
const isGone = ({ roles }: ServerSnapshot, role: ProposedRole | undefined) =>
  role?.is === 'chosen' && !roles.some(({ id }) => id === role.id);

/** Stands in the id of the button, so that nothing else is done than what was shown. */
export function markOfProposal({ plan, ...others }: Proposal): string {
  return markOf(JSON.stringify([others, plan.channels.map(({ changes }) => changes)]));
}

/** Whether there is anything to do. */
export function isAnything({ notice, plan }: Proposal): boolean {
  return notice !== undefined || plan.channels.length > 0;
}

import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import type { BlockLife, Decision, Ended, Revoked } from '../../gate/staff/members.ts';
import { answer } from '../interactions/answers.ts';
import { choicesIn, textIn } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { openCase, ownBlock, ownRole, readReason } from './cases.ts';
import { blockLife } from './durations.ts';
import { memberFields } from './ids.ts';
import type { StaffParts } from './parts.ts';
import { tellMember } from './tell.ts';
import { resultView } from './views/member.ts';

/** The form was sent. */
export function submitRevocation(parts: StaffParts, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { fields } = visit.interaction;
  const [duration] = choicesIn(fields, memberFields.duration);
  return revoke(parts, visit, visit.arg ?? '', textIn(fields, memberFields.reason), duration);
}

/** Ends a member's verification. @param duration how long to block the number besides; undefined: not at all */
export async function revoke(
  parts: StaffParts,
  visit: Visit<Asked>,
  memberId: string,
  givenReason: string,
  duration: string | undefined,
): Promise<void> {
  const opened = await openCase(parts, visit, memberId);
  const reason = opened && (await readReason(visit, memberId, givenReason));
  if (!opened || !reason) return;
  const { member, target, server, by } = opened;
  const block = duration === undefined ? undefined : blockLife(duration, parts.clock.now());
  if (block && !(await ownBlock(parts, visit, opened, block))) return;
  if (!(await ownRole(visit, opened, 'take'))) return;
  const revoked = await revokeOne(parts, member, { by, reason }, block);
  const holdsRole = target.is === 'here' && server.roleId !== undefined && target.roles.includes(server.roleId);
  const result =
    revoked.is === 'notVerified'
      ? { ...revoked, holdsRole }
      : { ...revoked, ...(block && !revoked.block && { nothingToBlock: true }) };
  await answer(visit.interaction, resultView(result, { memberId, roleId: server.roleId }, visit.text));
}

/** Ends a verification, and tells the member. */
export async function revokeOne(
  parts: StaffParts,
  member: Who,
  decision: Decision,
  block?: BlockLife,
): Promise<Revoked & { readonly told?: boolean }> {
  const revoked = await parts.members.revoke(member, decision, block);
  if (revoked.is !== 'revoked') return revoked;
  return { ...revoked, told: await tellMember(parts, member, letterOf(revoked, decision.reason)) };
}

/** What a member is told whose verification was ended. */
export const letterOf = ({ block }: Ended, reason: string) =>
  ({ is: 'revoked', reason, ...(block && { block }) }) as const;

/** Take the role was pressed: somebody has it without being verified. */
export async function takeRole(parts: StaffParts, visit: Visit<ButtonInteraction>): Promise<void> {
  const memberId = visit.arg ?? '';
  const opened = await openCase(parts, visit, memberId);
  if (!opened || !(await ownRole(visit, opened, 'take'))) return;
  const { member, target, by, server } = opened;
  const { roleId } = server;
  const hadIt = target.is === 'here' && roleId !== undefined && target.roles.includes(roleId);
  const role = await parts.members.takeLeftRole(member, by, hadIt);
  const isTold = role.is === 'done' && hadIt;
  const told = isTold && (await tellMember(parts, member, { is: 'revoked' }));
  const result = { is: 'roleLeft', role, ...(isTold && { told }) } as const;
  await answer(visit.interaction, resultView(result, { memberId, roleId }, visit.text));
}

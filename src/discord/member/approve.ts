import type { ModalSubmitInteraction } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import { traitsOf } from '../../gate/roles/given.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import type { Approved, Decision } from '../../gate/staff/members.ts';
import { answer } from '../interactions/answers.ts';
import { textIn } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { tellAnswer } from '../requests/tell.ts';
import { openCase, ownRole, readReason } from './cases.ts';
import { memberFields } from './ids.ts';
import type { StaffParts } from './parts.ts';
import { tellMember } from './tell.ts';
import { type Result, resultView } from './views/member.ts';

/** The form was sent. */
export function submitApproval(parts: StaffParts, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  return approve(parts, visit, visit.arg ?? '', textIn(visit.interaction.fields, memberFields.reason));
}

/** Verifies a member by hand, and answers their open request with it. The role is promised only when Discord has accepted it. */
export async function approve(
  parts: StaffParts,
  visit: Visit<Asked>,
  memberId: string,
  givenReason: string,
): Promise<void> {
  const opened = await openCase(parts, visit, memberId);
  const reason = opened && (await readReason(visit, memberId, givenReason));
  if (!opened || !reason || !(await ownRole(visit, opened, 'give'))) return;
  const { member, target, server, by } = opened;
  const show = (result: Result, roleIds: readonly string[] = []) =>
    answer(visit.interaction, resultView(result, { memberId, roleIds }, visit.text));
  if (target.is === 'away') return show({ is: 'away' });
  const approved = await approveOne(parts, member, { by, reason });
  await show(approved, givenBy(server, traitsOf(await parts.roster.find(member))));
}

/** The same for a member, after everything that a step asks first. @returns what was done; `told`: whether they have been told of it */
export async function approveOne(
  parts: StaffParts,
  member: Who,
  { by, reason }: Decision,
): Promise<Approved & { readonly told?: boolean; readonly answered?: boolean }> {
  const approved = await parts.members.approve(member, { by, reason });
  if (approved.is === 'alreadyVerified') return approved;
  const decided = { is: 'approved', by, reason, at: parts.clock.now() } as const;
  const request = await parts.helpDesk.end(member, decided);
  const has = approved.grant.is === 'granted';
  const told = request
    ? await tellAnswer(parts, { ...approved, request }, decided)
    : await tellMember(parts, member, { is: 'approved', has });
  return { ...approved, told, answered: request !== undefined };
}

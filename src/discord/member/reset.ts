import type { ModalSubmitInteraction } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import type { Decision, Members } from '../../gate/staff/members.ts';
import { answer } from '../interactions/answers.ts';
import { textIn } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { openCase, readReason } from './cases.ts';
import { memberFields } from './ids.ts';
import type { StaffParts } from './parts.ts';
import { type Tellers, tellMember } from './tell.ts';
import { resultView } from './views/member.ts';

/** The form was sent. */
export function submitReset(parts: StaffParts, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  return reset(parts, visit, visit.arg ?? '', textIn(visit.interaction.fields, memberFields.reason));
}

/** Gives a member new tries, and lifts what keeps them waiting. */
export async function reset(
  parts: StaffParts,
  visit: Visit<Asked>,
  memberId: string,
  givenReason: string,
): Promise<void> {
  const opened = await openCase(parts, visit, memberId);
  const reason = opened && (await readReason(visit, memberId, givenReason));
  if (!opened || !reason) return;
  const { member, by } = opened;
  const result = await resetOne(parts, member, { by, reason });
  await answer(visit.interaction, resultView(result, { memberId, roleId: opened.server.roleId }, visit.text));
}

/** The same for a member, after everything that a step asks first. @param locale theirs, where it is known */
export async function resetOne(
  parts: Tellers & { readonly members: Pick<Members, 'reset'> },
  member: Who,
  decision: Decision,
  locale?: string,
) {
  const renewed = await parts.members.reset(member, decision);
  if (renewed.is !== 'reset') return renewed;
  return { ...renewed, told: await tellMember(parts, member, { is: 'reset' }, locale) };
}

import type { ModalSubmitInteraction } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import type { Blocked, BlockLife, Decision } from '../../gate/staff/members.ts';
import { answer } from '../interactions/answers.ts';
import { choicesIn, textIn } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { openCase, ownBlock, ownRole, readReason } from './cases.ts';
import { blockLife } from './durations.ts';
import { memberFields } from './ids.ts';
import type { StaffParts } from './parts.ts';
import { letterOf } from './revoke.ts';
import { tellMember } from './tell.ts';
import { resultView } from './views/member.ts';

/** The form was sent. */
export function submitBlock(parts: StaffParts, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { fields } = visit.interaction;
  const [duration = ''] = choicesIn(fields, memberFields.duration);
  return block(parts, visit, visit.arg ?? '', textIn(fields, memberFields.reason), duration);
}

/** Blocks the number that a member holds, and revokes them. */
export async function block(
  parts: StaffParts,
  visit: Visit<Asked>,
  memberId: string,
  givenReason: string,
  duration: string,
): Promise<void> {
  const opened = await openCase(parts, visit, memberId);
  const reason = opened && (await readReason(visit, memberId, givenReason));
  if (!opened || !reason) return;
  const { member, server, by } = opened;
  const life = blockLife(duration, parts.clock.now());
  if (!(await ownBlock(parts, visit, opened, life)) || !(await ownRole(visit, opened, 'take'))) return;
  const blocked = await blockOne(parts, member, { by, reason }, life);
  const result = blocked.is === 'notVerified' ? ({ is: 'nothingToBlock' } as const) : blocked;
  await answer(visit.interaction, resultView(result, { memberId, roleId: server.roleId }, visit.text));
}

/** Blocks a member's number, and tells them. */
export async function blockOne(
  parts: StaffParts,
  member: Who,
  decision: Decision,
  block: BlockLife,
): Promise<Blocked & { readonly told?: boolean }> {
  const blocked = await parts.members.block(member, decision, block);
  if (blocked.is === 'notVerified' || blocked.is === 'noNumber') return blocked;
  const { reason } = decision;
  const letter = blocked.is === 'revoked' ? letterOf(blocked, reason) : ({ is: 'blocked', reason, block } as const);
  return { ...blocked, told: await tellMember(parts, member, letter) };
}

/** Lifts the blocks on a member's numbers. */
export async function unblock(parts: StaffParts, visit: Visit<Asked>, memberId: string): Promise<void> {
  const opened = await openCase(parts, visit, memberId);
  if (!opened || !(await ownBlock(parts, visit, opened))) return;
  const { member, server, by } = opened;
  const unblocked = await parts.members.unblock(member, by);
  const isTold = unblocked.is === 'unblocked';
  const told = isTold && (await tellMember(parts, member, { is: 'unblocked' }));
  await answer(
    visit.interaction,
    resultView({ ...unblocked, ...(isTold && { told }) }, { memberId, roleId: server.roleId }, visit.text),
  );
}

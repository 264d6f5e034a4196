import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { answer } from '../interactions/answers.ts';
import { choicesIn, textIn } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { openCase, ownBlock, ownRole, readReason } from './cases.ts';
import { blockLife } from './durations.ts';
import { memberFields } from './ids.ts';
import type { StaffParts } from './parts.ts';
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
  const revoked = await parts.members.revoke(member, { by, reason }, block);
  const holdsRole = target.is === 'here' && server.roleId !== undefined && target.roles.includes(server.roleId);
  const result =
    revoked.is === 'notVerified'
      ? { ...revoked, holdsRole }
      : { ...revoked, ...(block && !revoked.block && { nothingToBlock: true }) };
  await answer(visit.interaction, resultView(result, { memberId, roleId: server.roleId }, visit.text));
}

/** Take the role was pressed: somebody has it without being verified. */
export async function takeRole(parts: StaffParts, visit: Visit<ButtonInteraction>): Promise<void> {
  const memberId = visit.arg ?? '';
  const opened = await openCase(parts, visit, memberId);
  if (!opened || !(await ownRole(visit, opened, 'take'))) return;
  const { member, target, by, server } = opened;
  const { roleId } = server;
  const hadIt = target.is === 'here' && roleId !== undefined && target.roles.includes(roleId);
  const role = await parts.members.takeLeftRole(member, by, hadIt);
  const about = { memberId, roleId };
  await answer(visit.interaction, resultView({ is: 'roleLeft', role }, about, visit.text));
}

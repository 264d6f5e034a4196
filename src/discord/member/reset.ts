import type { ModalSubmitInteraction } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import type { Decision } from '../../gate/staff/members.ts';
import { answer } from '../interactions/answers.ts';
import { textIn } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { openCase, readReason } from './cases.ts';
import { memberFields } from './ids.ts';
import type { StaffParts } from './parts.ts';
import { newTriesView, resultView } from './views/member.ts';

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

/** The same for a member of whom everything is known that a step asks first. */
export async function resetOne(parts: StaffParts, member: Who, decision: Decision) {
  const renewed = await parts.members.reset(member, decision);
  if (renewed.is !== 'reset') return renewed;
  return { ...renewed, told: await tellNewTries(parts, member, undefined) };
}

type Tellers = Pick<StaffParts, 'panels' | 'servers' | 'texts' | 'writeTo'>;

/** Shows it on the member's panel, if one is open, and tells them. @param locale theirs, where it is known. @returns whether they were reached */
export async function tellNewTries(
  { panels, servers, texts, writeTo }: Tellers,
  member: Who,
  locale: string | undefined,
): Promise<boolean> {
  await panels.refresh(member);
  const text = texts.for(locale ?? (await servers.locale(member.serverId)));
  const server = (await servers.name(member.serverId)) ?? text.t('sms.noServerName');
  return (await writeTo(member.memberId, newTriesView(server, text))) === 'arrived';
}

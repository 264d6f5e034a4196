import type { ButtonInteraction } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import { fitToShow } from '../../gate/privacy/redacting.ts';
import { everyGiven } from '../../gate/settings/role-rules.ts';
import { freshSettings, type ServerSettings } from '../../gate/settings/settings.ts';
import type { BlockLife } from '../../gate/staff/members.ts';
import { answer, openForm, promise } from '../interactions/answers.ts';
import { isSnowflake, OutOfDate } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { sentenceView } from '../verify/views/steps.ts';
import { isStaff, mayBan, mayMoveRole } from './access.ts';
import { REASON } from './ids.ts';
import type { StaffParts } from './parts.ts';
import type { Target } from './target.ts';
import type { approveModal } from './views/forms.ts';
import { resultView } from './views/member.ts';

/** The settings of the server, if the person who asked is staff; anybody else is told so, and the step ends. */
export async function staffOnly(
  { settings }: Pick<StaffParts, 'settings'>,
  { interaction, who, text }: Visit,
): Promise<ServerSettings | undefined> {
  const server = (await settings.load(who.serverId)) ?? freshSettings;
  if (await isStaff(interaction, server)) return server;
  await answer(interaction, sentenceView(text.t('member.staffOnly')));
  return undefined;
}

/** A member before the staff. */
export interface Case {
  readonly member: Who;
  readonly target: Target;
  readonly server: ServerSettings;
  /** The staff member's id. */
  readonly by: string;
}

/** The account that a button or a form is about. Throws `OutOfDate` for what is no id: it would become part of an address. */
function accountIn(arg: string | undefined): string {
  if (arg === undefined || !isSnowflake(arg)) throw new OutOfDate();
  return arg;
}

/** A button that asks for a decision was pressed: opens its form. A form must be the first answer, so nothing is looked at but who asks. */
export async function openDecision(
  parts: StaffParts,
  visit: Visit<ButtonInteraction>,
  form: typeof approveModal,
): Promise<void> {
  if (await staffOnly(parts, visit)) await openForm(visit, form(accountIn(visit.arg), visit.text));
}

/**
 * Everything a step needs to know first. Undefined when the person who asked has been told why it ends here.
 * @param about the member's id. Throws `OutOfDate` for what is none.
 */
export async function openCase(parts: StaffParts, visit: Visit<Asked>, about: string): Promise<Case | undefined> {
  const { interaction, who, text } = visit;
  const server = await staffOnly(parts, visit);
  if (!server) return undefined;
  const memberId = accountIn(about);
  await promise(interaction);
  const member = { serverId: who.serverId, memberId };
  const target = await parts.readTarget(member);
  if (target.is !== 'here' || !target.bot) return { member, target, server, by: who.memberId };
  await answer(interaction, resultView({ is: 'bot' }, { memberId }, text));
  return undefined;
}

/** What a staff member gave as the reason, on one line and without phone numbers. Undefined when it says nothing, which they are told. */
export async function readReason(
  { interaction, who, text, drafts }: Visit<Asked>,
  memberId: string,
  given: string,
): Promise<string | undefined> {
  const reason = fitToShow(given);
  if (reason.length >= REASON.least && reason.length <= REASON.most) return reason;
  drafts.keep(who, interaction);
  await answer(interaction, resultView({ is: 'badReason' }, { memberId }, text));
  return undefined;
}

/** Whether the verified role may be given or taken for the person who asked; if not, they are told so. */
export async function ownRole(
  { interaction, who, text, drafts }: Visit<Asked>,
  { member, server }: Case,
  way: 'give' | 'take',
): Promise<boolean> {
  if (await mayMoveRole(interaction, server, way)) return true;
  drafts.keep(who, interaction);
  const about = { memberId: member.memberId, roleIds: everyGiven(server) };
  await answer(interaction, resultView({ is: 'notYours' }, about, text));
  return false;
}

/**
 * Whether the person who asked may put or lift a block: one without an end, or on somebody who is not there, is as good as a ban,
 * and takes what Discord asks for one. Who may not is told so.
 */
export async function ownBlock(
  parts: StaffParts,
  { interaction, who, text, drafts }: Visit<Asked>,
  opened: Case,
  block?: BlockLife,
): Promise<boolean> {
  const { member } = opened;
  if (await mayBlock(parts, interaction, opened, block)) return true;
  drafts.keep(who, interaction);
  await answer(interaction, resultView({ is: 'needsBan' }, { memberId: member.memberId }, text));
  return false;
}

/** The same, where somebody else tells them. */
export async function mayBlock(
  parts: Pick<StaffParts, 'blocks' | 'clock'>,
  interaction: Asked,
  { member, target }: Case,
  block?: BlockLife,
): Promise<boolean> {
  if (mayBan(interaction)) return true;
  const current = await parts.blocks.ofMember(member, parts.clock.now());
  const isLikeBan = block && (block.until === undefined || target.is !== 'here');
  return !isLikeBan && current.every(({ until }) => until !== undefined);
}

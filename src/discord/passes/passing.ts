import type { BaseInteraction } from 'discord.js';
import type { Shown } from '../../gate/exempt/exempt.ts';
import type { Passed } from '../../gate/passes/passing.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import type { Text } from '../../text/texts.ts';
import { answer } from '../interactions/answers.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { exemptWords } from '../member/views/member.ts';
import { colours, dated, frame } from '../ui/parts.ts';
import { roleList } from '../ui/roles.ts';
import type { FlowParts, Standing } from '../verify/parts.ts';
import { seenIn } from '../verify/seen.ts';
import { grantView } from '../verify/views/done.ts';
import { greetingOf, greetingView } from '../welcome/greeting.ts';

/**
 * Lets a member who need not verify in, wherever on the way to a code they are: nothing is paid for, and nobody is asked for a number.
 * @returns whether they were, and have been answered
 */
export async function passesFreely(
  parts: FlowParts,
  visit: Visit,
  { server, entry, hasOpening, hasRequest }: Standing,
): Promise<boolean> {
  const { interaction, who, text } = visit;
  if (entry) return false;
  const passed = await parts.passing(who.serverId, shownIn(interaction), server, hasOpening);
  if (!passed) return false;
  parts.panels.forget(who);
  await answer(interaction, frame(colours.calm, [text.t('pass.granting')]));
  const { give, giveBack } = parts.grants;
  const grant = await (passed.is === 'passed' ? give : giveBack)(who, seenIn(visit));
  const roleIds = givenBy(server);
  // Where the role is owed, that is said as to everybody else.
  if (grant.is !== 'granted' || passed.is !== 'passed') await answer(interaction, grantView(grant, roleIds, text));
  else {
    const given = roleIds.filter((id) => !grant.missing?.includes(id));
    const greeting = await greetingOf(parts, who.serverId, server);
    await answer(interaction, greetingView(greeting, passedWords(passed, given, text), text, 'letIn'));
  }
  if (hasRequest) await parts.helpDesk.end(who, { is: 'verified', at: parts.clock.now() });
  return true;
}

/** What Discord sends along of the member who asks, without any intent. */
function shownIn(interaction: BaseInteraction): Shown {
  const { member, user } = interaction;
  const shown = { memberId: user.id, roles: heldRoles(interaction) };
  if (!member) return shown;
  if ('joined_at' in member) {
    return { ...shown, joinedAt: instant(member.joined_at), boostingSince: instant(member.premium_since) };
  }
  const { joinedTimestamp, premiumSinceTimestamp } = member;
  return { ...shown, joinedAt: joinedTimestamp ?? undefined, boostingSince: premiumSinceTimestamp ?? undefined };
}

const instant = (at: string | null | undefined) => (at == null ? undefined : Date.parse(at));

/** Which roles somebody has been given, and why without a number. */
function passedWords({ by }: Extract<Passed, { is: 'passed' }>, given: readonly string[], text: Text): string {
  const role = roleList(given, text);
  return by.exempt
    ? text.t('pass.exempt', { role, why: exemptWords(by.exempt, text) })
    : text.t('pass.letIn', { role, when: dated(by.endsAt) });
}

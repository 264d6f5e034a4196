import type { ModalSubmitInteraction } from 'discord.js';
import { fitToShow } from '../../gate/privacy/redacting.ts';
import { freshSettings, type ServerSettings } from '../../gate/settings/settings.ts';
import type { Approved, Blocked, BlockLife, Decision } from '../../gate/staff/members.ts';
import { answer, promise } from '../interactions/answers.ts';
import { choicesIn, textIn } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { mayMoveRole } from '../member/access.ts';
import { approveOne } from '../member/approve.ts';
import { blockOne } from '../member/block.ts';
import { mayBlock } from '../member/cases.ts';
import { blockLife } from '../member/durations.ts';
import { memberFields, REASON } from '../member/ids.ts';
import { resetOne } from '../member/reset.ts';
import { revokeOne } from '../member/revoke.ts';
import { mentions } from '../member/views/member.ts';
import { sentenceView } from '../verify/views/steps.ts';
import type { ListSteps } from './parts.ts';

/** What can be decided about several members. */
export type Act = 'approve' | 'reset' | 'revoke' | 'block';

/** What came of it for one, as a key of `list.did`. */
type Did =
  | 'approved'
  | 'owed'
  | 'reset'
  | 'revoked'
  | 'blocked'
  | 'alreadyVerified'
  | 'resetsSpent'
  | 'notVerified'
  | 'noNumber'
  | 'needsBan'
  | 'away'
  | 'bot';

/**
 * Decides about several members, one after another, each as if they were alone. A line for everything that came of it; undefined where the
 * person who asked has been told why not.
 */
export async function decide(
  parts: ListSteps,
  visit: Visit<ModalSubmitInteraction>,
  act: Act,
  memberIds: readonly string[],
): Promise<string[] | undefined> {
  const { interaction, who, text, drafts } = visit;
  const { t } = text;
  const reason = fitToShow(textIn(interaction.fields, memberFields.reason));
  const [duration] = act === 'revoke' || act === 'block' ? choicesIn(interaction.fields, memberFields.duration) : [];
  const block = duration === undefined ? undefined : blockLife(duration, parts.clock.now());
  await promise(interaction);
  if (reason.length < REASON.least || reason.length > REASON.most) {
    drafts.keep(who, interaction);
    return [`⚠️ ${t('member.result.badReason')}`];
  }
  const server = (await parts.settings.load(who.serverId)) ?? freshSettings;
  if (act !== 'reset' && !(await mayMoveRole(interaction, server, act === 'approve' ? 'give' : 'take'))) {
    drafts.keep(who, interaction);
    await answer(interaction, sentenceView(t('list.notYours')));
    return undefined;
  }
  const came = new Map<Did, string[]>();
  for (const memberId of memberIds) {
    const did = await decideOne(parts, visit, { act, memberId, server, block, decision: { by: who.memberId, reason } });
    came.set(did, [...(came.get(did) ?? []), memberId]);
  }
  return [...came].map(([did, ids]) => t(`list.did.${did}`, { count: ids.length, members: mentions(ids, text) }));
}

interface One {
  readonly act: Act;
  readonly memberId: string;
  readonly server: ServerSettings;
  readonly block: BlockLife | undefined;
  readonly decision: Decision;
}

async function decideOne(
  parts: ListSteps,
  { interaction, who }: Visit<ModalSubmitInteraction>,
  one: One,
): Promise<Did> {
  const { act, memberId, server, block, decision } = one;
  const member = { serverId: who.serverId, memberId };
  const target = await parts.readTarget(member);
  if (target.is === 'here' && target.bot) return 'bot';
  const opened = { member, target, server, by: decision.by };
  if (block && !(await mayBlock(parts, interaction, opened, block))) return 'needsBan';
  switch (act) {
    case 'approve':
      return target.is === 'away' ? 'away' : approvedOf(await approveOne(parts, member, decision));
    case 'reset':
      return (await resetOne(parts, member, decision)).is;
    case 'revoke':
      return (await revokeOne(parts, member, decision, block)).is;
    case 'block':
      return blockedOf((await blockOne(parts, member, decision, block ?? {})).is);
  }
}

function approvedOf(approved: Approved): Did {
  if (approved.is === 'alreadyVerified') return approved.is;
  return approved.grant.is === 'granted' || approved.grant.is === 'underway' ? 'approved' : 'owed';
}

const blockedOf = (is: Blocked['is']): Did => (is === 'revoked' || is === 'changed' ? 'blocked' : is);

import type { ButtonInteraction } from 'discord.js';
import type { Transfer } from '../../gate/roster/admission.ts';
import { isOpen } from '../../gate/settings/settings.ts';
import { answer, promise } from '../interactions/answers.ts';
import type { Visit } from '../interactions/visit.ts';
import { wordsOn } from '../requests/way.ts';
import type { FlowParts } from './parts.ts';
import { settle, welcome } from './settling.ts';
import { gaveUpView } from './views/conflict.ts';
import { sentenceView, startView } from './views/steps.ts';

/** Confirm: the number changes its account, the one before loses the role and is told. */
export async function confirmTransfer(parts: FlowParts, visit: Visit<ButtonInteraction>): Promise<void> {
  const { situations, admission } = parts;
  const { interaction, who, text } = visit;
  const situation = await situations.of(who);
  const { server } = situation;
  if (!isOpen(server)) return answer(interaction, sentenceView(text.t('error.notSetUp')));
  const at = { ...situation, server };
  await promise(interaction);
  const transfer = await admission.transfer(who);
  switch (transfer.is) {
    case 'lapsed':
      return answer(interaction, startView(text.t('conflict.lapsed'), wordsOn(server, text)));
    case 'transferred':
      await takeOver(parts, visit, transfer);
      return welcome(parts, visit, at);
    default:
      return settle(parts, visit, transfer, at);
  }
}

/** Cancel: everything stays as it is, and the number is forgotten. */
export async function cancelTransfer(
  { admission, settings }: FlowParts,
  visit: Visit<ButtonInteraction>,
): Promise<void> {
  const { interaction, who } = visit;
  const [cancelled, server] = await Promise.all([admission.cancel(who), settings.load(who.serverId)]);
  const text = wordsOn(server, visit.text);
  await answer(interaction, startView(text.t(cancelled ? 'conflict.cancelled' : 'conflict.lapsed'), text));
}

/** What a number that has moved means for the account it came from. */
async function takeOver(
  parts: FlowParts,
  { who, text }: Visit,
  { from, country, role }: Extract<Transfer, { is: 'transferred' }>,
): Promise<void> {
  const { record, languages, serverName, writeTo } = parts;
  const before = { ...who, memberId: from };
  await record({ ...who, what: 'transferred', country, others: [from] });
  const kept = role.is === 'refused' && { obstacle: role.obstacle };
  await record({ ...before, what: 'gaveUpNumber', country, ...kept });
  const theirs = await languages.toMember(before);
  await writeTo(from, gaveUpView((await serverName(who.serverId)) ?? text.t('sms.noServerName'), theirs));
}

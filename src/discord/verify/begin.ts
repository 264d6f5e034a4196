import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { isSettled } from '../../gate/endings/ending.ts';
import type { RosterEntry } from '../../gate/ports.ts';
import { traitsOf } from '../../gate/roles/given.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import { isOpen, type OpenGate, type ServerSettings } from '../../gate/settings/settings.ts';
import { mayBePending } from '../../gate/staff/requests.ts';
import { callingCode, countryOfLocale } from '../../otp/number/phone.ts';
import { refuseBlocked } from '../blocked/refuse.ts';
import { answer, isOnOwnPanel, openForm, promise } from '../interactions/answers.ts';
import { ownMessage } from '../interactions/own.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { clientLanguages } from '../language/languages.ts';
import { passesFreely } from '../passes/passing.ts';
import { pendingView } from '../requests/views/requests.ts';
import { wordsOn } from '../requests/way.ts';
import { refuseYoung } from './account-age.ts';
import { offerAgain } from './again/offer.ts';
import { followDelivery, named, showState } from './panel.ts';
import type { FlowParts } from './parts.ts';
import { seenIn } from './seen.ts';
import { alreadyView, grantView } from './views/done.ts';
import { numberModal } from './views/modals.ts';
import { sentenceView } from './views/steps.ts';

type Opening = ChatInputCommandInteraction | ButtonInteraction;

/**
 * `/verify` and the Verify button: the role back for the verified, what the staff said to who asked them, the panel for who
 * has begun, the form for the rest.
 * @param told the member has just read what the staff said
 */
export async function begin(parts: FlowParts, visit: Visit<Opening>, told = false): Promise<void> {
  const { situations, verifier, helpDesk, record, clock } = parts;
  const { interaction, who, text } = visit;
  const situation = await situations.of(who);
  const { server, entry } = situation;
  if (!isOpen(server)) return answer(interaction, sentenceView(text.t('error.notSetUp')));
  const at = { ...situation, server };
  if (isSettled(entry, server, clock.now())) return welcomeBack(parts, visit, entry, server);
  if (!told && (await refuseBlocked(parts, visit, at))) return;
  if (await passesFreely(parts, visit, at)) return;
  const pending = !told && mayBePending(situation) ? await helpDesk.pending(who) : undefined;
  if (pending) parts.panels.attend(who, ownMessage(visit));
  if (pending) return answer(interaction, pendingView(pending, who.serverId, wordsOn(server, text)));
  const standing = verifier.standing(situation.stored);
  if (entry && !standing) return offerAgain(parts, visit, entry, server);
  if (!standing) {
    if (await refuseYoung(parts, visit, server)) return;
    await showNumberForm(parts, visit, server);
    return record({ ...who, what: 'started' });
  }
  await showState(parts, visit, server, standing);
  if ('underway' in standing) followDelivery(parts, visit, { ...standing.underway, ...named(standing.channel) });
}

/** "Enter a number" and "Change number". */
export async function openNumberForm(parts: FlowParts, visit: Visit<Opening>): Promise<void> {
  const { interaction, who, text } = visit;
  const situation = await parts.situations.of(who);
  const { server } = situation;
  if (!isOpen(server)) return answer(interaction, sentenceView(text.t('error.notSetUp')));
  if (await passesFreely(parts, visit, { ...situation, server })) return;
  if (await refuseYoung(parts, visit, server)) return;
  await showNumberForm(parts, visit, server);
}

/** Opens the number form. Must be the first answer. */
async function showNumberForm(
  { consent, languages }: FlowParts,
  visit: Visit<Opening>,
  server: OpenGate,
): Promise<void> {
  const { interaction } = visit;
  // The way without a phone is the button of what is behind the form: of the member's panel, or of the notice.
  const text = isOnOwnPanel(interaction) ? languages.onPanel(visit.text) : visit.text;
  await openForm(visit, numberModal(startCode(visit, server), consent, wordsOn(server, text)));
}

/** What the country field starts with, with its `+`: the server's choice, or what the member's language points to. */
export function startCode(
  { interaction }: Pick<Visit, 'interaction'>,
  server: Pick<ServerSettings, 'defaultCountry'>,
): string {
  const { own, servers = '' } = clientLanguages(interaction);
  const country = server.defaultCountry ?? countryOfLocale(own) ?? countryOfLocale(servers);
  return (country && callingCode(country)) ?? '+';
}

/** A verified member gets the role without another SMS. */
export async function welcomeBack(parts: FlowParts, visit: Visit, entry: RosterEntry, server: OpenGate): Promise<void> {
  const { interaction, who, text } = visit;
  parts.panels.forget(who);
  parts.panels.attend(who, ownMessage(visit));
  const theirs = givenBy(server, traitsOf(entry));
  const held = heldRoles(interaction);
  if (entry.grantedAt !== undefined && theirs.every((id) => held.includes(id))) {
    return answer(interaction, alreadyView(theirs, text));
  }
  await promise(interaction);
  const grant = await parts.grants.giveBack(who, seenIn(visit));
  await answer(interaction, grantView(grant, theirs, text));
}

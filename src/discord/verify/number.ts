import type { ModalSubmitInteraction } from 'discord.js';
import { numberProblem } from '../../gate/settings/rules.ts';
import { isOpen } from '../../gate/settings/settings.ts';
import { type PhoneProblem, readPhone } from '../../otp/number/phone.ts';
import { answer } from '../interactions/answers.ts';
import { fields } from '../interactions/ids.ts';
import { textIn } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { refuseYoung } from './account-age.ts';
import { welcomeBack } from './begin.ts';
import { showPanel, showSameNumber, showState } from './panel.ts';
import type { FlowParts } from './parts.ts';
import { sentenceView } from './views/steps.ts';

/** The number form was sent: remember the number, or say what is wrong with it. Nothing is texted yet. */
export async function enterNumber(parts: FlowParts, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { settings, roster, verifier, record } = parts;
  const { interaction, who, text } = visit;
  const [server, entry] = await Promise.all([settings.load(who.serverId), roster.find(who)]);
  if (!isOpen(server)) {
    visit.drafts.keep(who, interaction);
    return answer(interaction, sentenceView(text.t('error.notSetUp')));
  }
  if (entry) return welcomeBack(parts, visit, entry, server);
  if (await refuseYoung(parts, visit, server)) return visit.drafts.keep(who, interaction);

  const { fields: form } = interaction;
  const refuse = (problem: PhoneProblem | 'noConsent') => {
    visit.drafts.keep(who, interaction);
    return showPanel(parts, visit, text.t(`number.problem.${problem}`));
  };
  if (form.getCheckbox(fields.consent) !== true) return refuse('noConsent');
  const policy = { ...parts.policy.phone, locale: interaction.locale };
  const read = readPhone(textIn(form, fields.country), textIn(form, fields.number), policy);
  if (read.is === 'problem') return refuse(read.problem);
  if (read.is === 'choice') return refuse('badNumber');
  const problem = numberProblem(server, read);
  if (problem) return refuse(problem);

  const { outcome, standing } = await verifier.enter(who, read.phone, read.country);
  await record({ ...who, what: 'entered', country: read.country });
  const show = outcome.is === 'sameNumber' ? showSameNumber : showState;
  await show(parts, visit, standing);
}

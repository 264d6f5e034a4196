import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { isSettled } from '../../gate/endings/ending.ts';
import { submitEvent } from '../../gate/journal/outcome-events.ts';
import { isOpen } from '../../gate/settings/settings.ts';
import { readCode } from '../../otp/code.ts';
import type { Proof, SubmitOutcome } from '../../otp/verifier.ts';
import { answer, openForm } from '../interactions/answers.ts';
import { fields } from '../interactions/ids.ts';
import { textIn } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { clientLanguages } from '../language/languages.ts';
import { dated } from '../ui/parts.ts';
import { welcomeBack } from './begin.ts';
import { showState } from './panel.ts';
import type { FlowParts } from './parts.ts';
import { settle } from './settling.ts';
import type { Notice } from './views/main-step.ts';
import { codeModal } from './views/modals.ts';
import { sentenceView } from './views/steps.ts';

/** Submit was pressed: ask for the code, if one can be entered. */
export async function openCodeForm(parts: FlowParts, visit: Visit<ButtonInteraction>): Promise<void> {
  const { who, text } = visit;
  const { server, entry, stored } = await parts.situations.of(who);
  const standing = parts.verifier.standing(stored);
  if (!standing?.canSubmit) {
    // A second press finds a challenge that has ended with its code; or one that a process did not live to end, whose right code may have
    // been the last try. A member who is on the roster is told that they are verified.
    if (isOpen(server) && isSettled(entry, server, parts.clock.now())) return welcomeBack(parts, visit, entry, server);
    return showState(parts, visit, server, standing, standing ? undefined : text.t('error.outOfDate'));
  }
  await openForm(visit, codeModal(parts.policy.codeLength, text));
}

/** The code form was sent: check the code, put the member on the roster, give the role, and only then say so. */
export async function submitCode(parts: FlowParts, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { verifier, situations, roster, panels, admission, record, clock } = parts;
  const { interaction, who, text } = visit;
  const situation = await situations.of(who);
  const { server, stored } = situation;
  if (!isOpen(server)) return answer(interaction, sentenceView(text.t('error.notSetUp')));
  const { codeLength } = parts.policy;
  const code = readCode(textIn(interaction.fields, fields.code), codeLength);
  if (code === undefined) {
    const words = text.t('outcome.notACode', { count: codeLength });
    return showState(parts, visit, server, verifier.standing(stored), { words, next: 'submit' });
  }

  const askedAt = clock.now();
  const coming = { locale: clientLanguages(interaction).own, server };
  const admit = (proof: Proof) => admission.admit(who, proof, coming);
  const { outcome, standing } = await verifier.submit(who, code, admit, stored);
  const waited = { ...who, ms: clock.now() - askedAt };
  if (outcome.is !== 'proven') {
    const entry = await roster.find(who);
    const isDone = isSettled(entry, server, clock.now());
    const recorded = record(submitEvent(waited, outcome, isDone));
    if (isDone) await welcomeBack(parts, visit, entry, server);
    else await showState(parts, visit, server, standing, noticeOf(outcome, visit));
    return recorded;
  }
  await record(submitEvent(waited, outcome, false));
  panels.forget(who);
  await settle(parts, visit, outcome.then, { ...situation, server });
}

/** What the panel does not say by itself about a code that was typed. */
function noticeOf(
  outcome: Exclude<SubmitOutcome<unknown>, { is: 'proven' }>,
  { text: { t } }: Visit,
): Notice | undefined {
  switch (outcome.is) {
    case 'wrongCode':
      return { words: t('outcome.wrongCode', { count: outcome.left }), next: 'submit' };
    case 'earlierCode':
      return { words: t(`outcome.earlierCode.${outcome.channel}`, { when: dated(outcome.sentAt) }), next: 'submit' };
    case 'budgetSpent':
      return { words: t('outcome.guessesSpent', { when: dated(outcome.until) }), next: 'stop' };
    case 'expired':
      return t('outcome.expired');
    case 'nothingSent':
      return t('outcome.nothingSent');
    default:
      return undefined;
  }
}

import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { isSettled } from '../../gate/endings/ending.ts';
import { submitEvent } from '../../gate/journal/outcome-events.ts';
import { isOpen } from '../../gate/settings/settings.ts';
import { readCode } from '../../otp/code.ts';
import type { SubmitOutcome } from '../../otp/verifier.ts';
import { answer, openForm } from '../interactions/answers.ts';
import { fields } from '../interactions/ids.ts';
import { textIn } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { clientLanguages } from '../language/languages.ts';
import { dated } from '../ui/parts.ts';
import { welcomeBack } from './begin.ts';
import { showPanel, showState } from './panel.ts';
import type { FlowParts } from './parts.ts';
import { settle } from './settling.ts';
import type { Notice } from './views/main-step.ts';
import { codeModal } from './views/modals.ts';
import { sentenceView } from './views/steps.ts';

/** Submit was pressed: ask for the code, if one can be entered. */
export async function openCodeForm(parts: FlowParts, visit: Visit<ButtonInteraction>): Promise<void> {
  const { who, text } = visit;
  const standing = await parts.verifier.look(who);
  if (!standing?.canSubmit) {
    if (await wasVerified(parts, visit)) return;
    return showState(parts, visit, standing, standing ? undefined : text.t('error.outOfDate'));
  }
  await openForm(visit, codeModal(parts.policy.codeLength, text));
}

/** The code form was sent: check the code, put the member on the roster, give the role, and only then say so. */
export async function submitCode(parts: FlowParts, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { verifier, settings, roster, panels, admission, record, clock } = parts;
  const { interaction, who, text } = visit;
  const server = await settings.load(who.serverId);
  if (!isOpen(server)) return answer(interaction, sentenceView(text.t('error.notSetUp')));
  const { codeLength } = parts.policy;
  const code = readCode(textIn(interaction.fields, fields.code), codeLength);
  if (code === undefined) {
    const words = text.t('outcome.notACode', { count: codeLength });
    return showPanel(parts, visit, { words, next: 'submit' });
  }

  const askedAt = clock.now();
  const { outcome, standing } = await verifier.submit(who, code, (proof) =>
    admission.admit(who, proof, clientLanguages(interaction).own),
  );
  const waited = { ...who, ms: clock.now() - askedAt };
  if (outcome.is !== 'proven') {
    const entry = await roster.find(who);
    const isDone = isSettled(entry, server, clock.now());
    const recorded = record(submitEvent(waited, outcome, isDone));
    if (isDone) await welcomeBack(parts, visit, entry, server);
    else await showState(parts, visit, standing, noticeOf(outcome, visit));
    return recorded;
  }
  await record(submitEvent(waited, outcome, false));
  panels.forget(who);
  await settle(parts, visit, outcome.then, server);
}

/**
 * A second press or form finds a challenge that has ended with its code; or one that a process did not live to end, whose right
 * code may have been the last try. A member who is on the roster is told that they are verified.
 */
async function wasVerified(parts: FlowParts, visit: Visit): Promise<boolean> {
  const [server, entry] = await Promise.all([parts.settings.load(visit.who.serverId), parts.roster.find(visit.who)]);
  if (!isOpen(server) || !isSettled(entry, server, parts.clock.now())) return false;
  await welcomeBack(parts, visit, entry, server);
  return true;
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

import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Ms } from '../../clock.ts';
import { isSettled } from '../../gate/endings/ending.ts';
import { sendEvent } from '../../gate/journal/outcome-events.ts';
import { mayGive } from '../../gate/settings/role-rules.ts';
import { numberProblem } from '../../gate/settings/rules.ts';
import { allowanceOf, isOpen, type OpenGate } from '../../gate/settings/settings.ts';
import { type E164, judge, type PhoneProblem } from '../../otp/number/phone.ts';
import type { Channel } from '../../otp/sms.ts';
import type { SendOutcome } from '../../otp/verifier.ts';
import type { Text } from '../../text/texts.ts';
import { refuseBlocked } from '../blocked/refuse.ts';
import { answer } from '../interactions/answers.ts';
import type { Visit } from '../interactions/visit.ts';
import { passesFreely } from '../passes/passing.ts';
import { onServer } from '../requests/way.ts';
import { dated, when } from '../ui/parts.ts';
import { refuseYoung } from './account-age.ts';
import { welcomeBack } from './begin.ts';
import { followDelivery, named, showPanel, showState } from './panel.ts';
import type { FlowParts } from './parts.ts';
import type { Notice } from './views/main-step.ts';
import { sendingView } from './views/panel.ts';
import { sentenceView } from './views/steps.ts';
import { wordingOf } from './wording.ts';

/**
 * Send OTP, Resend OTP, Regenerate, and the buttons of other channels. Answers at once, then makes sure that the role can be given before
 * anything is paid for.
 * @param again the member asked for a new code knowing that one was sent
 */
export async function sendCode(
  parts: FlowParts,
  visit: Visit<ButtonInteraction | ModalSubmitInteraction>,
  again: boolean,
  channel: Channel = 'sms',
): Promise<void> {
  const { verifier, situations, preflight, panels, record, clock, log } = parts;
  const { interaction, who } = visit;
  const situation = await situations.of(who);
  const { server, entry, stored } = situation;
  if (!isOpen(server)) return answer(interaction, sentenceView(visit.text.t('error.notSetUp')));
  const at = { ...situation, server };
  const standing = verifier.standing(stored);
  const { text } = onServer(visit, server);
  if (isSettled(entry, server, clock.now())) return welcomeBack(parts, visit, entry, server);
  if (await passesFreely(parts, visit, at)) return;
  if (!standing) return showState(parts, visit, server, standing, text.t('error.outOfDate'));
  if (standing.is === 'undecided') return showState(parts, visit, server, standing);
  if (await refuseYoung(parts, visit, server)) return;
  if (await refuseBlocked(parts, visit, at, standing.phone)) return;
  const problem = problemWith(standing.phone, parts, server);
  if (problem) {
    return showState(parts, visit, server, standing, { words: text.t(`number.problem.${problem}`), next: 'change' });
  }
  panels.forget(who);
  await answer(interaction, sendingView(standing, text, channel));

  const obstacles = await preflight.roles(who.serverId, mayGive(server, standing.country));
  if (obstacles.length > 0) {
    log.warn({ server: who.serverId, obstacles }, 'no code sent: the role cannot be given');
    return showPanel(parts, visit, { words: text.t('outcome.roleBlocked'), next: 'wait' });
  }
  const name = server.smsName ?? (await parts.serverName(who.serverId));
  const wording = wordingOf(parts, visit, channel, name);
  const askedAt = clock.now();
  const { outcome, standing: now } = await verifier.send(who, again, wording, allowanceOf(server), stored);
  const by = named(channel);
  const waited = { ...who, ...by, country: standing.country, ms: clock.now() - askedAt };
  // Without a challenge it was typed back already, or the member has deleted their data since: there is nothing to wait for.
  if (now && outcome.is === 'sent' && outcome.messageId !== undefined) {
    followDelivery(parts, visit, { messageId: outcome.messageId, ...by });
  }
  await record(sendEvent(waited, outcome, again));
  if (outcome.is === 'sent' && outcome.spending) await record({ ...who, what: 'moneySpent', ...outcome.spending });
  await showState(parts, visit, server, now, noticeOf(outcome, text));
}

/** What operator and admins have against a number now: the rules may have changed since it was entered. */
function problemWith(phone: E164, { policy }: FlowParts, server: OpenGate): PhoneProblem | undefined {
  const read = judge(phone, policy.phone);
  return read.is === 'problem' ? read.problem : numberProblem(server, read);
}

/** Without a try left, a code would be of no use; what else was spent keeps a code from being sent. */
function spent(budget: string, until: Ms, { t }: Text): Notice {
  const words = { when: dated(until) };
  return budget === 'guesses-member'
    ? { words: t('outcome.guessesSpent', words), next: 'stop' }
    : { words: t('outcome.sendsSpent', words), next: 'ask' };
}

/** What the panel does not say by itself about an attempt to send. */
function noticeOf(outcome: SendOutcome, text: Text): Notice | undefined {
  const { t } = text;
  switch (outcome.is) {
    case 'tooSoon':
      return t('outcome.tooSoon', { when: when(outcome.until) });
    case 'budgetSpent':
      return spent(outcome.budget, outcome.until, text);
    case 'alreadySent':
      return t('outcome.alreadySent');
    case 'notOffered':
      return t('outcome.outOfDate');
    default:
      return undefined;
  }
}

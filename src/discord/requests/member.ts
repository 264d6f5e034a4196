import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import { isSettled } from '../../gate/endings/ending.ts';
import type { RequestCause } from '../../gate/ports.ts';
import { youngUntil as youngUntilOf } from '../../gate/settings/rules.ts';
import { freshSettings, type ServerSettings } from '../../gate/settings/settings.ts';
import { answer, openForm, promiseBeside } from '../interactions/answers.ts';
import { textIn } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { clientLanguages } from '../language/languages.ts';
import { sentenceView, tryAgainView } from '../verify/views/steps.ts';
import { requestFields } from './ids.ts';
import { answerBeside, type RequestSteps } from './parts.ts';
import { helpRequestForm, replyForm } from './views/forms.ts';
import { helpLines, type Trouble } from './views/help.ts';
import { helpRequestOutcomeView } from './views/requests.ts';

/** "I can't verify": asks what went wrong, unless it is clear already that nothing can be sent. */
export async function openHelpRequestForm(steps: RequestSteps, visit: Visit<ButtonInteraction>): Promise<void> {
  const { interaction, who, text, arg } = visit;
  const [server = freshSettings, entry, obstacle] = await Promise.all([
    steps.settings.load(who.serverId),
    steps.roster.find(who),
    steps.helpDesk.obstacle(who),
  ]);
  if (isSettled(entry, server, steps.clock.now())) {
    return answerBeside(interaction, tryAgainView(text.t('request.verified'), text));
  }
  if (obstacle) return answerBeside(interaction, helpRequestOutcomeView(obstacle, text));
  await openForm(visit, helpRequestForm(causeOf(arg), helpLines(await troubleOf(steps, who, server), text), text));
}

/** Where a member stands who says that they cannot verify. */
async function troubleOf(steps: RequestSteps, who: Who, server: ServerSettings): Promise<Trouble> {
  const { verifier, admission, journal, clock } = steps;
  const [standing, block, entries] = await Promise.all([
    verifier.look(who),
    admission.ownBlock(who),
    journal.ofMember(who, 10),
  ]);
  const youngUntil = youngUntilOf(server, who.memberId, clock.now());
  return { standing, block, youngUntil, last: entries.find(({ what }) => what !== 'lookedUp')?.what };
}

/** The form was sent. */
export async function submitHelpRequest(steps: RequestSteps, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { interaction, who, text, arg } = visit;
  await promiseBeside(interaction);
  const words = textIn(interaction.fields, requestFields.words);
  const { own: locale } = clientLanguages(interaction);
  const outcome = await steps.helpDesk.open({ ...who, cause: causeOf(arg), words, locale });
  if (outcome.is !== 'opened') visit.drafts.keep(who, interaction);
  await answer(interaction, helpRequestOutcomeView(outcome, text));
}

/** Reply, under a question of the staff: on the server or in direct messages. */
export async function openReply(steps: RequestSteps, visit: Visit<ButtonInteraction>): Promise<void> {
  const { interaction, who, text, arg = '' } = visit;
  const pending = await steps.helpDesk.pending(who);
  if (pending?.is === 'asked' && pending.requestId === requestIn(arg)) {
    return openForm(visit, replyForm(`${who.serverId}.${pending.requestId}`, text));
  }
  await answer(interaction, sentenceView(await notAskedWords(steps, visit)));
}

/**
 * A question is closed. In direct messages, what the notice's button is called has to be looked up: not for a server that somebody made up,
 * about which Discord would be asked, too.
 */
async function notAskedWords({ settings, languages }: RequestSteps, { who, text, language }: Visit): Promise<string> {
  if (!(await settings.load(who.serverId))) return text.t('request.notAsked');
  return (await languages.toMember(who, language)).t('request.notAsked');
}

/** The reply was sent. It stands under the request in the staff channel. */
export async function submitReply(steps: RequestSteps, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { interaction, who, text, arg = '' } = visit;
  const words = textIn(interaction.fields, requestFields.words);
  const request = await steps.helpDesk.reply(who, requestIn(arg), words);
  if (!request) visit.drafts.keep(who, interaction);
  await answer(interaction, sentenceView(request ? text.t('request.replied') : await notAskedWords(steps, visit)));
  if (request) await steps.board.redraw(request);
}

/** The part of `<server>.<id>` that names the request. */
function requestIn(arg: string): string {
  return arg.split('.', 2)[1] ?? '';
}

/** A number that was proved comes with its proof, never by this form. */
function causeOf(arg: string | undefined): RequestCause {
  return arg === 'youngAccount' ? arg : 'cannotVerify';
}

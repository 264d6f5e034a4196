import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import type { HelpRequest } from '../../gate/ports.ts';
import { fitToShow } from '../../gate/privacy/redacting.ts';
import { freshSettings } from '../../gate/settings/settings.ts';
import type { Decision } from '../../gate/staff/decisions.ts';
import { type Decided, questionOf } from '../../gate/staff/requests.ts';
import { capitalized } from '../../text/sentences.ts';
import type { Text } from '../../text/texts.ts';
import { answer, openForm, promiseBeside } from '../interactions/answers.ts';
import { textIn } from '../interactions/reading.ts';
import type { Visit } from '../interactions/visit.ts';
import { isStaff, mayMoveRole } from '../member/access.ts';
import { resetOne } from '../member/reset.ts';
import { resultView } from '../member/views/member.ts';
import { colours, frame, type View } from '../ui/parts.ts';
import { sentenceView } from '../verify/views/steps.ts';
import { requestFields } from './ids.ts';
import { answerBeside, type RequestSteps } from './parts.ts';
import { tellAnswer, tellQuestion } from './tell.ts';
import { askForm, decisionForm, reasonLength, resetForm } from './views/forms.ts';

type StaffVisit = Visit<ButtonInteraction> | Visit<ModalSubmitInteraction>;
type Verdict = 'approve' | 'move' | 'decline';

/** Approve, Move, Decline or Ask was pressed: its form, for staff, while the request is open. */
export async function openStaffForm(
  steps: RequestSteps,
  visit: Visit<ButtonInteraction>,
  about: Verdict | 'ask' | 'reset',
): Promise<void> {
  const { interaction, who, text, arg: id = '' } = visit;
  if (!(await mayAnswer(steps, visit))) return;
  if (!(await steps.requests.find(who.serverId, id))) {
    return answerBeside(interaction, sentenceView(text.t('request.staff.gone')));
  }
  const form = { ask: askForm, reset: resetForm };
  const open = about === 'ask' || about === 'reset' ? form[about](id, text) : decisionForm(about, id, text);
  await openForm(visit, open);
}

/** A form that ends a request was sent. Of parallel ones, one is the answer. */
export async function submitVerdict(
  steps: RequestSteps,
  visit: Visit<ModalSubmitInteraction>,
  verdict: Verdict,
): Promise<void> {
  const { interaction, who, text } = visit;
  const server = await mayAnswer(steps, visit);
  if (!server) return;
  await promiseBeside(interaction);
  const reason = fitToShow(textIn(interaction.fields, requestFields.reason));
  if (verdict !== 'decline' && reason.length < reasonLength.least) {
    visit.drafts.keep(who, interaction);
    return answer(interaction, sentenceView(text.t('request.staff.badReason')));
  }
  if (verdict !== 'decline' && !(await mayMoveRole(interaction, server, 'give'))) {
    visit.drafts.keep(who, interaction);
    return answer(interaction, sentenceView(text.t('request.staff.notYours')));
  }
  const decision = await decide(steps, visit, verdict, reason);
  switch (decision.is) {
    case 'gone':
    case 'blocked':
    case 'contested':
      visit.drafts.keep(who, interaction);
      return answer(interaction, sentenceView(text.t(`request.staff.${decision.is}`)));
    default: {
      const answered = answeredOf(decision, { by: who.memberId, at: steps.clock.now(), reason });
      await steps.board.redraw(onItsMessage(decision.request, interaction), answered);
      const reached = await tellAnswer(steps, decision, answered);
      await answer(interaction, doneView(decision, reached, text));
    }
  }
}

/** The form that gives new tries was sent. The request stays open: the tries may not be all that they need. */
export async function submitNewTries(steps: RequestSteps, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { interaction, who, text, arg: id = '' } = visit;
  if (!(await mayAnswer(steps, visit))) return;
  await promiseBeside(interaction);
  const reason = fitToShow(textIn(interaction.fields, requestFields.reason));
  if (reason.length < reasonLength.least) {
    visit.drafts.keep(who, interaction);
    return answer(interaction, sentenceView(text.t('request.staff.badReason')));
  }
  const request = await steps.requests.find(who.serverId, id);
  if (!request) return answer(interaction, sentenceView(text.t('request.staff.gone')));
  const { serverId, memberId, locale } = request;
  const member = { serverId, memberId };
  const result = await resetOne(steps, member, { by: who.memberId, reason }, locale);
  await answer(interaction, resultView(result, member, text));
}

/** The form of a question was sent. */
export async function submitQuestion(steps: RequestSteps, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { interaction, who, text, arg: id = '' } = visit;
  if (!(await mayAnswer(steps, visit))) return;
  await promiseBeside(interaction);
  const words = textIn(interaction.fields, requestFields.question);
  const request = await steps.helpDesk.ask(who.serverId, id, words);
  if (typeof request === 'string') {
    visit.drafts.keep(who, interaction);
    return answer(interaction, sentenceView(text.t(`request.staff.${request}`)));
  }
  await steps.board.redraw(onItsMessage(request, interaction));
  const reached = await tellQuestion(steps, request, questionOf(request) ?? '');
  const asked = text.t('request.staff.done.asked', { member: `<@${request.memberId}>` });
  await answer(interaction, frame(colours.good, [asked, reachedLine(reached, text)]));
}

/** The settings of the server, if the person who asked is staff; anybody else is told so. */
async function mayAnswer({ settings }: RequestSteps, { interaction, who, text }: StaffVisit) {
  const server = (await settings.load(who.serverId)) ?? freshSettings;
  if (await isStaff(interaction, server)) return server;
  await answerBeside(interaction, sentenceView(text.t('request.staff.only')));
  return undefined;
}

function decide(
  { decisions }: RequestSteps,
  { who: { serverId, memberId: by }, arg: id = '' }: StaffVisit,
  verdict: Verdict,
  reason: string,
): Promise<Decision> {
  if (verdict === 'decline') return decisions.decline(serverId, id, by, reason || undefined);
  return decisions[verdict](serverId, id, { by, reason });
}

type Made = Exclude<Decision, { is: 'gone' | 'blocked' | 'contested' }>;

function answeredOf(decision: Made, { reason, ...said }: { by: string; at: number; reason: string }): Decided {
  if (decision.is === 'declined') return { ...said, is: 'declined', ...(reason !== '' && { reason }) };
  if (decision.is === 'approved') return { ...said, is: 'approved', reason };
  return { ...said, is: 'moved', reason, ...(decision.from !== undefined && { from: decision.from }) };
}

/** The form belongs to the request's message, even where a crash kept that from being recorded. */
function onItsMessage(request: HelpRequest, { message }: ModalSubmitInteraction): HelpRequest {
  return message ? { ...request, staffMessage: { channelId: message.channelId, messageId: message.id } } : request;
}

/** What the staff member is told of their own decision. */
function doneView(decision: Made, reached: boolean, text: Text): View {
  const member = { member: `<@${decision.request.memberId}>` };
  const told = reachedLine(reached, text);
  if (decision.is === 'declined') return frame(colours.good, [text.t('request.staff.done.declined', member), told]);
  const { grant } = decision;
  if (grant.is === 'granted') return frame(colours.good, [text.t('request.staff.done.granted', member), told]);
  // The same words follow a colon elsewhere.
  const why =
    grant.is === 'owed' ? capitalized(text.t(`staffLine.obstacle.${grant.obstacle}`), text.locale) : undefined;
  return frame(colours.wait, [text.t('request.staff.done.owed', member), why, told]);
}

function reachedLine(reached: boolean, { t }: Text): string {
  return t(reached ? 'request.staff.reached' : 'request.staff.notReached');
}

import { type ButtonInteraction, type ModalSubmitInteraction, PermissionFlagsBits } from 'discord.js';
import { fitToShow } from '../../gate/privacy/redacting.ts';
import { answer, answerWithFiles, openForm, promiseBeside } from '../interactions/answers.ts';
import { OutOfDate, textIn } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { REASON } from '../member/ids.ts';
import { sentenceView } from '../verify/views/steps.ts';
import { forBulk, type Way } from './access.ts';
import { chooseDay, chooseFile, chooseRole } from './choosing.ts';
import { bulkFields, bulkRoutes } from './ids.ts';
import { listOf } from './list.ts';
import type { BulkSteps } from './parts.ts';
import { showBulk, withCounts } from './screen.ts';
import { fileForm, joinedForm, reasonForm } from './views/forms.ts';
import { undoView } from './views/screen.ts';

/** The screen that verifies many. Who may is asked at every press. */
export function bulkHandlers(parts: BulkSteps): Pick<Handlers, 'buttons' | 'selects' | 'modals'> {
  return {
    buttons: {
      [bulkRoutes.open.name]: async (visit) => {
        await promiseBeside(visit.interaction);
        await showBulk(parts, visit);
      },
      [bulkRoutes.look.name]: (visit) => showBulk(parts, visit),
      [bulkRoutes.joined.name]: (visit) => openFor(visit, () => joinedForm(visit.text)),
      [bulkRoutes.file.name]: (visit) => openFor(visit, () => fileForm(visit.text)),
      [bulkRoutes.begin.name]: (visit) => openFor(visit, () => reasonForm(runIdIn(visit), visit.text)),
      [bulkRoutes.list.name]: (visit) => sendList(parts, visit),
      [bulkRoutes.stop.name]: (visit) => stop(parts, visit),
      [bulkRoutes.goOn.name]: (visit) => goOn(parts, visit),
      [bulkRoutes.undo.name]: (visit) => askToUndo(parts, visit),
      [bulkRoutes.undoAll.name]: (visit) => undo(parts, visit),
    },
    selects: { [bulkRoutes.role.name]: (visit) => chooseRole(parts, visit) },
    modals: {
      [bulkRoutes.joined.name]: (visit) => chooseDay(parts, visit),
      [bulkRoutes.file.name]: (visit) => chooseFile(parts, visit),
      [bulkRoutes.begin.name]: (visit) => begin(parts, visit),
    },
  };
}

/** A form must be the first answer: whether they may is asked in full when it is sent. */
async function openFor(visit: Visit<ButtonInteraction>, form: () => Parameters<typeof openForm>[1]): Promise<void> {
  const { interaction, text } = visit;
  if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageRoles)) return openForm(visit, form());
  await answer(interaction, sentenceView(text.t('bulk.needsManageRoles')));
}

/** Throws `OutOfDate` for what is no id. */
function runIdIn({ arg }: Visit<Asked>): string {
  if (arg === undefined || !/^[0-9a-f-]{36}$/.test(arg)) throw new OutOfDate();
  return arg;
}

/** The run that is asked about, for those who may take the step. */
async function opened(parts: BulkSteps, visit: Visit<Asked>, way: Way) {
  if (!(await forBulk(parts, visit, way))) return undefined;
  const run = await parts.bulkRuns.find(visit.who.serverId, runIdIn(visit));
  if (!run) await showBulk(parts, visit, visit.text.t('bulk.gone'));
  return run;
}

async function begin(parts: BulkSteps, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { interaction, who, text, drafts } = visit;
  const reason = fitToShow(textIn(interaction.fields, bulkFields.reason));
  if (reason.length < REASON.least || reason.length > REASON.most) {
    drafts.keep(who, interaction);
    return showBulk(parts, visit, `⚠️ ${text.t('member.result.badReason')}`);
  }
  const run = await opened(parts, visit, 'give');
  if (!run) return;
  const how = { by: who.memberId, reason, at: parts.clock.now() };
  const isBegun = await parts.bulkRuns.begin(run.serverId, run.id, how);
  if (isBegun) await parts.news({ ...run, ...how }, 'begun');
  await showBulk(parts, visit, text.t(isBegun ? 'bulk.begun' : 'bulk.oneAtATime'));
}

async function stop(parts: BulkSteps, visit: Visit<ButtonInteraction>): Promise<void> {
  const run = await opened(parts, visit, 'look');
  if (!run) return;
  const isStopped = await parts.bulkRuns.turn(run.serverId, run.id, ['running'], 'stopped');
  if (isStopped) await parts.news(run, 'stopped', visit.who.memberId);
  await showBulk(parts, visit, visit.text.t(isStopped ? 'bulk.stopped' : 'bulk.notSo'));
}

/** Goes on after a stop, or after what Discord refused has been mended. */
async function goOn(parts: BulkSteps, visit: Visit<ButtonInteraction>): Promise<void> {
  const run = await opened(parts, visit, 'look');
  if (!run || !(await forBulk(parts, visit, run.state === 'undoing' ? 'take' : 'give'))) return;
  const { serverId, id } = run;
  const isOn = await (run.state === 'undoing'
    ? parts.bulkRuns.turn(serverId, id, ['undoing'], 'undoing')
    : parts.bulkRuns.turn(serverId, id, ['running', 'stopped'], 'running'));
  if (isOn) await parts.news(run, 'begun', visit.who.memberId);
  await showBulk(parts, visit, visit.text.t(isOn ? 'bulk.begun' : 'bulk.notSo'));
}

async function askToUndo(parts: BulkSteps, visit: Visit<ButtonInteraction>): Promise<void> {
  const run = await opened(parts, visit, 'take');
  if (run) await answer(visit.interaction, undoView(await withCounts(parts, run), visit.text));
}

async function undo(parts: BulkSteps, visit: Visit<ButtonInteraction>): Promise<void> {
  const run = await opened(parts, visit, 'take');
  if (!run) return;
  const by = visit.who.memberId;
  const isOn = await parts.bulkRuns.turn(run.serverId, run.id, ['running', 'stopped', 'done'], 'undoing', by);
  if (isOn) await parts.news(run, 'undoing', by);
  await showBulk(parts, visit, visit.text.t(isOn ? 'bulk.undo.begun' : 'bulk.notSo'));
}

/** Everybody of a run, as a file in a message of its own: the screen stays as it is. */
async function sendList(parts: BulkSteps, visit: Visit<ButtonInteraction>): Promise<void> {
  await promiseBeside(visit.interaction);
  const run = await opened(parts, visit, 'look');
  if (!run) return;
  const { view, files } = await listOf(parts, run, visit.text);
  await answerWithFiles(visit.interaction, view, files);
}

import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
import type { BulkRun, RunCounts } from '../../../gate/bulk/runs.ts';
import { grantFailures } from '../../../gate/roles/role-keeper.ts';
import { sentences } from '../../../text/sentences.ts';
import type { Text } from '../../../text/texts.ts';
import { line, text as part, press, roleSelect, row } from '../../setup/views/controls.ts';
import { createFormats } from '../../stats/formats.ts';
import { type Button, colours, dated, type View } from '../../ui/parts.ts';
import { quoted } from '../../ui/quote.ts';
import { bulkRoutes } from '../ids.ts';

export interface RunNow {
  readonly run: BulkRun;
  readonly counts: RunCounts;
}

/** All that the screen is drawn from. */
export interface BulkState {
  /** The newest first. */
  readonly runs: readonly RunNow[];
  /** Whether Discord lists members to the bot. */
  readonly lists: boolean;
  readonly hasRole: boolean;
  readonly news?: string | undefined;
}

const isUnderway = ({ run }: RunNow) => run.state === 'running' || run.state === 'undoing';

/** What was done in bulk, what is underway, and whom to choose next. */
export function bulkView({ runs, lists, hasRole, news }: BulkState, text: Text): View {
  const { t } = text;
  const underway = runs.some(isUnderway);
  const parts: APIComponentInContainer[] = [
    part(`## ${t('bulk.title')}`, t('bulk.intro')),
    ...(news === undefined ? [] : [part(news)]),
    ...runs.flatMap((one) => [line, ...runParts(one, underway, text)]),
    line,
    ...(underway ? [part(t('bulk.oneAtATime'))] : choosing(lists, hasRole, text)),
  ];
  return { components: [{ type: ComponentType.Container, accent_color: colours.calm, components: parts }] };
}

function choosing(lists: boolean, hasRole: boolean, { t }: Text): APIComponentInContainer[] {
  if (!hasRole) return [part(t('bulk.noRole'))];
  return [
    part(`**${t('bulk.choose')}**`, `-# ${t(lists ? 'bulk.chooseHint' : 'bulk.needsIntent')}`),
    row(roleSelect(bulkRoutes.role, { placeholder: t('bulk.role'), chosen: [], least: 1, disabled: !lists })),
    row(
      press(bulkRoutes.joined, 'new', t('bulk.joined.button'), { disabled: !lists }),
      press(bulkRoutes.file, 'new', t('bulk.file.button')),
    ),
  ];
}

function runParts(now: RunNow, underway: boolean, text: Text): APIComponentInContainer[] {
  const { run } = now;
  const { t } = text;
  const words = {
    by: `<@${run.by}>`,
    when: dated(run.at),
    reason: quoted(run.reason, text),
  };
  return [
    part(
      t('bulk.run.head', words),
      stateLine(now, text),
      ...(run.obstacle === undefined ? [] : [obstacleLine(run, text)]),
    ),
    ...rowOf(buttonsOf(now, underway, text)),
  ];
}

const rowOf = (buttons: readonly Button[]) => (buttons.length === 0 ? [] : [row(...buttons)]);

function stateLine({ run, counts }: RunNow, text: Text): string {
  const { number } = createFormats(text);
  const { waiting, verified, already, absent, hindered } = counts;
  const params = {
    ...{ of: number(run.members), verified: number(verified), waiting: number(waiting) },
    ...{ already: number(already), absent: number(absent), hindered: number(hindered) },
  };
  const others = already + absent + hindered > 0 && text.t('bulk.run.others', params);
  return sentences([text.t(`bulk.run.${run.state === 'counted' ? 'stopped' : run.state}`, params), others], text);
}

function obstacleLine({ obstacle }: BulkRun, text: Text): string {
  const { t } = text;
  const known = grantFailures.find((one) => one === obstacle) ?? 'discordUnavailable';
  return `⚠️ ${sentences([t(`member.owed.${known}`, { role: t('member.theRole') }), t('bulk.run.goOnThen')], text)}`;
}

/** Those that fit where the run stands. Nothing else begins while one is underway. */
function buttonsOf(now: RunNow, underway: boolean, { t }: Text): Button[] {
  const { run, counts } = now;
  const mine = isUnderway(now);
  const mayBegin = mine ? run.obstacle !== undefined : run.state === 'stopped' && counts.waiting > 0 && !underway;
  const mayUndo = run.state === 'running' || (!underway && (run.state === 'stopped' || run.state === 'done'));
  return [
    ...(mine && run.obstacle === undefined
      ? [press(bulkRoutes.look, run.id, t('bulk.button.look'), { style: ButtonStyle.Primary })]
      : []),
    ...(mayBegin ? [press(bulkRoutes.goOn, run.id, t('bulk.button.goOn'), { style: ButtonStyle.Primary })] : []),
    ...(run.state === 'running' ? [press(bulkRoutes.stop, run.id, t('bulk.button.stop'))] : []),
    ...(mayUndo ? [press(bulkRoutes.undo, run.id, t('bulk.button.undo'), { style: ButtonStyle.Danger })] : []),
    press(bulkRoutes.list, run.id, t('bulk.button.list')),
  ];
}

/** Asks before a run is undone. */
export function undoView({ run, counts }: RunNow, text: Text): View {
  const { t } = text;
  const count = counts.verified;
  const params = { count, members: createFormats(text).number(count), reason: quoted(run.reason, text) };
  const components = [
    part(`### ${t('bulk.undo.title')}`, t('bulk.undo.body', params), `-# ${t('bulk.undo.hint')}`),
    row(
      press(bulkRoutes.undoAll, run.id, t('bulk.undo.button', params), { style: ButtonStyle.Danger }),
      press(bulkRoutes.list, run.id, t('bulk.button.list')),
      press(bulkRoutes.look, 'back', t('bulk.button.back')),
    ),
  ];
  return { components: [{ type: ComponentType.Container, accent_color: colours.bad, components }] };
}

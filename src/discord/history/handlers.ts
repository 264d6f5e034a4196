import type { ButtonInteraction } from 'discord.js';
import { type SettingsEntry, type SettingsHistory, undoing } from '../../gate/settings/history.ts';
import { answer, answerWithFiles, promise, promiseBeside } from '../interactions/answers.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Visit } from '../interactions/visit.ts';
import { forAdmins } from '../setup/access.ts';
import { decided } from '../setup/changing.ts';
import { takesFromMembers } from '../setup/choosing.ts';
import type { SetupParts } from '../setup/parts.ts';
import { showFound, showScreen, survey } from '../setup/screen.ts';
import { refusals } from '../setup/views/refusals.ts';
import { fileView } from '../ui/files.ts';
import { colours, frame } from '../ui/parts.ts';
import { historyCsv } from './csv.ts';
import { historyRoutes } from './ids.ts';
import { settingNames } from './lines.ts';
import { historyPage } from './page.ts';

/** More than anybody changes in the time that the history is kept. */
const ALL = 20_000;

export interface HistoryParts extends SetupParts {
  readonly history: SettingsHistory;
}

type Press = Visit<ButtonInteraction>;

/** The buttons of the page with what was changed. */
export function historyHandlers(parts: HistoryParts): Pick<Handlers, 'buttons'> {
  return {
    buttons: {
      [historyRoutes.show.name]: forAdmins<ButtonInteraction>(async (visit) => {
        await promise(visit.interaction);
        await show(parts, visit, [], revisionIn(visit.arg));
      }),
      [historyRoutes.undo.name]: forAdmins<ButtonInteraction>(async (visit) => {
        await promise(visit.interaction);
        const done = await undo(parts, visit);
        if (done.is === 'toPreview') await showScreen(parts, visit, 'times', [done.why]);
        else await show(parts, visit, done.news);
      }),
      [historyRoutes.csv.name]: forAdmins<ButtonInteraction>((visit) => giveFile(parts, visit)),
    },
  };
}

async function show(parts: HistoryParts, visit: Press, news: readonly string[], before?: number): Promise<void> {
  const pages = { ...parts.pages, history: historyPage(parts.history, before) };
  await showFound({ pages }, visit, 'history', await survey(parts, visit.who.serverId), news);
}

type Undone =
  | { readonly is: 'said'; readonly news: readonly string[] }
  /** Nothing was changed: it would take something from members, and nobody has seen yet from whom. */
  | { readonly is: 'toPreview'; readonly why: string };

const said = (...news: string[]): Undone => ({ is: 'said', news });

/** Puts back all that a change changed, as far as the admin who presses may make that change themselves. @returns what came of it, in sentences */
async function undo(parts: HistoryParts, visit: Press): Promise<Undone> {
  const { who, text, arg } = visit;
  const { editor, history } = parts;
  const entry = await history.find(who.serverId, revisionIn(arg) ?? 0);
  if (!entry) return said(`⚠️ ${text.t('history.gone')}`);
  const before = await editor.load(who.serverId);
  const wanted = undoing(entry, before);
  if (wanted.is !== 'possible') return said(notPossible(wanted, text));
  if (takesFromMembers(wanted.change, before)) return { is: 'toPreview', why: `⚠️ ${text.t('history.previewFirst')}` };
  const { change, notTheirs } = await decided(parts, visit, wanted.change);
  if (notTheirs.length > 0) return said(...notTheirs);
  // Another admin, or another process, may have been faster.
  let last: ReturnType<typeof undoing> = wanted;
  const act = { act: 'undone', target: String(entry.revision) } as const;
  const { refused } = await editor.change(
    who.serverId,
    who.memberId,
    (now) => {
      last = undoing(entry, now);
      return last.is === 'possible' ? change : undefined;
    },
    act,
  );
  if (last.is !== 'possible') return said(notPossible(last, text));
  parts.log.info({ server: who.serverId, revision: entry.revision }, 'a change of settings was undone');
  return said(text.t('history.undone'), ...refusals(refused, text));
}

function notPossible(undone: Exclude<ReturnType<typeof undoing>, { is: 'possible' }>, text: Press['text']): string {
  if (undone.is === 'nothingToUndo') return `⚠️ ${text.t('history.gone')}`;
  return `⚠️ ${text.t('history.changedSince', { names: settingNames(undone.names, text) })}`;
}

/** Everything that is kept, as a file. */
async function giveFile({ history, clock }: HistoryParts, { interaction, who, text }: Press): Promise<void> {
  await promiseBeside(interaction);
  const entries: SettingsEntry[] = await history.latest(who.serverId, ALL);
  if (entries.length === 0) return answer(interaction, frame(colours.wait, [text.t('history.empty')]));
  const name = `settings-history-${new Date(clock.now()).toISOString().slice(0, 10)}.csv`;
  const files = [{ name, data: historyCsv(entries) }];
  await answerWithFiles(interaction, fileView([text.t('history.exported', { count: entries.length })], files), files);
}

const revisionIn = (arg: string | undefined): number | undefined =>
  arg !== undefined && /^\d{1,9}$/.test(arg) ? Number(arg) : undefined;

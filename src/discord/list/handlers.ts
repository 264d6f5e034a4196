import type { AnySelectMenuInteraction, ButtonInteraction, ModalSubmitInteraction } from 'discord.js';
import { answer, answerWithFiles, openForm, promise, promiseBeside } from '../interactions/answers.ts';
import { isSnowflake, OutOfDate } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { mayExport } from '../member/access.ts';
import { staffOnly } from '../member/cases.ts';
import { refusalCode } from '../rest/errors.ts';
import { sentenceView } from '../verify/views/steps.ts';
import { type Act, decide } from './deciding.ts';
import { exportList } from './file.ts';
import { listRoutes } from './ids.ts';
import type { ListSteps } from './parts.ts';
import { type Place, placeIn } from './place.ts';
import { readPage } from './reading.ts';
import { formFor, markOf } from './views/forms.ts';
import { chosenView, listView, MOST_CHOSEN } from './views/list.ts';

/** The list of members. The rights of the person who presses are read at every press. */
export function listHandlers(parts: ListSteps): Pick<Handlers, 'buttons' | 'selects' | 'modals'> {
  const opening = (act: Act) => async (visit: Visit<ButtonInteraction>) => {
    if (await staffOnly(parts, visit)) await openForm(visit, formFor(act, chosenOn(visit.interaction), visit.text));
  };
  const deciding = (act: Act) => (visit: Visit<ModalSubmitInteraction>) => decideAll(parts, visit, act);
  return {
    buttons: {
      [listRoutes.open.name]: async (visit) => {
        await promiseBeside(visit.interaction);
        await showList(parts, visit, placeIn(undefined));
      },
      [listRoutes.page.name]: (visit) => showList(parts, visit, placeIn(visit.arg)),
      [listRoutes.all.name]: (visit) => chooseAll(parts, visit),
      [listRoutes.export.name]: (visit) => sendFile(parts, visit),
      [listRoutes.approve.name]: opening('approve'),
      [listRoutes.reset.name]: opening('reset'),
      [listRoutes.revoke.name]: opening('revoke'),
      [listRoutes.block.name]: opening('block'),
    },
    selects: {
      [listRoutes.state.name]: (visit) => showList(parts, visit, placeIn(visit.interaction.values[0])),
      [listRoutes.choose.name]: (visit) => choose(parts, visit),
    },
    modals: {
      [listRoutes.approve.name]: deciding('approve'),
      [listRoutes.reset.name]: deciding('reset'),
      [listRoutes.revoke.name]: deciding('revoke'),
      [listRoutes.block.name]: deciding('block'),
    },
  };
}

/** Shows a page of the list to the staff. */
export async function showList(parts: ListSteps, visit: Visit<Asked>, place: Place): Promise<void> {
  const { interaction, who, text } = visit;
  if (!(await staffOnly(parts, visit))) return;
  await promise(interaction);
  const none = { rows: [], hasNewer: false, hasOlder: false };
  const listed = isPossible(parts, place) ? await readOr(visit, () => readPage(parts, who.serverId, place)) : none;
  if (!listed) return;
  const may = { lists: parts.lists, mayExport: await mayExport(interaction) };
  await answer(interaction, listView(place, listed, may, text));
}

const isPossible = ({ lists }: ListSteps, { state }: Place) => state !== 'unverified' || lists;

/** What was read; undefined where Discord does not list members, and the person who asked has been told so. */
async function readOr<T>({ interaction, text }: Visit<Asked>, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (refusalCode(error) === undefined) throw error;
    await answer(interaction, sentenceView(text.t('bulk.notListed')));
    return undefined;
  }
}

async function sendFile(parts: ListSteps, visit: Visit<ButtonInteraction>): Promise<void> {
  const { interaction, who, text } = visit;
  if (!(await staffOnly(parts, visit))) return;
  if (!(await mayExport(interaction))) return answer(interaction, sentenceView(text.t('list.needsRight')));
  await promiseBeside(interaction);
  const place = placeIn(visit.arg);
  if (!isPossible(parts, place)) throw new OutOfDate();
  const list = await readOr(visit, () => exportList(parts, who.serverId, place.state, text));
  if (list) await answerWithFiles(interaction, list.view, list.files);
}

/** Chooses everybody on a page. */
async function chooseAll(parts: ListSteps, visit: Visit<ButtonInteraction>): Promise<void> {
  const { interaction, who, text } = visit;
  if (!(await staffOnly(parts, visit))) return;
  await promise(interaction);
  const place = placeIn(visit.arg);
  if (!isPossible(parts, place)) throw new OutOfDate();
  const listed = await readOr(visit, () => readPage(parts, who.serverId, place));
  if (!listed) return;
  const chosen = listed.rows.map(({ memberId }) => memberId);
  await answer(interaction, chosenView(chosen, [], text));
}

async function choose(parts: ListSteps, visit: Visit<AnySelectMenuInteraction>): Promise<void> {
  const { interaction, text } = visit;
  if (!(await staffOnly(parts, visit))) return;
  await answer(interaction, chosenView(interaction.values.filter(isSnowflake).slice(0, MOST_CHOSEN), [], text));
}

/** Who is chosen on the message that was pressed on: it stands there, as Discord keeps it. */
function chosenOn(interaction: ButtonInteraction | ModalSubmitInteraction): string[] {
  const rows = interaction.message?.components.map((component) => component.toJSON());
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('default_values' in value && Array.isArray(value.default_values)) {
      for (const one of value.default_values) if (isChosen(one)) found.push(one.id);
    }
    Object.values(value).forEach(look);
  };
  look(rows);
  return [...new Set(found)].slice(0, MOST_CHOSEN);
}

const isChosen = (value: unknown): value is { readonly id: string } =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && isSnowflake(value.id);

async function decideAll(parts: ListSteps, visit: Visit<ModalSubmitInteraction>, act: Act): Promise<void> {
  if (!(await staffOnly(parts, visit))) return;
  const chosen = chosenOn(visit.interaction);
  if (visit.arg !== markOf(chosen)) {
    visit.drafts.keep(visit.who, visit.interaction);
    return answer(visit.interaction, chosenView(chosen, [`⚠️ ${visit.text.t('list.changed')}`], visit.text));
  }
  const news = await decide(parts, visit, act, chosen);
  if (news) await answer(visit.interaction, chosenView(chosen, news, visit.text));
}

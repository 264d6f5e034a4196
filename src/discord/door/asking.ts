import type { ButtonInteraction } from 'discord.js';
import type { Ms } from '../../clock.ts';
import type { AskAgain } from '../../gate/endings/asking.ts';
import type { Opening, Openings } from '../../gate/passes/openings.ts';
import type { Text } from '../../text/texts.ts';
import { mentionsOf } from '../deadline/names/listing.ts';
import { answer, answerWithFiles, promise, promiseBeside } from '../interactions/answers.ts';
import type { Visit } from '../interactions/visit.ts';
import type { SetupParts } from '../setup/parts.ts';
import { showScreen } from '../setup/screen.ts';
import { csv } from '../ui/csv.ts';
import { fileView } from '../ui/files.ts';
import { button, colours, dated, frame, type View } from '../ui/parts.ts';
import { doorRoutes } from './ids.ts';

/** How long members have who came in by the open gate, at least. */
const ASKED_FOR: Ms = 14 * 24 * 60 * 60_000;

export interface AskingSteps extends SetupParts {
  readonly openings: Pick<Openings, 'find' | 'count' | 'members' | 'current'>;
  readonly askAgain: AskAgain;
}

type Pressed = Visit<ButtonInteraction>;

/** Asks first: how many came in by an opening and have proven no number, and when they would lose their roles. */
export async function askWhether(parts: AskingSteps, visit: Pressed, whyNot: string | undefined): Promise<void> {
  const { interaction, text } = visit;
  await promise(interaction);
  const found = await openingOf(parts, visit);
  if (whyNot !== undefined || !found) return refuse(parts, visit, whyNot);
  await answer(interaction, questionView(found.opening, found.count, parts.clock.now() + ASKED_FOR, text));
}

/** As many names as fit into a file of some megabytes. */
const MOST_LISTED = 100_000;

/** Everybody whom the question is about, next to it. */
export async function listThem(
  { openings }: AskingSteps,
  { interaction, who, text, arg = '' }: Pressed,
): Promise<void> {
  await promiseBeside(interaction);
  const people = await openings.members({ serverId: who.serverId, id: arg }, MOST_LISTED);
  if (people.length === 0) return answer(interaction, fileView([text.t('door.askNobody')], []));
  const rows = people.map(({ memberId, at }) => [memberId, new Date(at).toISOString()]);
  const files = [{ name: 'came-in.csv', data: csv(['member_id', 'came_in_at'], rows) }];
  const lines = [text.t('door.listed', { count: people.length }), mentionsOf(people, text)];
  await answerWithFiles(interaction, fileView(lines, files), files);
}

/** Asks those of an opening who have proven no number to prove one. */
export async function askThem(parts: AskingSteps, visit: Pressed, whyNot: string | undefined): Promise<void> {
  const { interaction, who, text } = visit;
  await promise(interaction);
  const found = await openingOf(parts, visit);
  if (whyNot !== undefined || !found) return refuse(parts, visit, whyNot);
  const count = await parts.askAgain(who.serverId, { batch: found.opening.id }, parts.clock.now() + ASKED_FOR);
  parts.log.info({ server: who.serverId, members: count }, 'asking members who were let in to verify');
  await showScreen(parts, visit, 'door', [text.t('door.asked', { count })]);
}

async function openingOf({ openings }: AskingSteps, { who, arg = '' }: Pressed) {
  const opening = await openings.find({ serverId: who.serverId, id: arg });
  const count = opening ? await openings.count(opening) : 0;
  return opening && count > 0 ? { opening, count } : undefined;
}

const refuse = (parts: AskingSteps, visit: Pressed, why: string | undefined) =>
  showScreen(parts, visit, 'door', [`⚠️ ${why ?? visit.text.t('door.askNobody')}`]);

function questionView({ id, openedAt }: Opening, count: number, until: Ms, { t }: Text): View {
  return frame(
    colours.wait,
    [t('door.ask', { count, when: dated(openedAt), until: dated(until) })],
    [
      button(doorRoutes.askThem, t('door.askThem'), { arg: id, primary: true }),
      button(doorRoutes.askList, t('times.list'), { arg: id }),
      button(doorRoutes.askBack, t('times.back')),
    ],
  );
}

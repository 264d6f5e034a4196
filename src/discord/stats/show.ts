import { type ChatInputCommandInteraction, ComponentType } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { MemberList } from '../../gate/list/member-list.ts';
import type { Journal, SettingsStore } from '../../gate/ports.ts';
import { choicesOfDays, lastDays } from '../../gate/stats/span.ts';
import { readStats, type Stats } from '../../gate/stats/stats.ts';
import { answer, answerWithFiles, promise } from '../interactions/answers.ts';
import type { Visit } from '../interactions/visit.ts';
import { isStaff } from '../member/access.ts';
import type { Servers } from '../rest/servers.ts';
import { colours, type View } from '../ui/parts.ts';
import { sentenceView } from '../verify/views/steps.ts';
import { createFormats } from './formats.ts';
import type { DrawStats } from './picture.ts';
import { countriesCsv, daysCsv, failuresCsv } from './tables.ts';
import { isEmpty, type Now, statsView } from './views.ts';

const USUAL_DAYS = 7;

export interface StatsParts {
  readonly journal: Pick<Journal, 'membersIn' | 'ofMembers'>;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly memberList: Pick<MemberList, 'count'>;
  readonly servers: Pick<Servers, 'memberCount'>;
  readonly draw: DrawStats;
  readonly clock: Clock;
}

type Asking = Visit<ChatInputCommandInteraction>;

/** `/stats show`: the figures as a picture and as text, for the person who asked. */
export async function showStats(parts: StatsParts, visit: Asking): Promise<void> {
  const stats = await figuresFor(parts, visit);
  if (!stats) return;
  const picture = isEmpty(stats) ? undefined : await parts.draw(stats, visit.text);
  const name = `verification-${stats.days.length}-days.png`;
  const view = statsView(stats, picture && name, visit.text, await countNow(parts, visit.who.serverId));
  await answerWithFiles(visit.interaction, view, picture ? [{ name, data: picture }] : []);
}

/** How many are verified now, of how many on the server, as far as Discord says. */
async function countNow({ memberList, servers, clock }: StatsParts, serverId: string): Promise<Now> {
  const [verified, members] = await Promise.all([
    memberList.count(serverId, 'verified', { now: clock.now() }),
    servers.memberCount(serverId),
  ]);
  return { verified, ...(members !== undefined && { members }) };
}

/** `/stats export`: the same figures as CSV, a file by day, one by country and one by what went wrong. */
export async function exportStats(parts: StatsParts, visit: Asking): Promise<void> {
  const stats = await figuresFor(parts, visit);
  if (!stats) return;
  const { interaction, text } = visit;
  const until = stats.span.days.at(-1);
  const files = [
    { name: `verification-days-${until}.csv`, data: daysCsv(stats) },
    { name: `verification-countries-${until}.csv`, data: countriesCsv(stats) },
    { name: `verification-failures-${until}.csv`, data: failuresCsv(stats) },
  ];
  const formats = createFormats(text);
  const intro = `## ${formats.heading(stats)}\n-# ${formats.days(stats)}\n${text.t('stats.exported')}`;
  const view: View = {
    components: [
      {
        type: ComponentType.Container,
        accent_color: colours.calm,
        components: [{ type: ComponentType.TextDisplay, content: intro }],
      },
      ...files.map(({ name }) => ({ type: ComponentType.File, file: { url: `attachment://${name}` } }) as const),
    ],
  };
  await answerWithFiles(interaction, view, files);
}

/** The figures of the days asked for; undefined for those who are not staff, and that is said. */
async function figuresFor(
  { journal, settings, clock }: StatsParts,
  { interaction, who, text }: Asking,
): Promise<Stats | undefined> {
  const server = await settings.load(who.serverId);
  if (!(await isStaff(interaction, server))) {
    await answer(interaction, sentenceView(text.t('stats.staffOnly')));
    return undefined;
  }
  await promise(interaction);
  const asked = interaction.options.getInteger('days');
  const span = lastDays(choicesOfDays.find((days) => days === asked) ?? USUAL_DAYS, clock.now());
  return readStats(journal, who.serverId, span);
}

import { ButtonStyle, ComponentType } from 'discord.js';
import type { IdList } from '../../../gate/bulk/ids-in-text.ts';
import { colon } from '../../../text/colon.ts';
import { enumerated } from '../../../text/enumerated.ts';
import { sentences } from '../../../text/sentences.ts';
import type { Text } from '../../../text/texts.ts';
import { mentions } from '../../member/views/member.ts';
import { text as part, press, row } from '../../setup/views/controls.ts';
import { createFormats } from '../../stats/formats.ts';
import { colours, type View } from '../../ui/parts.ts';
import { glimpse } from '../../ui/quote.ts';
import type { Choice, Counted } from '../counting.ts';
import { bulkRoutes } from '../ids.ts';

/** Discord gives about one role a second of a server. */
const A_ROLE = 1000;
/** Lines that were not understood, and members who are left out, are named up to so many. */
const NAMED = 8;

/** What would happen, before it does. @param run the id of what was counted; undefined where there is nobody to verify */
export function countedView(choice: Choice, counted: Counted, run: string | undefined, text: Text): View {
  const { t } = text;
  const { number } = createFormats(text);
  const count = counted.memberIds.length;
  const lines = [
    `### ${titleOf(choice, text)}`,
    t('bulk.counted.members', { count, members: number(count) }),
    ...(count > 0 ? [timeLine(counted, text)] : []),
    ...leftOut(counted, text),
    ...(choice.is === 'file' ? fileLines(choice.list, text) : []),
  ];
  const controls = [
    ...(run === undefined
      ? []
      : [
          press(bulkRoutes.begin, run, t('bulk.counted.begin', { count, members: number(count) }), {
            style: ButtonStyle.Primary,
          }),
          press(bulkRoutes.list, run, t('bulk.button.list')),
        ]),
    press(bulkRoutes.look, 'back', t('bulk.button.back')),
  ];
  const components = [part(lines.join('\n')), row(...controls)];
  return { components: [{ type: ComponentType.Container, accent_color: colours.calm, components }] };
}

function titleOf(choice: Choice, text: Text): string {
  const { t } = text;
  switch (choice.is) {
    case 'role':
      return t('bulk.counted.role', { role: `<@&${choice.roleId}>` });
    case 'joined':
      return t('bulk.counted.joined', { day: createFormats(text).utcDay(choice.before) });
    case 'file':
      return t('bulk.counted.file');
  }
}

/** How long it takes, and of whom that is known. */
function timeLine({ memberIds, have }: Counted, text: Text): string {
  const { number, duration } = createFormats(text);
  if (have === undefined) return text.t('bulk.counted.timeUnseen', { time: duration(memberIds.length * A_ROLE) });
  const missing = memberIds.length - have;
  if (missing === 0) return text.t('bulk.counted.allHave');
  const time = duration(missing * A_ROLE);
  if (have === 0) return text.t('bulk.counted.timeAll', { time });
  return text.t('bulk.counted.time', { have: number(have), missing: number(missing), time });
}

/** Who is among them and waits for the rules; and who is not. */
function leftOut(counted: Counted, text: Text): string[] {
  const { number } = createFormats(text);
  const line = (name: 'pending' | 'already' | 'blocked' | 'revoked' | 'bots' | 'absent') => {
    const some = counted[name] ?? 0;
    const [count, ids] = typeof some === 'number' ? [some, []] : [some.length, some];
    const more = ids.length > NAMED ? ' …' : '';
    const named = ids.length === 0 ? '' : `${colon(text.locale)}${mentions(ids.slice(0, NAMED), text)}${more}`;
    return count === 0 ? [] : [`- ${text.t(`bulk.counted.${name}`, { count, members: number(count) })}${named}`];
  };
  return (['pending', 'already', 'blocked', 'revoked', 'bots', 'absent'] as const).flatMap(line);
}

/** What was understood of a file, and what was not. */
function fileLines({ ids, duplicates, damaged, unread, column, isCut }: IdList, text: Text): string[] {
  const { t } = text;
  const { number } = createFormats(text);
  const read = t('bulk.file.read', { count: ids.length, ids: number(ids.length) });
  const where = column !== undefined && t('bulk.file.column', { column: `\`${glimpse(column).replaceAll('`', '')}\`` });
  const named = enumerated(unread.slice(0, NAMED).map(String), text);
  return [
    `-# ${sentences([read, where], text)}`,
    ...(duplicates > 0 ? [`-# ${t('bulk.file.duplicates', { count: duplicates, ids: number(duplicates) })}`] : []),
    ...(damaged > 0 ? [`⚠️ ${t('bulk.file.damaged', { count: damaged, ids: number(damaged) })}`] : []),
    ...(unread.length > 0
      ? [
          `⚠️ ${t('bulk.file.unread', { count: unread.length, lines: number(unread.length), named: unread.length > NAMED ? `${named} …` : named })}`,
        ]
      : []),
    ...(isCut ? [`⚠️ ${t('bulk.file.cut', { most: number(ids.length) })}`] : []),
  ];
}

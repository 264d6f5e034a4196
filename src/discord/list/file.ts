import { ComponentType } from 'discord.js';
import type { ListRow } from '../../gate/list/member-list.ts';
import type { Text } from '../../text/texts.ts';
import { createFormats } from '../stats/formats.ts';
import { colours, type View } from '../ui/parts.ts';
import type { ListSteps } from './parts.ts';
import type { State } from './place.ts';
import { MOST_EXPORTED, readAll } from './reading.ts';

/** All of a list as a file, and the message that carries it. Never a number. */
export async function exportList(parts: ListSteps, serverId: string, state: State, text: Text) {
  const lines = ['member_id,state,since,verified_by,role_given,country,staff_id,ends'];
  for await (const rows of readAll(parts, serverId, state)) {
    for (const one of rows) if (lines.length <= MOST_EXPORTED) lines.push(lineOf(one, state));
    if (lines.length > MOST_EXPORTED) break;
  }
  const count = lines.length - 1;
  const name = `members-${state}.csv`;
  const members = createFormats(text).number(count);
  const words = [
    text.t('list.exported', { count, members, name: text.t(`list.state.${state}`) }),
    ...(count >= MOST_EXPORTED ? [text.t('list.cut', { most: members })] : []),
  ].join('\n');
  const view: View = {
    components: [
      {
        type: ComponentType.Container,
        accent_color: colours.calm,
        components: [{ type: ComponentType.TextDisplay, content: words }],
      },
      { type: ComponentType.File, file: { url: `attachment://${name}` } },
    ],
  };
  return { view, file: { name, data: Buffer.from(`${lines.join('\r\n')}\r\n`) } };
}

function lineOf({ memberId, at, how, hasRole, country, by, endsAt }: ListRow, state: State): string {
  const day = (instant: number | undefined) => (instant ? new Date(instant).toISOString() : '');
  const role = hasRole === undefined ? '' : hasRole ? 'yes' : 'no';
  return [memberId, state, day(at), how ?? '', role, country ?? '', by ?? '', day(endsAt)].join(',');
}

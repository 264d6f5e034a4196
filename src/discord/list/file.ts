import type { ListRow } from '../../gate/list/member-list.ts';
import type { Text } from '../../text/texts.ts';
import { createFormats } from '../stats/formats.ts';
import { csv, yesOrNo } from '../ui/csv.ts';
import { fileView } from '../ui/files.ts';
import type { ListSteps } from './parts.ts';
import type { State } from './place.ts';
import { MOST_EXPORTED, readAll } from './reading.ts';

const HEADER = ['member_id', 'state', 'since', 'verified_by', 'role_given', 'country', 'staff_id', 'ends'];

/** All of a list as a file, and the message that carries it. Never a number. */
export async function exportList(parts: ListSteps, serverId: string, state: State, text: Text) {
  const rows: string[][] = [];
  for await (const some of readAll(parts, serverId, state)) {
    rows.push(...some.slice(0, MOST_EXPORTED - rows.length).map((one) => rowOf(one, state)));
    if (rows.length >= MOST_EXPORTED) break;
  }
  const count = rows.length;
  const name = `members-${state}.csv`;
  const members = createFormats(text).number(count);
  const words = [
    text.t('list.exported', { count, members, name: text.t(`list.state.${state}`) }),
    ...(count >= MOST_EXPORTED ? [text.t('list.cut', { most: members })] : []),
  ];
  const files = [{ name, data: csv(HEADER, rows) }];
  return { view: fileView(words, files), files };
}

function rowOf({ memberId, at, how, hasRole, country, by, endsAt }: ListRow, state: State): string[] {
  const day = (instant: number | undefined) => (instant ? new Date(instant).toISOString() : '');
  return [memberId, state, day(at), how ?? '', yesOrNo(hasRole), country ?? '', by ?? '', day(endsAt)];
}

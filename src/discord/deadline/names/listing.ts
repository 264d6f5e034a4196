import type { Ms } from '../../../clock.ts';
import type { Timed } from '../../../gate/deadline.ts';
import type { Text } from '../../../text/texts.ts';
import { mentions } from '../../member/views/member.ts';
import { csv } from '../../ui/csv.ts';
import type { NamedFile } from '../../ui/files.ts';

/** Somebody on a list: their account, name and time of joining. */
export interface Listed {
  readonly memberId: string;
  readonly name: string;
  readonly joinedAt: Ms;
}

/** Members whose time runs, as a list shows them. */
export const listed = (members: readonly Timed[]): Listed[] =>
  members.map(({ memberId, name = '', joinedAt }) => ({ memberId, name, joinedAt }));

/** So many are mentioned in the message; the file has all. */
const MENTIONED = 20;

/** The first of a list by their mentions, which never ping, and how many more there are. */
export function mentionsOf(people: readonly { readonly memberId: string }[], text: Pick<Text, 'locale'>): string {
  return mentions(
    people.map(({ memberId }) => memberId),
    text,
    MENTIONED,
  );
}

/** Everybody on a list, a row each. */
export function listFile(name: string, people: readonly Listed[]): NamedFile {
  const rows = people.map((one) => [one.memberId, one.name, new Date(one.joinedAt).toISOString()]);
  return { name, data: csv(['member_id', 'name', 'joined_at'], rows) };
}

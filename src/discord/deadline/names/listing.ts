import { ComponentType } from 'discord.js';
import type { Ms } from '../../../clock.ts';
import { csv } from '../../stats/csv.ts';
import { colours, type View } from '../../ui/parts.ts';

/** Somebody on a list: their account, name and time of joining. */
export interface Listed {
  readonly memberId: string;
  readonly name: string;
  readonly joinedAt: Ms;
}

export interface NamedFile {
  readonly name: string;
  readonly data: string;
}

/** So many are mentioned in the message; the file has all. */
const MENTIONED = 20;

/** The first of a list by their mentions, which never ping, and how many more there are. */
export function mentionsOf(people: readonly { readonly memberId: string }[]): string {
  const named = people.slice(0, MENTIONED).map(({ memberId }) => `<@${memberId}>`);
  return people.length > MENTIONED ? `${named.join(', ')} +${people.length - MENTIONED}` : named.join(', ');
}

/** Everybody on a list, a row each. */
export function listFile(name: string, people: readonly Listed[]): NamedFile {
  const rows = people.map((one) => [one.memberId, one.name, new Date(one.joinedAt).toISOString()]);
  return { name, data: csv(['member_id', 'name', 'joined_at'], rows) };
}

/** A list in words, with its files. */
export function fileView(lines: readonly string[], files: readonly NamedFile[], extra: View['components'] = []): View {
  const content = lines.join('\n');
  return {
    components: [
      {
        type: ComponentType.Container,
        accent_color: colours.calm,
        components: [{ type: ComponentType.TextDisplay, content }],
      },
      ...files.map(({ name }) => ({ type: ComponentType.File, file: { url: `attachment://${name}` } }) as const),
      ...extra,
    ],
  };
}

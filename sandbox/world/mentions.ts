import { Permission } from './bits.ts';
import { flatten, isJson } from './components.ts';
import { may } from './permissions.ts';
import type { Channel, Guild, Id, Json, Mentions, User } from './types.ts';

/** What a message says, and the members that its author lets it call. */
export interface Calling {
  readonly authorId: Id;
  readonly content: string;
  readonly components: readonly Json[];
  /** Discord's `allowed_mentions`; all, when left out. */
  readonly allowed: unknown;
  /** Who wrote the message that this one answers. */
  readonly repliedTo: Id | undefined;
}

/** The members that a message calls: what stands in its text, as far as its author lets it, and may. */
export function mentionsIn(
  calling: Calling,
  place: Channel | undefined,
  guild: Guild | undefined,
  users: ReadonlyMap<Id, User>,
): Mentions {
  const { authorId, repliedTo } = calling;
  const allowed = isJson(calling.allowed) ? calling.allowed : undefined;
  const text = [calling.content, ...flatten(calling.components).map(({ content }) => String(content ?? ''))].join(' ');
  const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].flatMap(([, id]) => id ?? []))];
  const lets = (kind: 'users' | 'roles', id: Id) =>
    !allowed || listed(allowed.parse).has(kind) || listed(allowed[kind]).has(id);
  const callsAll = !guild || may(guild, authorId, Permission.MentionEveryone, place);
  const letsEveryone = !allowed || listed(allowed.parse).has('everyone');
  const answered = repliedTo !== undefined && (!allowed || allowed.replied_user === true) ? [repliedTo] : [];
  const called = named(/<@!?(\d+)>/g).filter((id) => users.has(id) && lets('users', id));
  return {
    users: [...new Set([...called, ...answered])],
    roles: named(/<@&(\d+)>/g).filter(
      (id) =>
        lets('roles', id) && guild?.roles.has(id) && (callsAll || guild.roles.get(id)?.details.mentionable === true),
    ),
    everyone: guild !== undefined && callsAll && letsEveryone && /@(everyone|here)\b/.test(text),
  };
}

const listed = (value: unknown): ReadonlySet<unknown> => new Set(Array.isArray(value) ? value.map(String) : []);

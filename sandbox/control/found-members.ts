import { guildOf } from '../world/lookup.ts';
import type { Guild, Id, User } from '../world/types.ts';
import { memberFor } from './membership.ts';
import type { ControlParts } from './parts.ts';
import type { Session } from './sessions.ts';
import type { FoundMembers, Member } from './view.ts';

/** Members on one page of the list: a server may have thousands. */
export const PAGE_SIZE = 50;

interface Shown {
  /** The people one can play, and those of the page that was asked for. */
  readonly members: readonly Member[];
  readonly found: FoundMembers;
}

/** The members that a viewer sees of a server: those they looked for, a page at a time. */
export function membersFor({ world, seeded }: ControlParts, viewerId: Id, { lookedFor }: Session): Shown {
  const guild = guildOf(world, seeded.guildId);
  const fits = matching(lookedFor.query);
  const cast: Member[] = [];
  const insiders: User[] = [];
  const outsiders: User[] = [];
  for (const user of world.users.values()) {
    const isInside = guild.members.has(user.id);
    const mine = user.isExtra ? undefined : memberFor(guild, viewerId, user);
    if (mine) cast.push(mine);
    // Whether somebody outside is shown is costly to say, and only of them it is a question.
    if (!fits(user)) continue;
    if (isInside) insiders.push(user);
    else if (memberFor(guild, viewerId, user)) outsiders.push(user);
  }
  const inside = guild.members.has(viewerId) ? insiders : [];
  const all = [...inside, ...outsiders];
  const page = Math.min(lookedFor.page, Math.max(0, Math.ceil(all.length / PAGE_SIZE) - 1));
  const listed = all.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const known = new Set(cast.map(({ id }) => id));
  const others = listed.flatMap((user) => (known.has(user.id) ? [] : (memberFor(guild, viewerId, user) ?? [])));
  const found = { query: lookedFor.query, page, count: all.length, ids: listed.map(({ id }) => id), ...sizes(guild) };
  return { members: [...cast, ...others], found };
}

const sizes = ({ members }: Guild) => ({
  inServer: members.size,
  boosters: [...members.values()].filter(({ boostingSince }) => boostingSince !== null).length,
});

/** By a part of the name, in any case, or by the whole id. */
function matching(query: string): (user: User) => boolean {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return () => true;
  return ({ id, displayName, username }) =>
    displayName.toLowerCase().includes(wanted) || username.includes(wanted) || id === wanted;
}

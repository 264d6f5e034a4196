import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { bypassesIn } from './roles.ts';

/** As many as Discord lists at once. */
export const MEMBERS_A_PAGE = 1000;

/** A member as Discord lists them. */
export interface ListedMember {
  readonly memberId: string;
  readonly bot: boolean;
  readonly roles: readonly string[];
  readonly pending: boolean;
  /** Whether Discord asks them for nothing of its own level of verification. */
  readonly bypasses: boolean;
  /** ms; Discord names none for guests, who are members for a voice channel only. */
  readonly joinedAt?: number;
}

const Listed = z
  .object({
    user: z.object({ id: z.string(), bot: z.boolean().default(false) }),
    roles: z.array(z.string()),
    joined_at: z.iso.datetime({ offset: true }).nullish(),
    pending: z.boolean().default(false),
    flags: z.number().default(0),
  })
  .transform(
    ({ user, roles, pending, flags, joined_at: at }): ListedMember => ({
      memberId: user.id,
      bot: user.bot,
      roles,
      pending,
      bypasses: bypassesIn(flags),
      ...(at != null && { joinedAt: Date.parse(at) }),
    }),
  );

/**
 * Members of a server in the order of their ids, from after an id on, as `shape` reads them. Needs the privileged members intent. Throws what
 * Discord refuses.
 */
export async function readPage<T>(rest: REST, serverId: string, after: string, shape: z.ZodType<T>): Promise<T[]> {
  const query = new URLSearchParams({ limit: String(MEMBERS_A_PAGE), after });
  return z.array(shape).parse(await rest.get(Routes.guildMembers(serverId), { query }));
}

/** Everyone on a server, a page at a time. As `readPage`. */
export async function* readPages<T>(
  rest: REST,
  serverId: string,
  shape: z.ZodType<T>,
  idOf: (member: T) => string,
): AsyncGenerator<readonly T[]> {
  for (let after = '0'; ; ) {
    const page = await readPage(rest, serverId, after, shape);
    yield page;
    const last = page.at(-1);
    if (!last || page.length < MEMBERS_A_PAGE) return;
    after = idOf(last);
  }
}

/** As `readPage`. */
export const pageOfMembers = (rest: REST, serverId: string, after: string): Promise<ListedMember[]> =>
  readPage(rest, serverId, after, Listed);

/** As `readPages`. */
export const memberPages = (rest: REST, serverId: string): AsyncGenerator<readonly ListedMember[]> =>
  readPages(rest, serverId, Listed, ({ memberId }) => memberId);

/** Reads one member. Throws what Discord refuses. */
export async function readMember(rest: REST, serverId: string, memberId: string): Promise<ListedMember> {
  return Listed.parse(await rest.get(Routes.guildMember(serverId, memberId)));
}

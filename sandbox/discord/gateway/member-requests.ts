import { Intent } from '../../world/bits.ts';
import type { Guild, Id, Json, Member } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { presenceJson } from '../json/presences.ts';
import { memberJson } from '../json/users.ts';

const CHUNK = 1_000;
const MOST_AT_ONCE = 100;
const LONGEST_NONCE = 32;

/** The members that a bot asked for (op 8), as Discord deals them out. `isWhole`: the whole list was asked for. */
export function memberChunks(
  world: World,
  guild: Guild,
  intents: number,
  data: Json,
): { chunks: Json[]; isWhole: boolean } {
  const isWhole = data.query === '' && Number(data.limit ?? 0) === 0;
  // Discord does not say why, it just never answers.
  if (isWhole && !(intents & Intent.GuildMembers)) return { chunks: [], isWhole: false };
  const wanted = data.user_ids === undefined ? byName(world, guild, data) : byId(guild, data.user_ids);
  if (!wanted) return { chunks: [], isWhole };
  const { members, notFound } = wanted;
  const nonce =
    typeof data.nonce === 'string' && Buffer.byteLength(data.nonce) <= LONGEST_NONCE ? data.nonce : undefined;
  const count = Math.max(1, Math.ceil(members.length / CHUNK));
  const withPresences = data.presences === true && (intents & Intent.GuildPresences) !== 0;
  const chunks = Array.from({ length: count }, (_, index) => {
    const part = members.slice(index * CHUNK, (index + 1) * CHUNK);
    return {
      guild_id: guild.id,
      members: part.map((member) => memberJson(member, world.users)),
      chunk_index: index,
      chunk_count: count,
      ...(notFound.length > 0 ? { not_found: notFound } : {}),
      ...(withPresences ? { presences: part.map((member) => presenceJson(member, guild)) } : {}),
      ...(nonce === undefined ? {} : { nonce }),
    };
  });
  return { chunks, isWhole };
}

interface Wanted {
  readonly members: readonly Member[];
  readonly notFound: readonly Id[];
}

function byId(guild: Guild, asked: unknown): Wanted | undefined {
  const ids = (Array.isArray(asked) ? asked : [asked]).map(String);
  if (ids.length > MOST_AT_ONCE) return undefined;
  return {
    members: ids.flatMap((id) => guild.members.get(id) ?? []),
    notFound: ids.filter((id) => !guild.members.has(id)),
  };
}

/** Those whose user name or nickname begins so. All of them where `query` is empty and `limit` 0. */
function byName({ users }: World, guild: Guild, { query, limit }: Json): Wanted | undefined {
  if (typeof query !== 'string') return undefined;
  const beginning = query.toLowerCase();
  const most =
    query === '' && Number(limit ?? 0) === 0 ? guild.members.size : Math.min(Number(limit) || 1, MOST_AT_ONCE);
  const members = [...guild.members.values()].filter(({ userId, nick }) =>
    [nick, users.get(userId)?.username, users.get(userId)?.displayName].some((name) =>
      name?.toLowerCase().startsWith(beginning),
    ),
  );
  return { members: members.slice(0, most), notFound: [] };
}

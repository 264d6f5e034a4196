import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock, Ms } from '../../clock.ts';
import { exemptionOf } from '../../gate/exempt/exempt.ts';
import type { ShownMember } from '../../gate/newcomers/duty.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { readStandpoint, type Standpoint } from '../preflight/server-snapshot.ts';
import { areExempt } from '../preflight/sight.ts';

/** How long a server is taken to be as it was read, so that a rush of members is not a rush of looks. */
const TRUSTED: Ms = 60_000;
const MOST_TRUSTED = 1_000;

const Server = z.object({ owner_id: z.string() });

/** What members are judged on. */
export interface Ground {
  readonly server: Standpoint;
  readonly ownerId: string;
}

export type Grounds = ReturnType<typeof createGrounds>;

/** Reads servers over REST, and trusts what was read for a minute. Throws what Discord refuses. */
export function createGrounds(rest: REST, botId: () => string, clock: Clock) {
  const known = new Map<string, { readonly at: Ms; readonly ground: Promise<Ground> }>();

  async function read(serverId: string): Promise<Ground> {
    const [server, whole] = await Promise.all([
      readStandpoint(rest, serverId, botId()),
      rest.get(Routes.guild(serverId)),
    ]);
    return { server, ownerId: Server.parse(whole).owner_id };
  }

  return (serverId: string): Promise<Ground> => {
    const before = known.get(serverId);
    if (before && clock.now() < before.at + TRUSTED) return before.ground;
    const ground = read(serverId);
    if (known.size >= MOST_TRUSTED) known.clear();
    known.set(serverId, { at: clock.now(), ground });
    ground.catch(() => known.delete(serverId));
    return ground;
  };
}

/** Whether nobody asks a member to verify: the owner, staff, members above the bot, those who have the verified role already, and those who are exempt. */
export function isLeftAlone(
  { server, ownerId }: Ground,
  settings: ServerSettings,
  memberId: string,
  member: ShownMember,
  now: Ms,
): boolean {
  if (memberId === ownerId || areExempt(server, member.roles, settings)) return true;
  return exemptionOf(settings, { ...member, memberId }, now) !== undefined;
}

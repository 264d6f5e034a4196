import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock, Ms } from '../../clock.ts';
import { withoutNumbers } from '../../gate/privacy/redacting.ts';

const FRESH: Ms = 10 * 60_000;
const MOST_SERVERS = 10_000;

const Server = z.object({
  name: z.string().transform(withoutNumbers),
  preferred_locale: z.string(),
  mfa_level: z.number().default(0),
});

const Counted = z.object({ approximate_member_count: z.number() });

export type Servers = ReturnType<typeof createServers>;

/** What is known of servers, read over REST (without intents no event tells it) and kept for ten minutes. */
export function createServers(rest: REST, clock: Clock) {
  const known = new Map<string, { server: z.infer<typeof Server>; readAt: Ms }>();

  async function read(serverId: string): Promise<z.infer<typeof Server> | undefined> {
    const before = known.get(serverId);
    if (before && clock.now() < before.readAt + FRESH) return before.server;
    try {
      const server = Server.parse(await rest.get(Routes.guild(serverId)));
      if (known.size >= MOST_SERVERS) known.clear();
      known.set(serverId, { server, readAt: clock.now() });
      return server;
    } catch {
      return before?.server;
    }
  }

  return {
    /** How many are on a server, about and bots included: no intent is needed for it. Undefined when Discord does not say. */
    async memberCount(serverId: string): Promise<number | undefined> {
      try {
        const query = new URLSearchParams({ with_counts: 'true' });
        return Counted.parse(await rest.get(Routes.guild(serverId), { query })).approximate_member_count;
      } catch {
        return undefined;
      }
    },

    /** A server's name. Undefined when Discord does not say. */
    name: async (serverId: string): Promise<string | undefined> => (await read(serverId))?.name,
    /** The language that a server has at Discord; English when Discord does not say. */
    preferredLocale: async (serverId: string): Promise<string> => (await read(serverId))?.preferred_locale ?? 'en-US',
    /** Whether it asks moderators, bots included, for two-factor authentication. No, when Discord does not say. */
    asksFor2fa: async (serverId: string): Promise<boolean> => ((await read(serverId))?.mfa_level ?? 0) > 0,
  };
}

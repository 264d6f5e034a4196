import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock, Ms } from '../clock.ts';

const FRESH: Ms = 10 * 60_000;
const MOST_NAMES = 10_000;

const Server = z.object({ name: z.string() });

/** The names of servers, read over REST (without intents no event tells them) and kept for ten minutes. Undefined when Discord does not say. */
export function createServerNames(rest: REST, clock: Clock) {
  const names = new Map<string, { name: string; readAt: Ms }>();

  return async (serverId: string): Promise<string | undefined> => {
    const known = names.get(serverId);
    if (known && clock.now() < known.readAt + FRESH) return known.name;
    try {
      const { name } = Server.parse(await rest.get(Routes.guild(serverId)));
      if (names.size >= MOST_NAMES) names.clear();
      names.set(serverId, { name, readAt: clock.now() });
      return name;
    } catch {
      return known?.name;
    }
  };
}

import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { DiscordCode, refusalCode } from '../rest/errors.ts';

/** Servers on a page; the most that Discord gives. */
const PAGE = 200;

const Servers = z.array(z.object({ id: z.string() }));

/**
 * Tells which of some servers the bot is not on any more. Without intents no event says so, so Discord is asked for the
 * list of all, and then for each that is not on it. Rejects when Discord does not answer: that is no absence.
 */
export function createGoneServers(rest: REST) {
  return async (serverIds: readonly string[]): Promise<string[]> => {
    const listed = serverIds.length > 0 ? await ownServers(rest) : new Set<string>();
    const gone: string[] = [];
    for (const serverId of serverIds) {
      if (!listed.has(serverId) && (await isGone(rest, serverId))) gone.push(serverId);
    }
    return gone;
  };
}

async function ownServers(rest: REST): Promise<Set<string>> {
  const own = new Set<string>();
  let after = '0';
  for (;;) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    const page = Servers.parse(await rest.get(Routes.userGuilds(), { query }));
    for (const { id } of page) own.add(id);
    if (page.length < PAGE) return own;
    after = page.at(-1)?.id ?? after;
  }
}

async function isGone(rest: REST, serverId: string): Promise<boolean> {
  try {
    await rest.get(Routes.guild(serverId));
    return false;
  } catch (error) {
    const code = refusalCode(error);
    if (code === DiscordCode.unknownGuild || code === DiscordCode.missingAccess) return true;
    throw error;
  }
}

import { PermissionFlagsBits, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { BanList } from '../../gate/bans/missed-bans.ts';
import { basePermissions, has } from '../preflight/permissions.ts';
import { readStandpoint } from '../preflight/server-snapshot.ts';
import { DiscordCode, refusalCode } from './errors.ts';

/** Bans on a page; the most that Discord gives. */
const PAGE = 1000;

const Banned = z.array(z.object({ user: z.object({ id: z.string() }) }));

interface Parts {
  readonly rest: REST;
  readonly botId: () => string;
  /** Waited for before each request, so that reading takes long rather than much at a time. */
  readonly pause: () => Promise<void>;
}

/**
 * Who is banned from servers, over REST. Whether the bot may know is read from its roles: a refused request would count towards
 * Discord's bar (https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
 */
export function createBanList({ rest, botId, pause }: Parts): BanList {
  async function mayRead(serverId: string): Promise<boolean> {
    await pause();
    const standpoint = await readStandpoint(rest, serverId, botId());
    return has(basePermissions(standpoint, { roleIds: standpoint.bot.roles }), PermissionFlagsBits.BanMembers);
  }

  /** By Discord in the order of the accounts' ids. */
  async function* pagesOf(serverId: string): AsyncGenerator<string[]> {
    for (let after: string | undefined = '0'; after !== undefined; ) {
      await pause();
      const query = new URLSearchParams({ limit: String(PAGE), after });
      const page = Banned.parse(await rest.get(Routes.guildBans(serverId), { query })).map(({ user }) => user.id);
      if (page.length > 0) yield page;
      after = page.length < PAGE ? undefined : page.at(-1);
    }
  }

  return {
    read: async (serverId) => ((await mayRead(serverId)) ? pagesOf(serverId) : undefined),

    async isBanned({ serverId, memberId }) {
      await pause();
      try {
        await rest.get(Routes.guildBan(serverId, memberId));
        return true;
      } catch (error) {
        if (refusalCode(error) === DiscordCode.unknownBan) return false;
        throw error;
      }
    },
  };
}

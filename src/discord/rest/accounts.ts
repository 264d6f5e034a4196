import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Who } from '../../base/member-ref.ts';

const Member = z.object({ user: z.object({ username: z.string() }) });

/** Reads an account's own name over REST. Undefined for one that has left, and when Discord does not say. */
export function createAccountNames(rest: REST) {
  return async ({ serverId, memberId }: Who): Promise<string | undefined> => {
    try {
      return Member.parse(await rest.get(Routes.guildMember(serverId, memberId))).user.username;
    } catch {
      return undefined;
    }
  };
}

/**
 * An account's name for somebody else's eyes: its first letter and, however long it is, three dots. The owner knows
 * which one is meant.
 */
export function maskName(name = ''): string {
  const [first = ''] = name;
  return `${/[\p{L}\p{N}]/u.test(first) ? first : ''}•••`;
}

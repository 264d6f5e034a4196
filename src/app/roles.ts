import type { REST } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Languages } from '../discord/language/languages.ts';
import { createLentRoles } from '../discord/preflight/lent-roles.ts';
import { createTwoFactor } from '../discord/preflight/two-factor.ts';
import { createRoleKeeper } from '../discord/rest/roles.ts';
import type { Servers } from '../discord/rest/servers.ts';
import { createKeptRoleNews, createMissingRoleNews, createRoleAlarm } from '../discord/staff-channel/role-news.ts';
import type { SettingsStore } from '../gate/ports.ts';
import type { Counters } from '../limits/counters.ts';
import type { Log } from '../log.ts';

export interface RolesParts {
  readonly rest: REST;
  readonly settings: SettingsStore;
  readonly servers: Servers;
  readonly counters: Counters;
  readonly languages: Languages;
  readonly botId: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The way to members' roles, which gives no role with more rights than those who chose it could give. `onKept` tells the staff of one that it cannot take. */
export function openRoles(parts: RolesParts) {
  const lent = createLentRoles({ ...parts, onWithheld: createRoleAlarm(parts) });
  const keeper = createRoleKeeper(parts.rest, (obstacle, code) =>
    parts.log.warn({ obstacle, discordCode: code }, 'Discord did not accept a role change'),
  );
  const twoFactor = createTwoFactor(parts);
  const news = { onKept: createKeptRoleNews(parts), onMissing: createMissingRoleNews(parts) };
  return { lent, twoFactor, ...news, roles: lent.guard(twoFactor.listening(keeper)) };
}

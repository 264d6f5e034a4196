import type { REST } from 'discord.js';
import type { Clock, Ms } from '../clock.ts';
import type { ServerSettings } from '../gate/settings.ts';
import {
  type Obstacle,
  type RoleObstacle,
  roleObstacles,
  type SwitchedIntent,
  setupObstacles,
} from './preflight/obstacles.ts';
import { readPicture, readStandpoint } from './preflight/picture.ts';

/** How long a check that found nothing is trusted, so that a rush of members does not ask Discord once each. */
const TRUSTED: Ms = 5_000;
const MOST_TRUSTED = 10_000;

export interface PreflightParts {
  readonly rest: REST;
  readonly clock: Clock;
  readonly botId: () => string;
  /** What the operator has switched on for the bot. */
  readonly intents: readonly SwitchedIntent[];
}

export type Preflight = ReturnType<typeof createPreflight>;

/** Reads a server over REST and checks it. Never throws for what Discord says: that is an obstacle too. */
export function createPreflight({ rest, clock, botId, intents }: PreflightParts) {
  const passed = new Map<string, Ms>();

  return {
    /** What keeps the bot from giving the role, now; asked before an SMS is paid for. */
    async role(serverId: string, roleId: string): Promise<RoleObstacle[]> {
      const key = `${serverId}:${roleId}`;
      const at = passed.get(key);
      if (at !== undefined && clock.now() < at + TRUSTED) return [];
      passed.delete(key);
      try {
        const found = roleObstacles(await readStandpoint(rest, serverId, botId()), roleId);
        if (passed.size >= MOST_TRUSTED) passed.clear();
        if (found.length === 0) passed.set(key, clock.now());
        return found;
      } catch {
        return ['discordUnavailable'];
      }
    },

    /** Everything that keeps a server's settings from working, read afresh. */
    async setup(serverId: string, settings: ServerSettings): Promise<Obstacle[]> {
      try {
        return setupObstacles(await readPicture(rest, serverId, botId()), settings, intents);
      } catch {
        return [{ is: 'discordUnavailable', where: 'server', ids: [] }];
      }
    },
  };
}

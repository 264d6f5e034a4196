import type { REST } from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { isAbsence } from '../rest/errors.ts';
import type { LentRoles } from './lent-roles.ts';
import {
  keepsRoleBack,
  type Obstacle,
  type RoleObstacle,
  roleObstacles,
  type SwitchedIntent,
  setupObstacles,
} from './obstacles.ts';
import { readSnapshot, readStandpoint, type ServerSnapshot, type Standpoint } from './server-snapshot.ts';
import type { TwoFactor } from './two-factor.ts';

/** How long a check that found nothing is trusted, so that a rush of members does not ask Discord once each. */
const TRUSTED: Ms = 5_000;
const MOST_TRUSTED = 10_000;

export interface PreflightParts {
  readonly rest: REST;
  readonly clock: Clock;
  readonly botId: () => string;
  readonly lent: Pick<LentRoles, 'isLent'>;
  readonly twoFactor: Pick<TwoFactor, 'isLacking'>;
  /** What the operator has switched on for the bot. */
  readonly intents: readonly SwitchedIntent[];
}

/** A server as it was just read. */
export type Look =
  | { readonly is: 'seen'; readonly snapshot: ServerSnapshot }
  | { readonly is: 'unseen'; readonly obstacle: 'notInServer' | 'discordUnavailable' };

export type Preflight = ReturnType<typeof createPreflight>;

/** Reads a server over REST and checks it. Never throws for what Discord says: that is an obstacle too. */
export function createPreflight({ rest, clock, botId, lent, twoFactor, intents }: PreflightParts) {
  const passed = new Map<string, Ms>();

  async function look(serverId: string): Promise<Look> {
    try {
      return { is: 'seen', snapshot: await readSnapshot(rest, serverId, botId()) };
    } catch (error) {
      return { is: 'unseen', obstacle: unseen(error) };
    }
  }

  async function obstaclesTo(standpoint: Standpoint, roleIds: readonly string[]): Promise<RoleObstacle[]> {
    const found = new Set<RoleObstacle>();
    // One of several that is gone keeps nobody from the others; without the first one nobody is verified.
    const isSkipped = (index: number, is: RoleObstacle) => index > 0 && is === 'roleGone';
    for (const [index, roleId] of roleIds.entries()) {
      const obstacles = roleObstacles(standpoint, roleId);
      for (const is of obstacles.filter((one) => !isSkipped(index, one))) found.add(is);
      if (!(await lent.isLent(standpoint, roleId))) found.add('roleNotLent');
    }
    return [...found];
  }

  async function roleTroubles(serverId: string, roleIds: readonly string[]): Promise<RoleObstacle[]> {
    const standpoint = await readStandpoint(rest, serverId, botId()).catch(unseen);
    if (typeof standpoint === 'string') return [standpoint];
    const found = await obstaclesTo(standpoint, roleIds);
    const [roleId = ''] = roleIds;
    if (found.length > 0) return found;
    const trial = { serverId, roleId, botRoles: standpoint.bot.roles };
    return (await twoFactor.isLacking(trial)) ? ['needs2fa'] : [];
  }

  return {
    /** What keeps the bot from giving roles, now, the verified role first; asked before an SMS is paid for. */
    async roles(serverId: string, roleIds: readonly string[]): Promise<RoleObstacle[]> {
      const key = [serverId, ...roleIds].join(':');
      const at = passed.get(key);
      if (at !== undefined && clock.now() < at + TRUSTED) return [];
      passed.delete(key);
      const found = await roleTroubles(serverId, roleIds);
      if (passed.size >= MOST_TRUSTED) passed.clear();
      if (found.length === 0) passed.set(key, clock.now());
      return found;
    },

    look,

    /** Everything that keeps a server's settings from working, read again unless it was just looked at. */
    async setup(serverId: string, settings: ServerSettings, looked?: Look): Promise<Obstacle[]> {
      const found = looked ?? (await look(serverId));
      if (found.is === 'unseen') return [{ is: found.obstacle, where: 'server', ids: [] }];
      const obstacles = setupObstacles(found.snapshot, settings, intents);
      const { roleId } = settings;
      if (roleId === undefined || obstacles.some(keepsRoleBack)) return obstacles;
      const { bot, asksFor2fa } = found.snapshot;
      const lacking = await twoFactor.isLacking({ serverId, roleId, botRoles: bot.roles, asks: asksFor2fa });
      return lacking ? [{ is: 'needs2fa', where: 'server', ids: [] }, ...obstacles] : obstacles;
    },
  };
}

const unseen = (error: unknown) => (isAbsence(error) ? 'notInServer' : 'discordUnavailable');

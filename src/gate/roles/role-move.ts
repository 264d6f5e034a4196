import type { RoleGroup, RoleMoveEntry, RoleMoves, SettingsStore } from '../ports.ts';
import type { ServerSettings } from '../settings/settings.ts';
import { goalOf, hasChosen } from './given.ts';
import type { Grants } from './grants.ts';

/** How many members are moved in one run. Discord takes about one role a second of a server. */
const AT_ONCE = 25;

/** How far a move to other roles is. */
export type RoleMoveProgress =
  /** None is underway. `left` members have been given other roles than those that are chosen. */
  | { readonly is: 'idle'; readonly left: number }
  | { readonly is: 'moving'; readonly moved: number; readonly of: number }
  /** Discord refused it, for a reason that somebody has to mend; `start` goes on. `obstacle` is a `GrantObstacle`. */
  | { readonly is: 'halted'; readonly moved: number; readonly of: number; readonly obstacle: string };

export interface RoleMoveParts {
  readonly roleMoves: RoleMoves;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly grants: Pick<Grants, 'move'>;
}

export type RoleMove = ReturnType<typeof createRoleMove>;

/**
 * Moves the members of a server who were given other roles to those that are chosen now: some in each run, the new roles
 * first and then the old ones away. The roster says which members it has moved, so that it goes on after a kill, and moves nobody twice.
 * It ends by itself when other roles are chosen. Throws `StoreUnavailable`.
 */
export function createRoleMove({ roleMoves, settings, grants }: RoleMoveParts) {
  /** What a server has chosen, and the groups of members who have something else. */
  async function survey(serverId: string) {
    const server = await settings.load(serverId);
    if (server?.roleId === undefined) return undefined;
    const groups = (await roleMoves.groups(serverId)).filter((group) => !hasChosen(group.givenRoleIds, server, group));
    return { server, goal: goalOf(server), groups, left: groups.reduce((sum, { members }) => sum + members, 0) };
  }

  async function some(serverId: string, groups: readonly RoleGroup[]) {
    const found = [];
    for (const group of groups) {
      if (found.length >= AT_ONCE) break;
      found.push(...(await roleMoves.members(serverId, group, AT_ONCE - found.length)));
    }
    return found;
  }

  const isStill = async (serverId: string, goal: string): Promise<ServerSettings | undefined> => {
    const server = await settings.load(serverId);
    return server && goalOf(server) === goal ? server : undefined;
  };

  async function step(move: RoleMoveEntry): Promise<void> {
    const { serverId, goal } = move;
    const found = await survey(serverId);
    if (found?.goal !== goal || found.left === 0) return roleMoves.end(move);
    for (const who of await some(serverId, found.groups)) {
      const server = await isStill(serverId, goal);
      if (!server) return roleMoves.end(move);
      const moved = await grants.move(who, server);
      if (moved.is !== 'refused') continue;
      // An outage passes: the next run goes on.
      if (moved.obstacle !== 'discordUnavailable') await roleMoves.halt(move, moved.obstacle);
      return;
    }
  }

  return {
    /** Begins to move them, or goes on. @returns how many there are */
    async start(serverId: string): Promise<number> {
      const found = await survey(serverId);
      if (!found) return 0;
      const { goal, left } = found;
      if (left > 0) await roleMoves.begin(serverId, goal, left);
      return left;
    },

    /** Ends a move: the members who have been moved stay so. */
    async stop(serverId: string): Promise<void> {
      const move = await roleMoves.find(serverId);
      if (move) await roleMoves.end(move);
    },

    async progress(serverId: string): Promise<RoleMoveProgress> {
      const [move, found] = await Promise.all([roleMoves.find(serverId), survey(serverId)]);
      const left = found?.left ?? 0;
      if (!move || move.goal !== found?.goal || left === 0) return { is: 'idle', left };
      const of = Math.max(move.members, left);
      const moved = of - left;
      if (move.obstacle === undefined) return { is: 'moving', moved, of };
      return { is: 'halted', moved, of, obstacle: move.obstacle };
    },

    /** Whether there is anything to do. */
    isDue: async (): Promise<boolean> => (await roleMoves.underway()).length > 0,

    /** Moves some members of each server. To be run again and again, by one process at a time. */
    async run(): Promise<void> {
      for (const move of await roleMoves.underway()) await step(move);
    },
  };
}

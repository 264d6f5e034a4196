import type { RoleMoveEntry, RoleMoves, SettingsStore } from '../ports.ts';
import type { Grants } from './grants.ts';

/** How many members are moved in one run. Discord takes about one role a second of a server. */
const AT_ONCE = 25;

/** How far a move to another role is. */
export type RoleMoveProgress =
  /** None is underway. `left` members have been given another role than the one that is chosen. */
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
 * Moves the members of a server who were given another role to the one that is chosen now: some in each run, the new role
 * first and then the old one away. The roster says which members it has moved, so that it goes on after a kill, and moves nobody twice.
 * It ends by itself when another role is chosen. Throws `StoreUnavailable`.
 */
export function createRoleMove({ roleMoves, settings, grants }: RoleMoveParts) {
  const chosen = async (serverId: string) => (await settings.load(serverId))?.roleId;

  async function count(serverId: string): Promise<number> {
    const roleId = await chosen(serverId);
    return roleId === undefined ? 0 : roleMoves.count(serverId, roleId);
  }

  async function step(move: RoleMoveEntry): Promise<void> {
    const { serverId, roleId } = move;
    const members = await roleMoves.members(serverId, roleId, AT_ONCE);
    if (members.length === 0) return roleMoves.end(move);
    for (const who of members) {
      if ((await chosen(serverId)) !== roleId) return roleMoves.end(move);
      const moved = await grants.move(who, roleId);
      if (moved.is !== 'refused') continue;
      // An outage passes: the next run goes on.
      if (moved.obstacle !== 'discordUnavailable') await roleMoves.halt(move, moved.obstacle);
      return;
    }
  }

  return {
    /** How many members of a server have been given another role than the one that is chosen. */
    count,

    /** Begins to move them, or goes on. @returns how many there are */
    async start(serverId: string): Promise<number> {
      const roleId = await chosen(serverId);
      if (roleId === undefined) return 0;
      const left = await roleMoves.count(serverId, roleId);
      if (left > 0) await roleMoves.begin(serverId, roleId, left);
      return left;
    },

    /** Ends a move: the members who have been moved stay so. */
    async stop(serverId: string): Promise<void> {
      const move = await roleMoves.find(serverId);
      if (move) await roleMoves.end(move);
    },

    async progress(serverId: string): Promise<RoleMoveProgress> {
      const [move, roleId] = await Promise.all([roleMoves.find(serverId), chosen(serverId)]);
      const left = roleId === undefined ? 0 : await roleMoves.count(serverId, roleId);
      if (!move || move.roleId !== roleId || left === 0) return { is: 'idle', left };
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

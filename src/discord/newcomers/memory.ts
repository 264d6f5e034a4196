import { z } from 'zod';
import { AGREED, type Ms } from '../../clock.ts';
import { newcomersFact, type Reach } from '../../gate/newcomers/duty.ts';
import type { InstallationFacts } from '../../gate/ports.ts';

const Run = z.object({ of: z.number(), given: z.number() });

const Memory = z.object({
  /** The role that this is about; with another one, nothing of this counts. */
  roleId: z.string(),
  /** When it was chosen. */
  since: z.number(),
  /** Whether members who were there before get it, too. */
  everyone: z.boolean(),
  /** How many of those there were, while an admin is asked about them. */
  asked: z.object({ count: z.number(), at: z.number() }).optional(),
  /** How far they are. */
  run: Run.optional(),
  /** When everybody was last looked at. */
  sweptAt: z.number().optional(),
  /** Why Discord takes the role from nobody and gives it to nobody; a `GrantObstacle`. */
  obstacle: z.string().optional(),
});

/** What is remembered of the role of the unverified on a server. It names no member. */
export type Memory = Readonly<z.infer<typeof Memory>>;

export type NewcomersMemory = ReturnType<typeof createNewcomersMemory>;

export const reachOf = ({ everyone, since }: Memory): Reach =>
  everyone ? { is: 'everyone' } : { is: 'newcomers', since };

/** Remembers, for all processes, how far a server is with the role of the unverified. Throws `StoreUnavailable`. */
export function createNewcomersMemory(facts: InstallationFacts) {
  /** Two processes that change it at once both do: what was read is replaced, or it is read again. */
  async function change(
    serverId: string,
    next: (before: Memory | undefined) => Memory | undefined,
  ): Promise<Memory | undefined> {
    for (;;) {
      const stored = await facts.read(newcomersFact(serverId));
      const before = stored === undefined ? undefined : Memory.parse(JSON.parse(stored));
      const after = next(before);
      if (!after || after === before) return before;
      if (await facts.replace(newcomersFact(serverId), stored, JSON.stringify(after))) return after;
    }
  }

  return {
    /** Changes what is known of a role. @returns what is remembered then; undefined where it is about another role by now */
    change: async (serverId: string, roleId: string, next: (before: Memory) => Memory): Promise<Memory | undefined> => {
      const after = await change(serverId, (before) => (before?.roleId === roleId ? next(before) : undefined));
      return after?.roleId === roleId ? after : undefined;
    },
    /** What is remembered of a role that is chosen now; of one that was not chosen before, or by a clock that was ahead, from `now` on. */
    begun: async (serverId: string, roleId: string, now: Ms): Promise<Memory> => {
      const fresh: Memory = { roleId, since: now, everyone: false };
      const next = (before: Memory | undefined) => {
        if (before?.roleId !== roleId) return fresh;
        return before.since > now + AGREED ? { ...before, since: now } : before;
      };
      return (await change(serverId, next)) ?? fresh;
    },
    forget: (serverId: string) => facts.remove(newcomersFact(serverId)),
  };
}

import { z } from 'zod';
import type { Who } from '../../base/member-ref.ts';
import { AGREED, type Ms } from '../../clock.ts';
import { deadlineFact, lookedAt } from '../../gate/deadline.ts';
import type { InstallationFacts } from '../../gate/ports.ts';

const State = z.object({
  /** When the deadline was switched on or shortened. */
  since: z.number(),
  days: z.number(),
  ranAt: z.number().optional(),
  /** When the gate was open, and whether it was at the latest look. Missing where no version has looked that does. */
  open: z.array(z.tuple([z.number(), z.number()])).optional(),
  wasOpen: z.boolean().optional(),
  lookedAt: z.number().optional(),
  /** When members last could not press a button, as far as looks have seen, by what stands for them. */
  hindered: z.record(z.string(), z.number()).optional(),
  /** When the staff were asked about many removals, while they have not answered. */
  askedAt: z.number().optional(),
  /** Nobody is removed before: the staff were asked, or said "not now". */
  heldUntil: z.number().optional(),
});

/** What is remembered of a server's deadline from one run to the next. */
export type DeadlineState = Readonly<z.infer<typeof State>>;

/** What stands for a member where they are not to be named: one name a key, the present one's first. */
export interface Names {
  of(who: Who): string;
  all(who: Who): readonly string[];
}

const isAccountId = (name: string) => /^\d{1,20}$/.test(name);

/** The deadlines' memory among the facts of the installation. It names no member. Throws `StoreUnavailable`. */
export function createDeadlineStates(facts: InstallationFacts, names: Names) {
  const save = (serverId: string, state: DeadlineState) => facts.write(deadlineFact(serverId), JSON.stringify(state));

  /** An older version wrote the ids of members themselves. */
  function nameless(serverId: string, { hindered, ...state }: DeadlineState): DeadlineState {
    const named = Object.entries(hindered ?? {}).map(
      ([name, at]) => [isAccountId(name) ? names.of({ serverId, memberId: name }) : name, at] as const,
    );
    return { ...state, ...(hindered && { hindered: Object.fromEntries(named) }) };
  }

  async function load(serverId: string): Promise<DeadlineState | undefined> {
    const stored = await facts.read(deadlineFact(serverId));
    if (stored === undefined) return undefined;
    const state = State.parse(JSON.parse(stored));
    if (!Object.keys(state.hindered ?? {}).some(isAccountId)) return state;
    const kept = nameless(serverId, state);
    await save(serverId, kept);
    return kept;
  }

  return {
    load,
    save,
    forget: (serverId: string) => facts.remove(deadlineFact(serverId)),

    /** The state that a server's settings lead to at `now`: a deadline that is new or was shortened begins then, for everybody. */
    async begun(serverId: string, days: number, now: Ms): Promise<DeadlineState> {
      const before = await load(serverId);
      const isAhead = before !== undefined && before.since > now + AGREED;
      if (before?.days === days && !isAhead) return before;
      const { open, wasOpen, lookedAt: looked, hindered } = before ?? {};
      const since = before && days > before.days && !isAhead ? before.since : now;
      const state = { since, days, open, wasOpen, lookedAt: looked, hindered };
      await save(serverId, state);
      return state;
    },
  };
}

/** The state after one more look. What an older version had counted stays counted. */
export function stateAfterLook(state: DeadlineState, now: Ms, isOpenNow: boolean): DeadlineState {
  const { open, wasOpen = true, since, ranAt = since } = state;
  const known = open ?? [[since, Math.min(ranAt, now)] as const];
  const times = lookedAt({ open: known, wasOpen }, now, isOpenNow);
  return { ...state, ...times, open: times.open.map(([from, until]) => [from, until]), lookedAt: now };
}

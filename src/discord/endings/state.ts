import { z } from 'zod';
import type { Ms } from '../../clock.ts';
import { lookedAt, type OpenTimes } from '../../gate/deadline.ts';
import { endingsFact } from '../../gate/endings/ending.ts';
import type { InstallationFacts } from '../../gate/ports.ts';

const State = z.object({
  /** When members could verify, and whether they could at the latest look. */
  open: z.array(z.tuple([z.number(), z.number()])),
  wasOpen: z.boolean(),
  lookedAt: z.number().optional(),
});

/** What is remembered of a server from one look at its endings to the next. */
export type EndingState = OpenTimes & { readonly lookedAt?: Ms | undefined };

/** It names no member. Throws `StoreUnavailable`. */
export function createEndingStates(facts: InstallationFacts) {
  return {
    async load(serverId: string): Promise<EndingState> {
      const stored = await facts.read(endingsFact(serverId));
      return stored === undefined ? { open: [], wasOpen: false } : State.parse(JSON.parse(stored));
    },
    save: (serverId: string, state: EndingState) => facts.write(endingsFact(serverId), JSON.stringify(state)),
    forget: (serverId: string) => facts.remove(endingsFact(serverId)),
  };
}

/** The state after one more look. */
export const afterLook = (state: EndingState, now: Ms, isOpenNow: boolean): EndingState => ({
  ...lookedAt(state, now, isOpenNow),
  lookedAt: now,
});

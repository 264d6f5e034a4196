import { z } from 'zod';
import { deadlineNote } from '../../gate/deadline.ts';
import type { Notes } from '../../gate/ports.ts';

const State = z.object({
  /** When the deadline was switched on or shortened. */
  since: z.number(),
  days: z.number(),
  ranAt: z.number().optional(),
  /** When the gate was open, and whether it was at the latest look. Missing where no version has looked that does. */
  open: z.array(z.tuple([z.number(), z.number()])).optional(),
  wasOpen: z.boolean().optional(),
  lookedAt: z.number().optional(),
  /** When members last could not press a button, as far as looks have seen, by their ids. */
  hindered: z.record(z.string(), z.number()).optional(),
  /** When the staff were asked about many removals, while they have not answered. */
  askedAt: z.number().optional(),
  /** Nobody is removed before: the staff were asked, or said "not now". */
  heldUntil: z.number().optional(),
});

/** What is remembered of a server's deadline from one run to the next. */
export type DeadlineState = Readonly<z.infer<typeof State>>;

/** The deadlines' memory among the notes. Throws `StoreUnavailable`. */
export function createDeadlineStates(notes: Notes) {
  return {
    async load(serverId: string): Promise<DeadlineState | undefined> {
      const note = await notes.read(deadlineNote(serverId));
      return note === undefined ? undefined : State.parse(JSON.parse(note));
    },
    save: (serverId: string, state: DeadlineState) => notes.write(deadlineNote(serverId), JSON.stringify(state)),
    forget: (serverId: string) => notes.remove(deadlineNote(serverId)),
  };
}

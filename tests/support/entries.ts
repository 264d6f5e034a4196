import type { Who } from '../../src/base/member-ref.ts';
import type { GateEvent } from '../../src/gate/journal/events.ts';
import type { JournalEntry } from '../../src/gate/ports.ts';

type Without<E, Field> = E extends unknown ? Omit<E, Extract<keyof E, Field>> : never;

/** What happened, without to whom and when. */
export type Entry = Without<JournalEntry, 'at' | keyof Who>;
export type Happened = Without<GateEvent, keyof Who>;

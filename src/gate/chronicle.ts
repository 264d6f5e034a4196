import type { Clock } from '../clock.ts';
import type { Journal, JournalEntry } from './ports.ts';

/** Where the staff of a server hear of what happened. Never throws. */
export interface StaffDesk {
  tell(entry: JournalEntry): void;
}

export type Chronicle = ReturnType<typeof createChronicle>;

/**
 * Writes down what happens at the gate and tells the staff. A journal that cannot be written holds nobody up: it is
 * reported, and the member goes on.
 */
export function createChronicle(parts: {
  journal: Journal;
  staff: StaffDesk;
  clock: Clock;
  onError: (error: unknown) => void;
}) {
  const { journal, staff, clock, onError } = parts;

  return async (happened: Omit<JournalEntry, 'at'>): Promise<void> => {
    const entry = { ...happened, at: clock.now() };
    staff.tell(entry);
    await journal.write(entry).catch(onError);
  };
}

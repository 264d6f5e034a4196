import type { Clock } from '../../clock.ts';
import type { Journal, JournalEntry } from '../ports.ts';

/** Where somebody hears of what happened: the staff of a server, or who watches the whole. Never throws. */
export interface Desk {
  tell(entry: JournalEntry): void;
}

export type Chronicle = ReturnType<typeof createChronicle>;

/**
 * Writes down what happens at the gate and tells every desk. A journal that cannot be written holds nobody up: it is
 * reported, and the member goes on. Of a member whose data has been deleted since the work began, nobody hears any more.
 */
export function createChronicle(parts: {
  journal: Journal;
  desks: readonly Desk[];
  clock: Clock;
  onError: (error: unknown) => void;
}) {
  const { journal, desks, clock, onError } = parts;

  return async (happened: Omit<JournalEntry, 'at'>): Promise<void> => {
    const entry = { ...happened, at: clock.now() };
    const isWritten = await journal.write(entry).catch((error: unknown) => {
      onError(error);
      return true;
    });
    if (isWritten) for (const desk of desks) desk.tell(entry);
  };
}

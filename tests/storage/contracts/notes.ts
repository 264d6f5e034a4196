import { describe, expect, test } from 'vitest';
import type { Place } from './place.ts';

export function notesContract(freshPlace: () => Place): void {
  describe('notes', () => {
    test('a note is read as it was last written, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      expect(await before.notes.read('commands')).toBeUndefined();
      await before.notes.write('commands', 'first');
      await before.notes.write('commands', 'second');
      await before.notes.write('other', 'third');
      await before.close();

      const { notes } = await place.open();
      expect(await notes.read('commands')).toBe('second');
    });

    test('a removed note is gone, and only it', async () => {
      const { notes } = await freshPlace().open();
      await notes.write('commands', 'first');
      await notes.write('other', 'third');
      await notes.remove('commands');
      await notes.remove('commands');
      expect(await notes.read('commands')).toBeUndefined();
      expect(await notes.read('other')).toBe('third');
    });
  });
}

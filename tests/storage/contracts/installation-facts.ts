import { describe, expect, test } from 'vitest';
import type { Place } from './place.ts';

export function installationFactsContract(freshPlace: () => Place): void {
  describe('notes', () => {
    test('a note is read as it was last written, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      expect(await before.facts.read('commands')).toBeUndefined();
      await before.facts.write('commands', 'first');
      await before.facts.write('commands', 'second');
      await before.facts.write('other', 'third');
      await before.close();

      const { facts } = await place.open();
      expect(await facts.read('commands')).toBe('second');
    });

    test('a removed note is gone, and only it', async () => {
      const { facts } = await freshPlace().open();
      await facts.write('commands', 'first');
      await facts.write('other', 'third');
      await facts.remove('commands');
      await facts.remove('commands');
      expect(await facts.read('commands')).toBeUndefined();
      expect(await facts.read('other')).toBe('third');
    });
  });
}

import { describe, expect, test } from 'vitest';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;

export function lineKindsContract(freshPlace: () => Place): void {
  const open = async () => (await freshPlace().open()).lineKinds;

  describe('kinds of lines', () => {
    test('the kind that was kept last is found, and nothing of a number that was never kept', async () => {
      const kinds = await open();
      await kinds.keep('one', 'otherVoip', now);
      await kinds.keep('one', 'mobile', now + 1);
      expect([await kinds.find('one'), await kinds.find('other')]).toEqual(['mobile', undefined]);
    });

    test('those that are named are forgotten, and those that are older', async () => {
      const kinds = await open();
      for (const [index, key] of ['old', 'named', 'left'].entries()) await kinds.keep(key, 'landline', now + index);
      await kinds.forget([]);
      await kinds.forget(['named', 'never kept']);
      await kinds.prune(now + 1);
      const found = await Promise.all(['old', 'named', 'left'].map((key) => kinds.find(key)));
      expect(found).toEqual([undefined, undefined, 'landline']);
    });
  });
}

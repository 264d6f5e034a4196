import { describe, expect, test } from 'vitest';
import { type CarrierTask, LONGEST_TASK } from '../../../src/gate/ports.ts';
import { mia } from '../fixtures.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const minute = 60_000;
const task = (messageId: string, dueAt: number, what: CarrierTask['what'] = 'canceled'): CarrierTask => ({
  messageId,
  what,
  dueAt,
  until: now + 10 * minute,
});

export function carrierTasksContract(freshPlace: () => Place): void {
  const open = async () => (await freshPlace().open()).carrierTasks;

  describe('what the carrier is still to be told', () => {
    test('is due in its time, the longest waiting first, and as it was kept', async () => {
      const tasks = await open();
      for (const one of [task('VE2', now), task('SM1', now - 1, 'empty'), task('VE3', now + 1)]) await tasks.keep(one);
      expect(await tasks.due(now, 10)).toEqual([task('SM1', now - 1, 'empty'), task('VE2', now)]);
      expect(await tasks.due(now, 1)).toEqual([task('SM1', now - 1, 'empty')]);
    });

    test('is one thing a message: what is kept later counts', async () => {
      const tasks = await open();
      await tasks.keep(task('VE1', now));
      const approved = { ...task('VE1', now + 1, 'approved'), until: now + 20 * minute };
      await tasks.keep(approved);
      expect(await tasks.due(now + minute, 10)).toEqual([approved]);
    });

    test('is put off, and done', async () => {
      const tasks = await open();
      await tasks.keep(task('VE1', now));
      await tasks.putOff('VE1', now + minute);
      expect(await tasks.due(now, 10)).toEqual([]);
      expect(await tasks.due(now + minute, 10)).toEqual([task('VE1', now + minute)]);
      await tasks.done('VE1');
      await tasks.done('VE1');
      expect(await tasks.due(now + minute, 10)).toEqual([]);
    });

    test('is due, too, where a clock that was ahead has put it off', async () => {
      const tasks = await open();
      await tasks.keep(task('VE1', now + LONGEST_TASK + 10 * minute));
      expect(await tasks.due(now, 10)).toHaveLength(1);
    });

    test('a message is unbilled as long as the journal is to ask for its price', async () => {
      const { carrierTasks: tasks, journal } = await freshPlace().open();
      await journal.write({ ...mia, at: now, what: 'sent', country: 'US', messageId: 'SM1' });
      expect([await tasks.isUnbilled('SM1'), await tasks.isUnbilled('SM2')]).toEqual([true, false]);
      await journal.bill({ ...mia, messageId: 'SM1' }, { segments: 1, price: 0.0083, currency: 'USD' });
      expect(await tasks.isUnbilled('SM1')).toBe(false);
    });
  });
}

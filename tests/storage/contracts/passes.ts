import { describe, expect, test } from 'vitest';
import { mia, noor, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const { serverId } = mia;
const opening = { serverId, id: 'o1', by: '900', reason: 'No codes arrive.', openedAt: now, endsAt: now + 100 };
const letIn = { letIn: { by: '900', reason: opening.reason, opening: opening.id } };
const block = { ...mia, ...phone, reason: 'Spam.', by: '900', at: now };

export function passesContract(freshPlace: () => Place): void {
  const open = () => freshPlace().open();

  describe('passing without a number', () => {
    test('case 32: nobody does who is blocked or passes by a number alone, unless the staff vouch for them', async () => {
      const { roster, blocks, numberOnly } = await open();
      await blocks.put({ ...block, until: now + 10 });
      expect(await roster.add(mia, letIn, now)).toBe(false);
      expect(await roster.find(mia)).toBeUndefined();
      expect(await roster.add(noor, letIn, now)).toBe(true);
      expect(await roster.add(mia, { exempt: { is: 'boost' } }, now + 10)).toBe(true);

      await roster.remove(mia);
      await numberOnly.note(mia);
      await numberOnly.note(mia);
      expect(await numberOnly.since(mia)).toBeTypeOf('number');
      expect(await numberOnly.since(noor)).toBeUndefined();
      expect(await roster.add(mia, { exempt: { is: 'boost' } }, now + 20)).toBe(false);
      expect(await roster.add(mia, { approval: { by: '900', reason: 'Met.' } }, now + 20)).toBe(true);

      await roster.remove(mia);
      await numberOnly.forget(mia);
      expect(await roster.add(mia, letIn, now + 20)).toBe(true);
    });
  });

  describe('openings of the gate', () => {
    test('a server has one at a time, which one caller closes, and who came in by it is counted', async () => {
      const { openings, roster } = await open();
      const opened = await inParallel(10, (index) => openings.open({ ...opening, id: `o${index}` }, now));
      expect(opened.filter(Boolean)).toHaveLength(1);
      const current = await openings.current(serverId);
      expect(current).toEqual({ ...opening, id: current?.id, toldCount: 0 });
      if (!current) throw new Error('none is open');
      expect(await openings.current('100000000000000008')).toBeUndefined();

      await roster.add(mia, { letIn: { ...letIn.letIn, opening: current.id } }, now);
      expect(await openings.count(current)).toBe(1);
      const closed = await inParallel(10, () => openings.close(current, now + 5, '901', now));
      expect(closed.filter(Boolean)).toHaveLength(1);
      expect(await openings.current(serverId)).toBeUndefined();
      expect(await openings.changeEnd(current, now + 500, now)).toBe(false);
      expect(await openings.find(current)).toMatchObject({ closedAt: now + 5, closedBy: '901', toldEnd: now + 100 });
      expect(await openings.open({ ...opening, id: 'next', openedAt: now + 6 }, now)).toBe(true);
      expect((await openings.latest(serverId, 5)).map(({ id }) => id)).toEqual(['next', current.id]);
    });

    test('what was said of one is remembered, and it is due until nothing is left to say; it is forgotten once nobody is here by it', async () => {
      const { openings, roster } = await open();
      await openings.open(opening, now + 10);
      expect(await openings.due(now + 9, 5)).toEqual([]);
      expect(await openings.due(now + 10, 5)).toHaveLength(1);
      const said = { ...opening, noticedEnd: opening.endsAt, toldEnd: opening.endsAt, toldCount: 3 };
      await openings.note(said, now + 50);
      expect(await openings.find(opening)).toEqual(said);
      expect(await openings.due(now + 49, 5)).toEqual([]);

      await roster.add(mia, letIn, now);
      await openings.close(opening, now + 100, undefined, now + 100);
      await openings.note({ ...opening, toldCount: 1 }, undefined);
      expect(await openings.due(now + 1_000_000, 5)).toEqual([]);
      await openings.prune(now + 101);
      expect(await openings.find(opening)).toBeDefined();
      await roster.remove(mia);
      await openings.prune(now + 100);
      expect(await openings.find(opening)).toBeDefined();
      await openings.prune(now + 101);
      expect(await openings.find(opening)).toBeUndefined();
    });
  });
}

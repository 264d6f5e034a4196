import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import type { Budget } from '../../src/limits/budgets.ts';
import type { Counters } from '../../src/limits/counters.ts';
import { type Reservation, reserve, type Spend } from '../../src/limits/reserve.ts';
import { freshDatabase, inParallel, openOn } from '../storage/support.ts';

const noon = Date.UTC(2026, 7, 1, 12);
const midnight = Date.UTC(2026, 7, 2);
const day = 86_400_000;

const budget = (name: string, limit: number, window = day): Budget => ({ name, limit, window });
const isReserved = (end: Reservation) => end.is === 'reserved';

const stores = async () => openOn(await freshDatabase());

/** How many more fit into a spend. */
async function room(counters: Counters, spend: Spend, now = noon): Promise<number> {
  let free = 0;
  while (isReserved(await reserve(counters, [spend], now))) free += 1;
  return free;
}

describe('a budget', () => {
  it('lets as many through as its limit says, then says when it is fresh', async () => {
    const { counters } = await stores();
    const spend = { budget: budget('sends', 3), subject: 'mia' };
    const ends = await inParallel(10, () => reserve(counters, [spend], noon));
    expect(ends.filter(isReserved)).toHaveLength(3);
    expect(ends.filter((end) => !isReserved(end))).toEqual(
      Array.from({ length: 7 }, () => ({ is: 'spent', budget: spend.budget, until: midnight })),
    );
  });

  it('is spent until the last millisecond of its window, and fresh at the next', async () => {
    const { counters } = await stores();
    const spend = { budget: budget('sends', 1), subject: 'mia' };
    expect(isReserved(await reserve(counters, [spend], midnight - 1))).toBe(true);
    expect(await reserve(counters, [spend], midnight - 1)).toMatchObject({ is: 'spent', until: midnight });
    expect(isReserved(await reserve(counters, [spend], midnight))).toBe(true);
    expect(await reserve(counters, [spend], midnight)).toMatchObject({ is: 'spent', until: midnight + day });
    expect(await reserve(counters, [spend], midnight - 1)).toMatchObject({ is: 'spent', until: midnight });
  });

  it('of one subject is not another’s, and of one name is not another’s', async () => {
    const { counters } = await stores();
    const spend = { budget: budget('sends', 2), subject: 'mia' };
    await room(counters, spend);
    expect(await room(counters, { ...spend, subject: 'noor' })).toBe(2);
    expect(await room(counters, { ...spend, budget: budget('guesses', 2) })).toBe(2);
  });

  it('that is given back has room for exactly that one again, however often it is given back', async () => {
    const { counters } = await stores();
    const spend = { budget: budget('sends', 2), subject: 'mia' };
    const first = await reserve(counters, [spend], noon);
    await room(counters, spend);
    if (first.is !== 'reserved') throw new Error('The first is always let through.');
    await inParallel(3, () => first.giveBack());
    expect(await room(counters, spend)).toBe(1);
  });

  it('that refuses leaves the others as they were', async () => {
    const { counters } = await stores();
    const [one, tight, three] = [
      { budget: budget('one', 50), subject: 'mia' },
      { budget: budget('tight', 1), subject: 'mia' },
      { budget: budget('three', 50), subject: 'mia' },
    ] as const;
    expect(isReserved(await reserve(counters, [one, tight, three], noon))).toBe(true);
    const ends = await inParallel(20, () => reserve(counters, [one, tight, three], noon));
    expect(ends.every((end) => end.is === 'spent' && end.budget === tight.budget)).toBe(true);
    expect(await room(counters, one)).toBe(49);
    expect(await room(counters, three)).toBe(49);
  });

  it('asks the store once, however many budgets there are', async () => {
    const { counters } = await stores();
    let calls = 0;
    const counted: Counters = {
      ...counters,
      take(takes) {
        calls += 1;
        return counters.take(takes);
      },
    };
    const spends = ['one', 'two', 'three'].map((name) => ({ budget: budget(name, 1), subject: 'mia' }));
    expect(isReserved(await reserve(counted, spends, noon))).toBe(true);
    expect(calls).toBe(1);
  });

  it('case 15: when the store fails, the failure is told', async () => {
    const down = new StoreUnavailable('down');
    const { counters } = await stores();
    const spend = { budget: budget('one', 1), subject: 'mia' };
    const failing: Counters = { ...counters, take: () => Promise.reject(down) };
    await expect(reserve(failing, [spend], noon)).rejects.toBe(down);
    expect(isReserved(await reserve(counters, [spend], noon))).toBe(true);
  });
});

describe('under any interleaving', () => {
  const subjects = ['mia', 'noor', 'tove'] as const;
  const action = fc.record({
    subject: fc.constantFrom(...subjects),
    /** Work that certainly did not happen gives its budget back. */
    fails: fc.boolean(),
    at: fc.constantFrom(midnight - 1, midnight),
  });

  it('never more is taken than the limit a window, and what stays free can be taken', async () => {
    const { counters } = await stores();
    let run = 0;
    const plan = fc.record({
      actions: fc.array(action, { minLength: 10, maxLength: 30 }),
      each: fc.integer({ min: 1, max: 4 }),
      all: fc.integer({ min: 1, max: 6 }),
      scheduler: fc.scheduler(),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ actions, each, all, scheduler: s }) => {
        run += 1;
        const spends = (subject: string): Spend[] => [
          { budget: budget(`each${run}`, each), subject },
          { budget: budget(`all${run}`, all), subject: 'all' },
        ];
        const shuffled: Counters = {
          take: (takes) => s.schedule(Promise.resolve(), 'take').then(() => counters.take(takes)),
          giveBack: (keys) => s.schedule(Promise.resolve(), 'give back').then(() => counters.giveBack(keys)),
          clear: counters.clear,
          counts: counters.counts,
        };
        const held: { subject: string; at: number }[] = [];
        const fits = ({ subject, at }: (typeof held)[number]) => {
          expect(held.filter((one) => one.at === at).length).toBeLessThanOrEqual(all);
          expect(held.filter((one) => one.at === at && one.subject === subject).length).toBeLessThanOrEqual(each);
        };
        const work = actions.map(async ({ subject, fails, at }) => {
          const end = await reserve(shuffled, spends(subject), at);
          if (end.is === 'spent') {
            expect(end.until).toBe(at < midnight ? midnight : midnight + day);
            return;
          }
          const mine = { subject, at };
          held.push(mine);
          fits(mine);
          if (!fails) return;
          await s.schedule(Promise.resolve(), 'work');
          held.splice(held.indexOf(mine), 1);
          await end.giveBack();
        });
        await s.waitFor(Promise.all(work));

        // When all is quiet, the counters say exactly what is held.
        for (const at of [midnight - 1, midnight]) {
          const heldNow = held.filter((one) => one.at === at);
          for (const subject of subjects) {
            const mine = heldNow.filter((one) => one.subject === subject).length;
            expect(await room(counters, { budget: budget(`each${run}`, each), subject }, at)).toBe(each - mine);
          }
          const left = await room(counters, { budget: budget(`all${run}`, all), subject: 'all' }, at);
          expect(left).toBe(all - heldNow.length);
        }
      }),
      { numRuns: 100 },
    );
  });
});

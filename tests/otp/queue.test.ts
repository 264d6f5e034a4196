import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createQueue } from '../../src/otp/queue.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the queue', () => {
  it('runs the tasks of a key in the order they came, whatever each of them takes', async () => {
    const queue = createQueue();
    const done: number[] = [];
    await Promise.all(
      [3, 0, 2, 1].map((turns, index) =>
        queue('key', async () => {
          for (let i = 0; i < turns; i++) await turn();
          done.push(index);
        }),
      ),
    );
    expect(done).toEqual([0, 1, 2, 3]);
  });

  it('lets the keys run side by side', async () => {
    const queue = createQueue();
    const one = Promise.withResolvers<string>();
    const waiting = queue('one', () => one.promise);
    expect(await queue('other', async () => 'done')).toBe('done');
    one.resolve('done, too');
    expect(await waiting).toBe('done, too');
  });

  it('goes on behind a task that fails, and only its own caller hears of it', async () => {
    const queue = createQueue();
    const failing = queue('key', async () => {
      await turn();
      throw new Error('failed');
    });
    const next = queue('key', async () => 'done');
    await expect(failing).rejects.toThrow('failed');
    expect(await next).toBe('done');
  });

  it('goes on behind a task that throws before it returns a promise', async () => {
    const queue = createQueue();
    const failing = queue('key', () => {
      throw new Error('failed');
    });
    const next = queue('key', async () => 'done');
    await expect(failing).rejects.toThrow('failed');
    expect(await next).toBe('done');
  });

  it('keeps no key that nobody waits for', async () => {
    const kept = vi.spyOn(Map.prototype, 'delete');
    const queue = createQueue();
    await Promise.allSettled([
      ...Array.from({ length: 20 }, (_, index) => queue(`key${index % 5}`, turn)),
      queue('failing', () => Promise.reject(new Error('failed'))),
    ]);
    // Other maps of this process lose keys at the same time.
    const gone = kept.mock.calls.map(([key]) => String(key)).filter((key) => /^(key\d|failing)$/.test(key));
    expect(gone.sort()).toEqual(['failing', 'key0', 'key1', 'key2', 'key3', 'key4']);
  });

  it('never runs two tasks of a key at once and never changes their order', async () => {
    const tasks = fc.array(
      fc.record({ key: fc.constantFrom('a', 'b', 'c'), turns: fc.nat({ max: 3 }), fails: fc.boolean() }),
      { minLength: 5, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(tasks, async (all) => {
        const queue = createQueue();
        const running = new Set<string>();
        const started: number[] = [];
        await Promise.allSettled(
          all.map(({ key, turns, fails }, index) =>
            queue(key, async () => {
              expect(running.has(key)).toBe(false);
              running.add(key);
              started.push(index);
              for (let i = 0; i < turns; i++) await Promise.resolve();
              running.delete(key);
              if (fails) throw new Error('failed');
            }),
          ),
        );
        expect(started.toSorted((a, b) => a - b)).toEqual(all.map((_, index) => index));
        for (const wanted of ['a', 'b', 'c']) {
          const order = started.filter((index) => all[index]?.key === wanted);
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 200 },
    );
  });
});

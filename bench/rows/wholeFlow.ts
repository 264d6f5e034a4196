import { startBare } from '../bots/bare.ts';
import { startLatchkey } from '../bots/latchkey.ts';
import { type Load, startLoad } from '../load.ts';
import { type Place, withPlaces } from '../places.ts';
import { atLeast, type Entry } from '../report/line.ts';
import { median } from '../statistics.ts';
import type { Bench } from './bench.ts';

const row = '2 whole flow';

/** Verifications in a second of the bot's CPU, beside a bot that makes the same calls, decides nothing and stores nothing. */
export async function wholeFlow(bench: Bench, flows = 300): Promise<Entry[]> {
  return withPlaces(bench.folder, async (places) => {
    const bare = await startLoad(async (double) => [await startBare(double, 'flows', bench.folder)], false);
    const loads = new Map<Place, Load>();
    for (const place of places) {
      const { at } = place;
      if ('missing' in at) continue;
      loads.set(place, await startLoad(async (double) => [await startLatchkey(double, at, bench.folder)], true));
    }
    const rates = await alternate([bare, ...loads.values()], bench.rounds, flows);
    return places.map((place): Entry => {
      const { name, at } = place;
      if ('missing' in at) return { row, what: name, notMeasured: at.missing };
      const figures = { latchkey: rates(loads.get(place)), beside: rates(bare) };
      const goals =
        name === 'SQLite' ? { goals: [atLeast('ratio', 0.7)], headline: 'Verifications in a second of CPU' } : {};
      return { row, what: name, unit: 'flows/CPU s', ...figures, ...goals };
    });
  });
}

/** Plays every load in turn, again and again, and stops them. @returns flows in a second of a load's CPU, the median */
async function alternate(loads: readonly Load[], rounds: number, flows: number) {
  // Of a program this size V8 has compiled what runs often only after some thousand flows.
  for (const load of loads) await load.play(5 * flows);
  const costs = new Map<Load, number[]>(loads.map((load) => [load, []]));
  for (let turn = 0; turn < rounds; turn++) {
    for (const [load, found] of costs) found.push(await load.play(flows));
  }
  for (const load of loads) await load.stop();
  return (load: Load | undefined) => 1000 / median((load && costs.get(load)) ?? []);
}

import { startBare } from '../bots/bare.ts';
import { startLatchkey } from '../bots/latchkey.ts';
import { costsOf, type Load, startLoad } from '../load.ts';
import { type Place, withPlaces } from '../places.ts';
import { atLeast, type Entry } from '../report/line.ts';
import type { Bench } from './bench.ts';

const row = '2 whole flow';

/** Verifications in a second of the bot's CPU, compared with a bot that makes the same calls, decides nothing and stores nothing. */
export async function wholeFlow(bench: Bench, flows = 200, warming = 4_000): Promise<Entry[]> {
  return withPlaces(bench.folder, async (places) => {
    const bare = await startLoad(async (double) => [await startBare(double, 'flows', bench.folder)], false);
    const loads = new Map<Place, Load>();
    for (const place of places) {
      const { at } = place;
      if ('missing' in at) continue;
      loads.set(place, await startLoad(async (double) => [await startLatchkey(double, at, bench.folder)], true));
    }
    const cost = await costsOf([bare, ...loads.values()], { rounds: bench.rounds, flows, warming });
    return places.map((place): Entry => {
      const { name, at } = place;
      const load = loads.get(place);
      if (!load) return { row, what: name, notMeasured: 'missing' in at ? at.missing : 'not started' };
      const figures = { latchkey: 1000 / cost(load), beside: 1000 / cost(bare) };
      const goals =
        name === 'SQLite'
          ? { goals: [atLeast('ratio', 0.7)], headline: 'Verifications in a second of CPU (more is better)' }
          : {};
      return { row, what: name, unit: 'flows/CPU s', ...figures, ...goals };
    });
  });
}

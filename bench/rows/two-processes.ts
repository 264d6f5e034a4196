import { startLatchkey } from '../bots/latchkey.ts';
import { costsOf, flowsOf, startLoad } from '../load.ts';
import { withPlaces } from '../places.ts';
import { atMost, type Entry } from '../report/line.ts';
import type { Bench } from './bench.ts';

const row = '7 two processes';
const both = 'PostgreSQL and Redis';

/** The CPU of a flow in two processes on one database, each with half of the servers, compared with one that has all of them. */
export async function twoProcesses(bench: Bench, flows = 200, warming = 2_000): Promise<Entry[]> {
  const plan = { rounds: bench.rounds, flows, warming };
  return withPlaces(bench.folder, async (places) => {
    const at = places.find(({ name }) => name === both)?.at;
    if (!at || 'missing' in at) return [{ row, what: both, notMeasured: at?.missing ?? 'no such place' }];
    const shards = (mine: number) => ({ SHARDS: String(mine), SHARD_COUNT: '2' });
    const one = await startLoad(async (double) => [await startLatchkey(double, at, bench.folder)], true);
    const two = await startLoad(
      (double) => Promise.all([0, 1].map((mine) => startLatchkey(double, at, bench.folder, shards(mine)))),
      false,
      flowsOf(plan),
    );
    const cost = await costsOf([one, two], plan);
    const figures = { latchkey: cost(two), beside: cost(one) };
    return [{ row, what: `CPU of a flow, ${both}`, unit: 'ms CPU', ...figures, goals: [atMost('ratio', 1.15)] }];
  });
}

import { startLatchkey } from '../bots/latchkey.ts';
import { startLoad } from '../load.ts';
import { withPlaces } from '../places.ts';
import { atMost, type Entry } from '../report/line.ts';
import { median } from '../statistics.ts';
import type { Bench } from './bench.ts';

const row = '7 two processes';
const both = 'PostgreSQL and Redis';

/** The CPU of a flow in two processes on one database, each with half of the servers, beside one with all of them. */
export async function twoProcesses(bench: Bench, flows = 300): Promise<Entry[]> {
  return withPlaces(bench.folder, async (places) => {
    const at = places.find(({ name }) => name === both)?.at;
    if (!at || 'missing' in at) return [{ row, what: both, notMeasured: at?.missing ?? 'no such place' }];
    const shards = (mine: number) => ({ SHARDS: String(mine), SHARD_COUNT: '2' });
    const one = await startLoad(async (double) => [await startLatchkey(double, at, bench.folder)], true);
    const two = await startLoad(
      (double) => Promise.all([0, 1].map((mine) => startLatchkey(double, at, bench.folder, shards(mine)))),
      false,
      flows * (bench.rounds + 1),
    );
    const costs = { one: [] as number[], two: [] as number[] };
    for (const load of [one, two]) await load.play(flows);
    for (let turn = 0; turn < bench.rounds; turn++) {
      costs.one.push(await one.play(flows));
      costs.two.push(await two.play(flows));
    }
    for (const load of [one, two]) await load.stop();
    const figures = { latchkey: median(costs.two), beside: median(costs.one) };
    return [{ row, what: `CPU of a flow, ${both}`, unit: 'ms CPU', ...figures, goals: [atMost('ratio', 1.15)] }];
  });
}

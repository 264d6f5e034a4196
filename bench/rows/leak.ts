import { startLatchkey } from '../bots/latchkey.ts';
import { startLoad } from '../load.ts';
import { atMost, type Line } from '../report/line.ts';
import { type Bench, MB } from './bench.ts';

/** What is in memory after many flows, beside after few: what the process keeps of those that are over. */
export async function leak(bench: Bench, [few, many]: readonly [number, number] = [10_000, 100_000]): Promise<Line[]> {
  const store = { databaseUrl: `sqlite:${bench.folder}/leak.sqlite` };
  const load = await startLoad(async (double) => [await startLatchkey(double, store, bench.folder)], true);
  const after = async (flows: number) => {
    await load.play(flows);
    const [bot] = load.bots;
    if (!bot) throw new Error('no bot was started');
    return bot.usage(true);
  };
  const early = await after(few);
  const late = await after(many - few);
  await load.stop();
  const line = (what: string, key: 'rss' | 'heap'): Line => ({
    row: '6 leak',
    what: `${what} after ${many.toLocaleString('en')} flows, less that after ${few.toLocaleString('en')}`,
    unit: 'MB',
    latchkey: (late[key] - early[key]) / MB,
    goals: [atMost('figure', 20)],
  });
  return [line('RSS', 'rss'), line('heap', 'heap')];
}

import { startLatchkey } from '../bots/latchkey.ts';
import { startLoad } from '../load.ts';
import { atMost, type Line } from '../report/line.ts';
import { slope } from '../statistics.ts';
import { type Bench, drain, MB } from './bench.ts';

/** What the goal is about: the flows from 10,000 on to 100,000. */
const FURTHER = 90_000;
/** After how many flows memory is looked at. */
const full = [10_000, 100_000];
/** Not from the first flow on: what is made once, such as compiled code, is no leak. */
const usual = [10_000, 14_000, 18_000, 22_000, 26_000, 30_000];

/**
 * What a process keeps of flows that are over: how much its memory grows with 90,000 further ones. They take some
 * minutes, so that by default it is reckoned from the growth over fewer.
 */
export async function leak(bench: Bench, looks: readonly number[] = bench.full ? full : usual): Promise<Line[]> {
  const store = { databaseUrl: `sqlite:${bench.folder}/leak.sqlite` };
  const load = await startLoad(async (double) => [await startLatchkey(double, store, bench.folder)], true);
  const found: { readonly flows: number; readonly rss: number; readonly heap: number }[] = [];
  let played = 0;
  for (const flows of looks) {
    await load.play(flows - played);
    await drain();
    played = flows;
    for (const bot of load.bots) found.push({ flows, ...(await bot.usage(true)) });
  }
  await load.stop();
  const span = [looks.at(0), looks.at(-1)].map((flows) => flows?.toLocaleString('en')).join(' to ');
  const line = (what: string, key: 'rss' | 'heap'): Line => ({
    row: '6 leak',
    what: `${what}, ${FURTHER.toLocaleString('en')} further flows, by those from ${span}`,
    unit: 'MB',
    latchkey: (slope(found.map((look) => [look.flows, look[key]])) * FURTHER) / MB,
    goals: [atMost('figure', 20)],
  });
  return [line('RSS', 'rss'), line('heap', 'heap')];
}

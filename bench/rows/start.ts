import { startBare } from '../bots/bare.ts';
import type { Bot } from '../bots/child.ts';
import { startLatchkey } from '../bots/latchkey.ts';
import { startDouble } from '../double/double.ts';
import { atMost, type Goal, type Line } from '../report/line.ts';
import { median } from '../statistics.ts';
import type { Bench } from './bench.ts';

/** How long a start took, and the CPU until then, in ms. */
interface Started {
  readonly wall: number;
  readonly cpu: number;
}

/** From the start of the process until interactions are answered, compared with a bare bot with no intents. */
export async function start(bench: Bench, sizes: readonly number[] = [1, 2_500]): Promise<Line[]> {
  const lines: Line[] = [];
  for (const servers of sizes) lines.push(...(await measure(bench, servers)));
  return lines;
}

async function measure({ folder, rounds }: Bench, servers: number): Promise<Line[]> {
  const double = await startDouble(servers);
  const latchkey = () => startLatchkey(double, { databaseUrl: `sqlite:${folder}/start.sqlite` }, folder);
  const bare = () => startBare(double, 'idle', folder);
  const ours: Started[] = [];
  const theirs: Started[] = [];
  // The first start of all makes the database and what is kept for the next ones.
  for (const program of [bare, latchkey]) await timed(program());
  for (let turn = 0; turn < rounds; turn++) {
    theirs.push(await timed(bare()));
    ours.push(await timed(latchkey()));
  }
  await double.close();
  const line = (what: string, key: keyof Started, unit: Line['unit'], goals?: readonly Goal[]): Line => ({
    row: '4 start',
    what: `${servers.toLocaleString('en')} servers, ${what}`,
    unit,
    latchkey: median(ours.map((one) => one[key])),
    beside: median(theirs.map((one) => one[key])),
    ...(goals && { goals }),
    ...(goals && servers > 1 && { headline: `Start, in ${servers.toLocaleString('en')} servers` }),
  });
  return [line('until ready', 'wall', 'ms', [atMost('ratio', 1.3)]), line('CPU until ready', 'cpu', 'ms CPU')];
}

async function timed(starting: Promise<Bot>): Promise<Started> {
  const bot = await starting;
  const { cpu } = await bot.usage();
  await bot.stop();
  return { wall: bot.startedIn, cpu };
}

import { copyFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startBare } from '../bots/bare.ts';
import type { Bot } from '../bots/child.ts';
import { startLatchkey } from '../bots/latchkey.ts';
import { startDouble } from '../double/double.ts';
import { atMost, type Goal, type Line } from '../report/line.ts';
import { median } from '../statistics.ts';
import { type Bench, MB } from './bench.ts';

const row = '3 idle memory';

/** Latchkey collects the garbage of its start 2 s after it. */
const REST = 4_000;

interface Figures {
  readonly servers: number;
  readonly ours: number;
  readonly withGuilds: number;
  readonly without: number;
}

/** Resident memory of a bot that has nothing to do, by the servers it is in. */
export async function idleMemory(bench: Bench, sizes: readonly number[] = [1, 250, 2_500, 25_000]): Promise<Line[]> {
  const figures: Figures[] = [];
  for (const servers of sizes) figures.push(await measure(bench, servers));
  return [...figures.flatMap(linesOf), ...growth(figures)];
}

interface Bots {
  readonly ours: Bot;
  readonly withGuilds: Bot;
  readonly without: Bot;
}

/** All bots of a size rest at the same time, because it is only memory that counts. */
async function measure({ folder, rounds }: Bench, servers: number): Promise<Figures> {
  const double = await startDouble(servers);
  const started: Bots[] = [];
  // The first start of all makes the database, and keeps for a while what it needed for that.
  const database = `${folder}/idle-${servers}.sqlite`;
  await (await startLatchkey(double, { databaseUrl: `sqlite:${database}` }, folder)).stop();
  // The most servers take long to be told of, and differ little from run to run.
  for (let turn = 0; turn < (servers > 10_000 ? 1 : rounds); turn++) {
    const copy = `${folder}/idle-${servers}-${turn}.sqlite`;
    copyFileSync(database, copy);
    const store = { databaseUrl: `sqlite:${copy}` };
    const [withGuilds, without, ours] = await Promise.all([
      startBare(double, 'idleWithGuilds', folder),
      startBare(double, 'idle', folder),
      startLatchkey(double, store, folder),
    ]);
    started.push({ withGuilds, without, ours });
  }
  await pause(REST);
  const middle = async (name: keyof Bots) => median(await Promise.all(started.map((bots) => restingSize(bots[name]))));
  const [ours, withGuilds, without] = [await middle('ours'), await middle('withGuilds'), await middle('without')];
  await Promise.all(started.flatMap((bots) => Object.values(bots).map((bot: Bot) => bot.stop())));
  await double.close();
  return { servers, ours, withGuilds, without };
}

/** A bot's resident memory once it does not change any more, in MB. */
async function restingSize(bot: Bot): Promise<number> {
  let [before, now] = [0, (await bot.usage()).rss];
  for (let look = 0; look < 10 && Math.abs(now - before) > MB; look++) {
    await pause(500);
    [before, now] = [now, (await bot.usage()).rss];
  }
  return now / MB;
}

function linesOf({ servers, ours, withGuilds, without }: Figures): Line[] {
  const line = (beside: string, other: number, goals?: readonly Goal[]): Line => ({
    row,
    what: `${servers.toLocaleString('en')} servers, against ${beside}`,
    unit: 'MB',
    latchkey: ours,
    beside: other,
    ...(goals && { goals, headline: `Memory at rest, in ${servers.toLocaleString('en')} servers` }),
  });
  const goals = [atMost('figure', 110), atMost('ratio', 0.4)];
  return [line('Guilds', withGuilds, servers === 2_500 ? goals : undefined), line('no intents', without)];
}

/** What a further 1,000 servers cost, from the last size but one to the last. */
function growth(figures: readonly Figures[]): Line[] {
  const [from, to] = figures.slice(-2);
  if (!from || !to) return [];
  const by = (key: 'ours' | 'withGuilds') => ((to[key] - from[key]) / (to.servers - from.servers)) * 1000;
  const what = 'a further 1,000 servers, against Guilds';
  return [{ row, what, unit: 'MB', latchkey: by('ours'), beside: by('withGuilds'), goals: [atMost('figure', 1)] }];
}

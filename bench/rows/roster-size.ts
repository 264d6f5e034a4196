import { startLatchkey } from '../bots/latchkey.ts';
import { startDouble } from '../double/double.ts';
import { flow, lookUp, times, visitorAt } from '../flow.ts';
import { type Place, withPlaces } from '../places.ts';
import { atMost, type Entry } from '../report/line.ts';
import { filledAt, fillRoster } from '../roster.ts';
import { median, percentile } from '../statistics.ts';
import { type Bench, SERVERS, setUpAll } from './bench.ts';

const row = '5 roster size';

/** Members that there are already, by the name of the place, and how much is measured in a round. */
export interface Size {
  readonly members: Readonly<Record<string, readonly number[]>>;
  readonly submits: number;
  readonly lookups: number;
}

const usual: Size = {
  members: { SQLite: [1_000, 1_000_000, 10_000_000], PostgreSQL: [1_000, 1_000_000] },
  submits: 100,
  lookups: 300,
};

/** How long the slowest of a hundred Submits and lookups take, by the members that there are already. */
export async function rosterSize(bench: Bench, size: Size = usual): Promise<Entry[]> {
  return withPlaces(bench.folder, async (places) => {
    const entries: Entry[] = [];
    for (const place of places) {
      const members = size.members[place.name];
      if (members) entries.push(...(await measurePlace(bench, place, members, size)));
    }
    return entries;
  });
}

interface Figures {
  readonly submit: number;
  readonly lookup: number;
}

async function measurePlace(
  bench: Bench,
  { name, at }: Place,
  members: readonly number[],
  size: Size,
): Promise<Entry[]> {
  if ('missing' in at) return [{ row, what: name, notMeasured: at.missing }];
  const double = await startDouble(SERVERS);
  const begin = () => startLatchkey(double, at, bench.folder);
  const first = await begin();
  await setUpAll(double);
  await first.stop();

  const found: Figures[] = [];
  let filled = 0;
  for (const count of members) {
    await fillRoster(at, [filled, count], SERVERS);
    filled = count;
    const bot = await begin();
    found.push(await measure(found.length));
    await bot.stop();
  }
  await double.close();

  async function measure(stage: number): Promise<Figures> {
    const rounds: Figures[] = [];
    const perStage = (bench.rounds + 1) * size.submits;
    for (let turn = 0; turn <= bench.rounds; turn++) {
      const begun = stage * perStage + turn * size.submits;
      const submits: number[] = [];
      const lookups: number[] = [];
      await times(size.submits, 1, async (index) => {
        submits.push((await flow(double, visitorAt(begun + index, SERVERS))).took);
      });
      // Spread over the whole roster, so that hardly two are near one another.
      await times(size.lookups, 1, async (index) => {
        const member = Math.floor(((index * 0.618 + turn * 0.137) % 1) * filled);
        lookups.push(await lookUp(double, filledAt(member, SERVERS)));
      });
      rounds.push({ submit: percentile(submits, 0.99), lookup: percentile(lookups, 0.99) });
    }
    // The first one warms the process up.
    const counted = rounds.slice(1);
    return { submit: median(counted.map((one) => one.submit)), lookup: median(counted.map((one) => one.lookup)) };
  }

  const [smallest] = found;
  const line = (what: string, key: keyof Figures, index: number): Entry => ({
    row,
    what: `${what} p99, ${members[index]?.toLocaleString('en')} members, ${name}`,
    unit: 'ms',
    latchkey: found[index]?.[key] ?? 0,
    ...(index > 0 && smallest && { beside: smallest[key], goals: [atMost('ratio', 1.3)] }),
  });
  return found.flatMap((_, index) => [line('Submit', 'submit', index), line('lookup', 'lookup', index)]);
}

import type { Bot } from './bots/child.ts';
import { type Double, startDouble } from './double/double.ts';
import { flow, times, visitorAt } from './flow.ts';
import { AT_ONCE, drain, SERVERS, setUpAll } from './rows/bench.ts';
import { median } from './statistics.ts';

/** Bots under load of whole verifications, all behind one Discord. */
export type Load = Awaited<ReturnType<typeof startLoad>>;

/**
 * @param settings whether the servers' settings have to be made first
 * @param first the index of the first member: those before are known to the bots' database from another load
 */
export async function startLoad(start: (double: Double) => Promise<readonly Bot[]>, settings: boolean, first = 0) {
  const double = await startDouble(SERVERS);
  const bots = await start(double);
  if (settings) await setUpAll(double);
  let begun = first;

  return {
    bots,
    /** Plays flows by members who are new. */
    async play(flows: number): Promise<void> {
      const from = begun;
      begun += flows;
      await times(flows, AT_ONCE, (index) => flow(double, visitorAt(from + index, SERVERS)));
    },
    /** The CPU that all bots have used so far, in ms. */
    async cpu(): Promise<number> {
      const usages = await Promise.all(bots.map((bot) => bot.usage()));
      return usages.reduce((sum, { cpu }) => sum + cpu, 0);
    },
    async stop() {
      await Promise.all(bots.map((bot) => bot.stop()));
      await double.close();
    },
  };
}

/** How much each load plays. */
export interface Plan {
  readonly rounds: number;
  /** In each round. */
  readonly flows: number;
  /** By each bot, before the first round: V8 is done with compiling what runs often after some thousand flows. A bot in use has long been there. */
  readonly warming: number;
}

const WARMING_PARTS = 8;

/** How many flows a load of one bot plays in all, at most. */
export const flowsOf = ({ rounds, flows, warming }: Plan) => warming + WARMING_PARTS + rounds * flows;

/**
 * Lets the loads play in turn, round after round, and stops them.
 * What a turn leaves to be done, the look at an SMS's delivery 2 s after it, is done while the others have theirs, and counts.
 * @returns the CPU of a flow in all bots of a load, in ms, the median of the rounds
 */
export async function costsOf(loads: readonly Load[], { rounds, flows, warming }: Plan) {
  // In turn, for cold bots side by side keep each other, and the databases, from answering in time; and in parts, for V8 lets go of what rests.
  for (let part = 0; part < WARMING_PARTS; part++) {
    for (const load of loads) await load.play(Math.ceil(warming / WARMING_PARTS) * load.bots.length);
  }
  await drain();
  const looks = new Map(loads.map((load): [Load, number[]] => [load, []]));
  for (let turn = 0; turn < rounds; turn++) {
    for (const [load, found] of looks) {
      found.push(await load.cpu());
      await load.play(flows);
    }
  }
  await drain();
  for (const [load, found] of looks) found.push(await load.cpu());
  for (const load of loads) await load.stop();
  return (load: Load) => median(steps(looks.get(load) ?? [])) / flows;
}

const steps = (values: readonly number[]) => values.slice(1).map((value, index) => value - (values[index] ?? 0));

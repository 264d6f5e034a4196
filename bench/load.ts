import type { Bot } from './bots/child.ts';
import { type Double, startDouble } from './double/double.ts';
import { flow, times, visitorAt } from './flow.ts';
import { AT_ONCE, cpuOf, drain, SERVERS, setUpAll } from './rows/bench.ts';

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
    /** Plays flows by members who are new. @returns the CPU of a flow in all bots, in ms */
    async play(flows: number): Promise<number> {
      const from = begun;
      begun += flows;
      const cpu = await cpuOf(bots, async () => {
        await times(flows, AT_ONCE, (index) => flow(double, visitorAt(from + index, SERVERS)));
        await drain();
      });
      return cpu / flows;
    },
    async stop() {
      await Promise.all(bots.map((bot) => bot.stop()));
      await double.close();
    },
  };
}

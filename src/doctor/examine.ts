import type { Clock } from '../clock.ts';
import { parseConfig } from '../config.ts';
import { examineDiscord } from './discord.ts';
import { type Finding, fix, ok } from './finding.ts';
import { examineStore } from './store.ts';
import { examineTwilio } from './twilio.ts';

export interface Surroundings {
  readonly env: Readonly<Partial<Record<string, string>>>;
  readonly fetch: typeof fetch;
  /** The machine's clock as it is, to be compared with the world's. */
  readonly clock: Clock;
}

/** Looks at a real installation: settings, Discord, the clock, Twilio, the store. Changes nothing that members see. */
export async function examine({ env, fetch, clock }: Surroundings): Promise<Finding[]> {
  const read = parseConfig(env);
  if (read.is === 'problems')
    return read.problems.map(({ variable, problem, fix: todo }) => fix(`${variable} ${problem}`, todo));
  const { config } = read;
  const parts = await Promise.all([
    examineDiscord(config.discord, { fetch, now: clock.now }),
    examineTwilio(config.twilio),
    examineStore(config, clock),
  ]);
  return [ok('The settings are complete.'), ...parts.flat()];
}

import type { Clock } from '../clock.ts';
import { warningsOf } from '../config/warnings.ts';
import { parseConfig } from '../config.ts';
import { fetchThrough } from '../network/agent.ts';
import { type Ask, examineDiscord } from './discord.ts';
import { type Finding, fix, note, ok } from './finding.ts';
import { examinePlans } from './number-plans.ts';
import { examineStore } from './store.ts';
import { examineTwilio } from './twilio.ts';

type Environment = Readonly<Partial<Record<string, string>>>;

export interface Surroundings {
  readonly env: Environment;
  /** The same without what is in .env; as `env`, where left out. */
  readonly before?: Environment;
  readonly fetch: Ask;
  /** The machine's clock as it is, to be compared with the world's. */
  readonly clock: Clock;
}

/** Looks at a real installation: settings, Discord, the clock, Twilio, the store. Changes nothing that members see. */
export async function examine({ env, before = env, fetch, clock }: Surroundings): Promise<Finding[]> {
  const warnings = warningsOf(env, before).map(({ variable, problem, fix: todo }) =>
    note(`${variable} ${problem}`, todo),
  );
  const read = parseConfig(env);
  if (read.is === 'problems')
    return [
      ...read.problems.map(({ variable, problem, fix: todo }) => fix(`${variable} ${problem}`, todo)),
      ...warnings,
    ];
  const { config } = read;
  const ask = config.proxies ? fetchThrough(config.proxies) : fetch;
  const parts = await Promise.all([
    examineDiscord(config.discord, { fetch: ask, now: clock.now }),
    examineTwilio(config.twilio, config.allowedCountries),
    examineStore(config, clock),
  ]);
  return [ok('The settings are complete.'), ...warnings, ...parts.flat(), examinePlans(clock.now())];
}

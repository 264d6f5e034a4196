import manifest from '../../package.json' with { type: 'json' };
import type { Double } from '../double/double.ts';
import { type Bot, startBot } from './child.ts';

/** Where a Latchkey of the bench keeps its data. */
export interface Store {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
}

/** `exec node <flags> <file>`, as the script `start` has it. */
const [, , ...words] = manifest.scripts.start.split(' ');
const file = words.at(-1) ?? '';
const flags = words.slice(0, -1);

/** Fictional, and the same for all processes of a run. */
const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');

/** Latchkey as `npm start` runs it, with limits that load does not reach. @param folder where it is started. @param isCounted what it asks its stores is counted */
export function startLatchkey(
  double: Double,
  store: Store,
  folder: string,
  more: Record<string, string> = {},
  isCounted = false,
): Promise<Bot> {
  const env = {
    DISCORD_TOKEN: 'bench',
    DISCORD_API_URL: double.discordApiUrl,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'bench',
    TWILIO_FROM: '+14155550100',
    TWILIO_API_URL: double.twilioApiUrl,
    SECRET_KEY,
    DATABASE_URL: store.databaseUrl,
    ...(store.redisUrl && { REDIS_URL: store.redisUrl }),
    SENDS_PER_DAY: '1000000',
    SENDS_PER_NUMBER_PER_DAY: '100',
    SENDS_PER_OWN_DIAL_CODE_PER_DAY: '1000000',
    SENDS_PER_PREFIX_PER_HOUR: '1000000',
    ...more,
  };
  return startBot({ file, flags, env, cwd: folder, isCounted });
}

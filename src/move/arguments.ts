import { readCommandLine, UNREADABLE } from '../command-line.ts';
import { schema } from '../config/variables.ts';
import type { StoreAddress } from '../storage/stores.ts';

/** From where to where, what to print, or what is wrong with how it was asked for. */
export type Asked =
  | { readonly is: 'move'; readonly from: StoreAddress; readonly to: StoreAddress }
  | { readonly is: 'help' }
  | { readonly is: 'wrong'; readonly problem: string };

const options = {
  from: { type: 'string' },
  'from-redis': { type: 'string' },
  to: { type: 'string' },
  'to-redis': { type: 'string' },
} as const;

/** How it is asked for. */
export const HELP = `Moves all stored data to another database.

  npm run move -- --from sqlite:data/latchkey.sqlite --to postgres://user:password@host/database

  --from, --to              where the data is now, and where it should go, as in DATABASE_URL
  --from-redis, --to-redis  the same for running codes and limits if they are in Redis, as in REDIS_URL
Stop the bot first. You can repeat this until a bot has started on the target.
`;

/** Reads the arguments of `npm run move`. A problem never repeats them: addresses hold passwords. */
export function readArguments(args: readonly string[]): Asked {
  const read = readCommandLine(args, { options });
  if (read.is === 'help') return read;
  if (read.is === 'wrong') return { is: 'wrong', problem: UNREADABLE };
  const given = read.values;
  for (const name of ['from', 'to'] as const) if (given[name] === undefined) return wrong(name, 'is missing');
  const from = addressOf(given.from, given['from-redis']);
  const to = addressOf(given.to, given['to-redis']);
  if (typeof from === 'string') return wrong(`from${from}`, 'cannot be used');
  if (typeof to === 'string') return wrong(`to${to}`, 'cannot be used');
  return { is: 'move', from, to };
}

/** The address, or the end of the name of the argument that is wrong. */
function addressOf(database: string | undefined, redis: string | undefined): StoreAddress | '' | '-redis' {
  const databaseUrl = schema.shape.DATABASE_URL.safeParse(database).data;
  const redisUrl = schema.shape.REDIS_URL.safeParse(redis);
  if (database === undefined || databaseUrl === undefined) return '';
  if (!redisUrl.success) return '-redis';
  return { databaseUrl, ...(redisUrl.data !== undefined && { redisUrl: redisUrl.data }) };
}

const wrong = (name: string, what: string): Asked => ({ is: 'wrong', problem: `--${name} ${what}.` });

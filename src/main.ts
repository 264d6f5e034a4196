import { dirname } from 'node:path';
import process from 'node:process';
import { config as loadDotenv } from 'dotenv';
import { createApp } from './app.ts';
import { systemClock } from './clock.ts';
import { formatProblems, parseConfig, secretsOf } from './config.ts';
import { explainStart } from './discord/startFailure.ts';
import { createLogger } from './log.ts';
import { StoreUnavailable } from './otp/ports.ts';
import { loadSecretKey } from './storage/secretKey.ts';

loadDotenv({ quiet: true });
const read = parseConfig(process.env);
if (read.is === 'problems') refuse(formatProblems(read.problems));

const { config } = read;
const log = createLogger({ level: config.logLevel, pretty: process.stdout.isTTY === true, secrets: secretsOf(config) });

try {
  const { key, origin } = loadSecretKey(process.env.SECRET_KEY, dataFolder(config.databaseUrl));
  if (origin === 'created')
    log.warn('a new secret key was written to the data folder: back it up, without it nobody stays verified');
  const app = await createApp(config, { clock: systemClock(), log, secretKey: key });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await app.stop();
      process.exit(0);
    });
  }
  await app.start();
  log.info('ready: members can verify');
} catch (error) {
  const store =
    error instanceof StoreUnavailable &&
    `The database cannot be used: ${error.message}. Check DATABASE_URL and the folder's permissions.\n`;
  refuse(store || explainStart(error));
}

/** Where the database file lies, and with it the key that was made for it. */
function dataFolder(databaseUrl: string): string {
  return dirname(databaseUrl.replace(/^sqlite:/, ''));
}

/** Says why the bot does not start, and ends the process. */
function refuse(reason: string): never {
  process.stderr.write(reason);
  process.exit(1);
}

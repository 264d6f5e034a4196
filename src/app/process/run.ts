import process from 'node:process';
import { type App, createApp } from '../../app.ts';
import { StoreUnavailable } from '../../base/store-unavailable.ts';
import { type Ms, systemClock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { DiscordRefuses } from '../../discord/gateway/refusal.ts';
import { explainStart } from '../../discord/gateway/start-failure.ts';
import { UnknownKey } from '../../gate/database-key.ts';
import type { Log } from '../../log.ts';
import { CannotListen } from '../../metrics/cannot-listen.ts';
import { storeAdvice } from '../../storage/advice.ts';
import { dataFolder, readOrCreateSecretKey } from '../../storage/secret-key.ts';
import { onStopSignals } from './signals.ts';
import { collectStartGarbage } from './start-garbage.ts';

/** Containers are killed 10 s after they were asked to stop. */
const EXIT_WITHIN: Ms = 9_500;
/** How long after the start its garbage is collected: those who waited for the bot have been answered by then. */
const COLLECT_AFTER: Ms = 2_000;

const UNKNOWN_KEY =
  'The numbers in the database were stored with a different key than SECRET_KEY, and would not be recognised. Set SECRET_KEY to that key; ' +
  'to replace it, put it in SECRET_KEY_PREVIOUS; if you lost it, set SECRET_KEY_PREVIOUS=lost, and those numbers can be used again.\n';

/** Runs the bot until it is told to stop, or cannot go on, and ends the process then. */
export async function run(config: Config, log: Log): Promise<void> {
  let app: App | undefined;
  let isStopping = false;

  /** Ends the process once its work is done. Where there is none yet, at once: what a start has begun in a database is undone there. */
  async function stop(code: 0 | 1): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    // Nothing else may keep the process alive while it waits, and nothing may keep it for longer.
    setTimeout(() => process.exit(code), EXIT_WITHIN);
    await app?.stop();
    process.exit(code);
  }

  /** Says why the bot does not start, or cannot go on, and ends it. */
  async function fail(error: unknown): Promise<void> {
    if (isStopping) return;
    process.stderr.write(error instanceof CannotListen ? `${error.message}\n` : explainStart(error));
    await stop(1);
  }

  onStopSignals({
    stop: (signal) => {
      log.info({ signal }, 'stopping: accepting no more work');
      void stop(0);
    },
    stopNow: () => process.exit(1),
  });
  app = await build(config, log);
  void app.refused.then((why) => fail(new DiscordRefuses(why)));
  try {
    await app.start();
    log.info('ready: members can verify');
    setTimeout(collectStartGarbage, COLLECT_AFTER).unref();
  } catch (error) {
    await fail(error);
  }
}

async function build(config: Config, log: Log): Promise<App> {
  try {
    return await createApp(config, { clock: systemClock(), log, secretKey: secretKeyFor(config, log) });
  } catch (error) {
    if (error instanceof UnknownKey) return refuse(UNKNOWN_KEY);
    if (!(error instanceof StoreUnavailable)) throw error;
    return refuse(`The bot cannot store its data. ${error.message} ${storeAdvice(config, error)}\n`);
  }
}

function secretKeyFor({ secretKey, databaseUrl }: Config, log: Log): Buffer {
  if (secretKey) return secretKey;
  const folder = dataFolder(databaseUrl);
  const { key, created } = readOrCreateSecretKey(folder);
  if (created)
    log.warn(
      { folder },
      'made a secret key in the data folder. Back it up: without it, numbers that are taken are not recognised',
    );
  return key;
}

/** Says why the bot does not start, and ends the process. */
function refuse(reason: string): never {
  process.stderr.write(reason);
  process.exit(1);
}

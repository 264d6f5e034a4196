import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock, type Sandbox, type SandboxClock, startSandbox } from '../../sandbox/sandbox.ts';
import { type App, type AppParts, createApp } from '../../src/app.ts';
import { memoize } from '../../src/base/memoize.ts';
import { type Config, parseConfig } from '../../src/config.ts';
import { freshSettings, type ServerSettings } from '../../src/gate/settings/settings.ts';
import { openStores, type Stores } from '../../src/storage/stores.ts';
import { type Locales, localesIn } from '../../src/text/locales.ts';
import { only } from './locales.ts';
import { captureLogs } from './logs.ts';
import { makeDatabase } from './migrated.ts';
import { personIn, personOf } from './person.ts';
import { promisesKept } from './promises.ts';

export interface PlayOptions {
  /** Settings beside the ones a start needs. */
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: SandboxClock;
  /** Whether the admin has run /setup; yes, unless told otherwise. */
  readonly setUp?: boolean;
  /** Changes the world before the bot starts. */
  readonly prepare?: (sandbox: Sandbox) => void;
  /** The languages that there are texts in apart from English; German, unless told otherwise: each costs a start some time. */
  readonly languages?: readonly string[];
}

export type Play = Awaited<ReturnType<typeof startPlay>>;

const files = localesIn(new URL('../../locales/', import.meta.url));
/** Each is read once: the next play begins with what is read already. */
const everywhere: Locales = { ...files, read: memoize((locale) => files.read(locale), 100) };

/** The real bot against the sandbox, on a database file of its own, with time that stands still. */
export async function startPlay(options: PlayOptions = {}) {
  const { env = {}, clock = manualClock(), setUp = true, prepare = () => {}, languages = ['de'] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-play-'));
  const sandbox = await startSandbox({ clock });
  prepare(sandbox);
  const secretKey = randomBytes(32);
  const file = join(folder, 'latchkey.sqlite');
  await makeDatabase(file);
  const settings = { DATABASE_URL: `sqlite:${file}`, ...env };
  const config = configFor(sandbox, settings);
  const logs = captureLogs();
  const apps: App[] = [];

  /**
   * @param change settings of this process alone
   * @param ownClock its machine's clock, where that is not right
   */
  async function startApp(
    change: Readonly<Record<string, string>> = {},
    ownClock: AppParts['clock'] = clock,
  ): Promise<App> {
    const parts = { clock: ownClock, log: logs.logger, secretKey, locales: only(['en-US', ...languages], everywhere) };
    const app = await createApp(configFor(sandbox, { ...settings, ...change }), parts);
    apps.push(app);
    await app.start();
    await app.registered();
    return app;
  }
  await startApp();

  const play = {
    sandbox,
    clock,
    config,
    secretKey,
    logs,
    folder,
    startApp,
    person: (name: keyof Sandbox['seeded']['people']) => personIn(sandbox, name),
    /** What is stored, through a connection of its own. */
    async stored<T>(look: (stores: Stores) => Promise<T>): Promise<T> {
      const stores = await openStores(config, { secretKey, clock });
      try {
        return await look(stores);
      } finally {
        await stores.close();
      }
    },
    /** Changes settings of the server past `/setup`. */
    settings: (change: Partial<ServerSettings>) =>
      play.stored(async ({ settings }) => {
        const { guildId } = sandbox.seeded;
        await settings.save(guildId, { ...((await settings.load(guildId)) ?? freshSettings), ...change });
      }),
    personById: (id: string) => personOf(sandbox, id),
    async stopApps() {
      for (const app of apps.splice(0)) await app.stop();
    },
    /** A start after a stop, on what was stored. */
    async restart() {
      await play.stopApps();
      return startApp();
    },
    /** Ends everything, and holds the whole play to what every play promises. */
    async stop() {
      await play.stopApps();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
      promisesKept(sandbox, logs.lines, { token: sandbox.token, secretKey: secretKey.toString('base64') });
    },
  };
  if (setUp) await runSetup(play);
  return play;
}

async function runSetup({ sandbox, person }: Pick<Play, 'sandbox' | 'person'>): Promise<void> {
  const { roles, channels } = sandbox.seeded;
  await person('ada').slash('setup', { role: roles.verified, channel: channels.verify });
  await sandbox.world.until(() => person('mira').notice());
  await person('ada').untilSees('Verification is ready');
}

export function configFor(sandbox: Sandbox, env: Readonly<Record<string, string>>): Config {
  const read = parseConfig({
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.discordApiUrl,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'canary-twilio-auth-token',
    ...(env.TWILIO_VERIFY_SERVICE_SID || env.TWILIO_MESSAGING_SERVICE_SID ? {} : { TWILIO_FROM: '+14155550100' }),
    TWILIO_API_URL: sandbox.twilioApiUrl,
    ...env,
  });
  if (read.is === 'problems') throw new Error(JSON.stringify(read.problems));
  return read.config;
}

import { randomBytes } from 'node:crypto';
import { setTimeout as realTime } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { systemClock } from '../../src/clock.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { openStores, type StoreAddress } from '../../src/storage/stores.ts';
import { type BotProcess, startBot, startEnv } from '../process/bot.ts';
import { freshFolder } from '../storage/support.ts';
import { personIn } from '../support/person.ts';
import { settingsFor } from './database.ts';
import type { Moment } from './plan.ts';

/** The limits that the bots here have, and that no restart may reset. */
export const limits = {
  OTP_LENGTH: 8,
  OTP_MAX_ATTEMPTS: 4,
  SENDS_PER_MEMBER_PER_DAY: 8,
  GUESSES_PER_MEMBER_PER_DAY: 9,
} as const;

/** Short waits, and one round of wrong codes a member; the rest wide open, because a hundred members here share a few ranges of numbers and one day. */
const open = {
  RESEND_COOLDOWNS: '1s',
  OTP_LOCK: '24h',
  SENDS_PER_MEMBER_AND_NUMBER_PER_DAY: '100',
  SENDS_PER_NUMBER_PER_DAY: '100',
  NUMBERS_PER_MEMBER_PER_DAY: '100',
  SENDS_PER_PREFIX_PER_HOUR: '1000',
  SENDS_PER_DIAL_CODE_PER_DAY: '1000000',
  SENDS_PER_OWN_DIAL_CODE_PER_DAY: '1000000',
  SENDS_PER_DAY: '1000000',
};

/** A moment that never comes must not keep a bot alive, ms. */
const LONGEST_LIFE = 2500;

export type Arena = Omit<Awaited<ReturnType<typeof openArena>>, 'given'>;

/** A server with its phones, and a bot that can be killed and started again on what it has stored. */
export async function openArena(address: StoreAddress) {
  const folder = freshFolder();
  const sandbox = await startSandbox({ rateLimits: 'none' });
  onTestFinished(() => sandbox.close());
  const secretKey = randomBytes(32);
  const env: Record<string, string> = {
    ...startEnv(sandbox, folder),
    ...open,
    ...Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, String(value)])),
    ...settingsFor(address),
    SECRET_KEY: secretKey.toString('base64'),
  };
  const openedAt = performance.now();
  const lives = createLives(env, folder);
  const { start, welcome, hide } = lives;

  const arena = {
    sandbox,
    secretKey,
    env,
    output: lives.output,
    /** Ms since it was opened. */
    age: () => performance.now() - openedAt,
    /** The bot that takes work; undefined while there is none. */
    bot: lives.bot,
    /** The same; resolves when there is one. */
    up: lives.up,
    start: () => welcome(start()),
    /** Starts the bot and kills it at that moment. */
    async liveUntil(moment: Moment): Promise<void> {
      const started = start();
      if (moment.is === 'starting') await realTime(moment.ms);
      else {
        await welcome(started);
        await Promise.race([comes(sandbox, moment, () => void started.kill('SIGKILL')), realTime(LONGEST_LIFE)]);
      }
      hide();
      await started.kill('SIGKILL');
    },
    async stop() {
      const ended = await lives.bot()?.kill('SIGTERM');
      hide();
      return ended?.code;
    },
    /** Waits until `probe` holds. False when the bot ends before, or when it takes longer than 5 s. */
    async until(probe: () => boolean): Promise<boolean> {
      const seen = sandbox.world.until(probe).then(
        () => true,
        () => false,
      );
      const died = lives.bot()?.ended.then(() => false) ?? false;
      return Promise.race([seen, died]);
    },
    /** The codes of the SMS to a number, oldest first. */
    codes: (number: string) =>
      sandbox.twilio.messages.flatMap(({ to, body }) => (to === number && body.match(/\b\d{8}\b/)?.[0]) || []),
    unlessItEnds: lives.unlessItEnds,
  };

  await arena.start();
  await setUp(sandbox);
  await arena.stop();
  return { ...arena, given: await giveSeveral(sandbox, address, secretKey) };
}

/** Runs `/setup` as the admin does. A first start is ready a while before Discord knows the command. */
async function setUp(sandbox: Sandbox): Promise<void> {
  const { world, seeded } = sandbox;
  const ada = personIn(sandbox, 'ada');
  await world.until(() => ada.actor.command('setup') !== undefined);
  await ada.slash('setup', { role: seeded.roles.verified, channel: seeded.channels.verify });
  await world.until(() => personIn(sandbox, 'mira').notice());
}

/** Success gives more than one role, one of them by the country, and lifts Discord's own checks. @returns all that it gives */
async function giveSeveral({ world, seeded }: Sandbox, address: StoreAddress, secretKey: Buffer) {
  const { guildId, roles } = seeded;
  const [crew, american] = ['Crew', 'American'].map((name) => {
    const { id } = world.addRole(guildId, { name });
    world.moveRole(guildId, id, 1);
    return id;
  });
  if (crew === undefined || american === undefined) throw new Error('no roles');
  const roleRules = [{ countries: ['US'], kinds: [], roleIds: [american] }];
  const stores = await openStores(address, { secretKey, clock: systemClock() });
  const server = (await stores.settings.load(guildId)) ?? freshSettings;
  await stores.settings.save(guildId, { ...server, moreRoleIds: [crew], roleRules, bypassesChecks: true });
  await stores.close();
  return [roles.verified, crew, american];
}

/** Bots, one after another, in the same folder. */
function createLives(env: Record<string, string>, folder: string) {
  const output: string[] = [];
  let up = Promise.withResolvers<BotProcess>();
  let bot: BotProcess | undefined;

  function start(): BotProcess {
    const started = startBot(env, folder);
    onTestFinished(() => void started.kill('SIGKILL'));
    void started.ended.then(({ stdout, stderr }) => output.push(stdout, stderr));
    return started;
  }

  /** Makes the bot known to the members, once it takes work. */
  async function welcome(started: BotProcess): Promise<void> {
    await started.ready();
    bot = started;
    up.resolve(started);
  }

  /** Members wait from here on; a member who waits already, for a bot that never took work, goes on waiting. */
  function hide(): void {
    if (!bot) return;
    bot = undefined;
    up = Promise.withResolvers();
  }

  /** What comes of `work`; undefined when the bot ends before. */
  async function unlessItEnds<T>(work: Promise<T>): Promise<T | undefined> {
    return Promise.race([work, bot?.ended.then(() => undefined)]);
  }

  return { output, start, welcome, hide, unlessItEnds, bot: () => bot, up: () => up.promise };
}

/** Calls `kill` in the middle of the so-many-th change, before the bot can have heard of it. */
function comes({ world, twilio }: Sandbox, moment: Moment, kill: () => void): Promise<unknown> {
  if ('ms' in moment) return realTime(moment.ms);
  const { subscribe } = moment.is === 'discord' ? world : twilio;
  let left = moment.nth;
  return new Promise<void>((resolve) => {
    const stop = subscribe(() => {
      left -= 1;
      if (left > 0) return;
      stop();
      kill();
      resolve();
    });
  });
}

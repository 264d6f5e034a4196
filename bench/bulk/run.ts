import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { BulkRun, BulkRuns } from '../../src/gate/bulk/runs.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { openStores, type StoreAddress } from '../../src/storage/stores.ts';
import { fastClock } from './fast-time.ts';
import { startFaster } from './faster.ts';

export interface Task {
  readonly members: number;
  /** Whether all of them have the role already. */
  readonly have: boolean;
  readonly kills: number;
  readonly times: number;
}

export interface Figures {
  /** How long it took, in ms of the server's clock. */
  readonly time: number;
  readonly requests: ReadonlyMap<string, number>;
  readonly refused: number;
  /** The most memory that the bot had, in bytes. */
  readonly rss: number;
  readonly givenTwice: number;
  readonly leftOut: number;
  readonly kills: number;
}

/** Verifies so many members by the real bot, which is killed and started again meanwhile. */
export async function measure(address: StoreAddress, task: Task): Promise<Figures> {
  const time = { from: Date.now(), times: task.times };
  const clock = fastClock(time);
  const sandbox = await startSandbox({ clock, rateLimits: 'discord' });
  const { guildId, roles, channels, people } = sandbox.seeded;
  const ids = fill(sandbox, task);
  const door = await startFaster(sandbox.discordApiUrl, task.times);
  const secretKey = randomBytes(32);
  const stores = await openStores(address, { secretKey, clock });
  const run = { id: randomUUID(), serverId: guildId, by: people.ada, at: clock.now() };
  await stores.settings.save(guildId, { ...freshSettings, roleId: roles.verified, channelId: channels.verify });
  await stores.bulkRuns.keep(run, ids);
  const bot = botIn({
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: door.url,
    DISCORD_INTENTS: 'members',
    DATABASE_URL: address.databaseUrl,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'none',
    TWILIO_FROM: '+14155550100',
    TWILIO_API_URL: sandbox.twilioApiUrl,
    SECRET_KEY: secretKey.toString('base64'),
    BULK: JSON.stringify(time),
  });

  const began = clock.now();
  await stores.bulkRuns.begin(guildId, run.id, { by: run.by, reason: 'Moved over from another bot.', at: began });
  const kills = await untilDone(stores.bulkRuns, run, bot, task);
  const ended = clock.now();
  await bot.kill();

  const roster = new Set(await stores.roster.members(guildId));
  const figures = {
    time: ended - began,
    requests: door.counts,
    refused: [...door.counts].reduce((sum, [kind, count]) => (kind.endsWith(' 429') ? sum + count : sum), 0),
    rss: bot.rss(),
    givenTwice: givenTwice(sandbox, task),
    leftOut: ids.filter((id) => !roster.has(id) || !holds(sandbox, id)).length,
    kills,
  };
  await stores.close();
  await door.close();
  await sandbox.close();
  return figures;
}

function fill({ world, seeded }: Sandbox, { members, have }: Task): string[] {
  return Array.from({ length: members }, (_, index) => {
    const { id } = world.addUser({ username: `member.${index}`, displayName: `Member ${index}` });
    world.addMember(seeded.guildId, id, have ? [seeded.roles.verified] : []);
    return id;
  });
}

/** Kills the bot and starts it again while the run goes on. @returns how often */
async function untilDone(
  runs: BulkRuns,
  { serverId, id }: Pick<BulkRun, 'serverId' | 'id'>,
  bot: ReturnType<typeof botIn>,
  { kills, members }: Task,
): Promise<number> {
  await bot.start();
  for (let killed = 0; ; ) {
    const now = await runs.find(serverId, id);
    if (!now || now.obstacle !== undefined) throw new Error(`the run stands still: ${now?.obstacle}`);
    if (now.state === 'done') return killed;
    const done = 1 - (await runs.counts(now)).waiting / members;
    if (killed < kills && done > (killed + 1) / (kills + 1)) {
      killed += 1;
      await bot.kill();
      await bot.start();
    }
    await pause(100);
  }
}

/** Members whom a role was given that they had. */
function givenTwice({ traffic }: Sandbox, { have }: Task): number {
  const given = traffic.exchanges.filter(
    ({ method, path, status }) => method === 'PUT' && path.includes('/roles/') && status < 300,
  );
  const members = Map.groupBy(given, ({ path }) => path.split('/')[4]);
  return [...members.values()].filter(({ length }) => length > (have ? 0 : 1)).length;
}

const holds = ({ world, seeded }: Sandbox, id: string) =>
  world.guilds.get(seeded.guildId)?.members.get(id)?.roles.has(seeded.roles.verified) ?? false;

/** The bot as a process that dies and is started again. */
function botIn(env: Readonly<Record<string, string>>) {
  let child: ChildProcess | undefined;
  let most = 0;
  return {
    async start(): Promise<void> {
      child = fork(fileURLToPath(new URL('./bot.ts', import.meta.url)), {
        env: { PATH: process.env.PATH ?? '', ...env },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      child.on('message', (said) => {
        if (typeof said === 'object' && 'rss' in said) most = Math.max(most, Number(said.rss));
      });
      await once(child, 'message');
    },
    async kill(): Promise<void> {
      if (!child || child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    rss: () => most,
  };
}

import { DefaultRestOptions, REST } from 'discord.js';
import { onTestFinished } from 'vitest';
import { manualClock, type Sandbox, type SandboxClock, startSandbox } from '../../sandbox/sandbox.ts';
import type { Who } from '../../src/base/member-ref.ts';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { createRoleKeeper } from '../../src/discord/rest/roles.ts';
import { createBans } from '../../src/gate/bans/bans.ts';
import { createRecorder } from '../../src/gate/journal/recorder.ts';
import { createPrivacy } from '../../src/gate/privacy/privacy.ts';
import type { RoleKeeper } from '../../src/gate/roles/role-keeper.ts';
import { freshSettings, type ServerSettings } from '../../src/gate/settings/settings.ts';
import { createMembers } from '../../src/gate/staff/members.ts';
import { createQueue } from '../../src/otp/queue.ts';
import type { Stores } from '../../src/storage/stores.ts';
import type { Place } from '../storage/contracts/place.ts';
import { rolesOver } from '../support/roles.ts';

/** How the next requests for a role end, before or after Discord has done what they ask for. */
type Cut = 'before' | 'after';

const rolePath = /\/members\/\d+\/roles\/\d+$/;

/** The flag that stands for `BYPASSES_VERIFICATION`. */
const BYPASSES = 1 << 2;

/** A sandbox's Discord, and any number of processes over the same stores that give and take its roles by the real REST client. */
export async function openStage(place: Place) {
  const clock = manualClock();
  const sandbox = await startSandbox({ clock });
  const { world, seeded } = sandbox;
  const { guildId: serverId } = seeded;
  const cuts: Cut[] = [];
  const started: Process[] = [];
  let closing: Promise<void> | undefined;
  async function close() {
    for (const { end } of started) end();
    await sandbox.close();
    for (const { stores } of started) await stores.close();
  }
  /** Ends it before the test does: many of them would hold more connections than PostgreSQL has. */
  const end = () => (closing ??= close());
  onTestFinished(end);
  // A second verified role, below the bot's.
  const { id: other } = world.addRole(serverId, { name: 'Sailor' });
  world.moveRole(serverId, other, 2);
  // Two more, that success may give next to it.
  const [crew, deck] = ['Crew', 'Deck'].map((name) => {
    const { id } = world.addRole(serverId, { name });
    world.moveRole(serverId, id, 2);
    return id;
  });
  if (crew === undefined || deck === undefined) throw new Error('no roles');
  const { unverified, verified } = seeded.roles;

  async function start() {
    const stores = await place.open();
    const process = createProcess(sandbox, clock, stores, cuts);
    started.push(process);
    return process;
  }
  const first = await start();
  const settings = (change: Partial<ServerSettings>) =>
    first.stores.settings.save(serverId, {
      ...freshSettings,
      roleId: verified,
      removedRoleIds: [unverified],
      ...change,
    });
  await settings({});

  return {
    end,
    ...{ sandbox, world, clock, serverId, cuts, start, first, settings, other, crew, deck, unverified, verified },
    fail: (method: 'PUT' | 'DELETE' | 'GET', fault: { status: number; times?: number; retryAfter?: number }) =>
      world.faults.add({ method, path: method === 'GET' ? /\/members\/\d+$/ : rolePath, ...fault }),
    rolesOf: ({ memberId }: Who) => [...(world.guilds.get(serverId)?.members.get(memberId)?.roles ?? [])],
    /** Whether Discord holds nothing against a member that its own level of verification asks for. */
    bypasses: ({ memberId }: Who) => ((world.guilds.get(serverId)?.members.get(memberId)?.flags ?? 0) & BYPASSES) !== 0,
    /** What was asked of Discord about roles, and answered. */
    asked: () =>
      sandbox.traffic.exchanges
        .filter(({ path }) => rolePath.test(path))
        .map(({ method, path, status }) => `${method} ${path.split('/').at(-1)} ${status}`),
    happened: async (who: Who) => (await first.stores.journal.ofMember(who, 100)).map(({ what }) => what).reverse(),
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;
export type Process = ReturnType<typeof createProcess>;

function createProcess(sandbox: Sandbox, time: SandboxClock, opened: Stores, cuts: Cut[]) {
  const life = { over: false };
  /** What is asked of a process that was killed is never done, and what it was waiting for never comes. */
  const alive =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (life.over) return new Promise<R>(() => {});
      const result = await work(...args);
      return life.over ? new Promise<R>(() => {}) : result;
    };
  const clock = {
    now: time.now,
    after: (delay: number, task: () => void) => time.after(delay, () => life.over || task()),
  };
  const rest = new REST({
    api: sandbox.discordApiUrl,
    retries: 1,
    // Who is cut off before is not sure that nothing was done, and who is cut off after that anything was.
    async makeRequest(url, init) {
      const isRole = rolePath.test(new URL(url).pathname);
      const cut = isRole ? cuts.shift() : undefined;
      if (life.over) return new Promise(() => {});
      if (cut === 'before') throw cutOff();
      const answer = await DefaultRestOptions.makeRequest(url, init);
      if (cut === 'after') throw cutOff();
      return answer;
    },
  }).setToken(sandbox.token);
  const keeper = createRoleKeeper(rest, () => {});
  const roles: RoleKeeper = { give: alive(keeper.give), take: alive(keeper.take), look: alive(keeper.look) };
  const { roster, endings, pendingRoles, journal, blocks } = opened;
  const stores: Stores = {
    ...opened,
    roster: allAlive(roster, alive),
    endings: allAlive(endings, alive),
    pendingRoles: allAlive(pendingRoles, alive),
    blocks: allAlive(blocks, alive),
    journal: { ...journal, write: alive(journal.write) },
  };
  const onError = (error: unknown) => {
    if (!(error instanceof StoreUnavailable)) throw error;
  };
  const record = createRecorder({ journal: stores.journal, clock, onError });
  const gate = rolesOver(stores, { roles, clock, record, onError });
  const verifier = { forget: async () => {}, look: async () => undefined, renew: async () => true };
  return {
    ...gate,
    stores: opened,
    record,
    members: createMembers({ ...stores, ...gate, verifier, record, clock }),
    bans: createBans({ ...stores, ...gate, record, clock, inTurn: createQueue(), onError }),
    privacy: createPrivacy({
      ...stores,
      lines: { forget: async () => {} },
      ...gate,
      ...{ verifier, clock },
      ...{ unfollow: () => {}, hush: () => {}, withdraw: async () => {} },
    }),
    isAlive: () => !life.over,
    /** Kills it: nothing more is done, wherever it was. */
    end() {
      life.over = true;
    },
    /** What a process does by itself. */
    async chores() {
      await gate.grants.retry();
      await gate.roleCleanup.retry();
      await gate.roleMove.run();
    },
  };
}

/** A connection that broke. The REST client tries once more. */
const cutOff = () => Object.assign(new Error('cut off'), { code: 'ECONNRESET' });

function allAlive<T extends object>(store: T, alive: (work: (...args: never[]) => Promise<unknown>) => unknown): T {
  const entries = Object.entries(store).map(([name, method]) => [name, alive(method)]);
  return { ...store, ...Object.fromEntries(entries) };
}

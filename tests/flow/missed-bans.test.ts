import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { secondAccount } from '../support/second.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay({ env: { DISCORD_INTENTS: 'moderation' } });
  allow(PermissionFlagsBits.BanMembers);
  mira = play.person('mira');
});
afterEach(() => play.stop());

const server = () => play.sandbox.seeded.guildId;
const who = (person = mira) => ({ serverId: server(), memberId: person.id });
const blocks = (person = mira) => play.stored((stores) => stores.blocks.ofMember(who(person), play.clock.now()));
const happened = async (person = mira) =>
  (await play.stored(({ journal }) => journal.ofMember(who(person), 50)))
    .map(({ what }) => what)
    .filter((what) => what === 'blocked' || what === 'unblocked');
const asked = () => play.sandbox.traffic.exchanges.filter(({ path }) => path.includes('/bans'));

function allow(right: bigint) {
  const { world, seeded } = play.sandbox;
  const role = world.guilds.get(seeded.guildId)?.roles.get(seeded.roles.latchkey);
  world.setRolePermissions(seeded.guildId, seeded.roles.latchkey, (role?.permissions ?? 0n) | right);
}

/** Passes time until something is stored. */
async function until(what: () => Promise<boolean>) {
  for (let turn = 0; turn < 100; turn++) {
    if (await what()) return;
    await play.clock.skip(500);
  }
  throw new Error(`never came: ${what}`);
}
const untilBlocked = (person = mira) => until(async () => (await blocks(person)).some(({ by }) => by === 'ban'));
const untilFree = () => until(async () => (await blocks()).length === 0);

/** Passes as much time as reading the bans of one server takes, and lets it end. */
async function untilRead() {
  for (let turn = 0; turn < 60; turn++) {
    // A turn over the network and the store, as there is nothing to wait for.
    await blocks();
    await play.clock.skip(500);
  }
  await play.stopApps();
}

async function refusedWithHerNumber() {
  const two = secondAccount(play, mira.phone);
  await two.begin();
  await two.send();
  await two.submit(two.code());
  await two.untilSees("this number can't be used on this server");
}

const away: ReadonlyArray<readonly [string, (happens: () => void) => Promise<void>]> = [
  [
    'stopped',
    async (happens) => {
      await play.stopApps();
      happens();
      await play.startApp();
    },
  ],
  [
    'cut off',
    async (happens) => {
      const { gateway, cutOff } = play.sandbox;
      cutOff(true);
      happens();
      cutOff(false);
      await expect.poll(() => gateway.connected(), { timeout: 20_000 }).toBe(1);
    },
  ],
];

test.each(away)(
  'case 31: a ban made while the bot was %s blocks the number, and an unban lifts it',
  async (_, leave) => {
    await mira.verify();
    await leave(() => play.sandbox.world.ban(server(), mira.id));
    await untilBlocked();
    expect(await play.stored(({ roster }) => roster.find(who()))).toBeUndefined();
    await refusedWithHerNumber();

    await leave(() => play.sandbox.world.unban(server(), mira.id));
    await untilFree();
    await until(async () => (await happened()).length === 2);
    expect(await happened()).toEqual(['unblocked', 'blocked']);
  },
  60_000,
);

test('case 31: a ban made while the bot was away reaches the number of a member who had deleted their data', async () => {
  await mira.verify();
  await mira.slash('privacy');
  await mira.untilSees('What is stored about you');
  await mira.press('Delete');
  await mira.untilSees('Delete what is stored about you here?');
  await mira.press('Delete everything');
  await until(async () => (await play.stored(({ roster }) => roster.find(who()))) === undefined);
  await play.stopApps();
  play.sandbox.world.ban(server(), mira.id);
  await play.startApp();
  await untilBlocked();
  await refusedWithHerNumber();
});

test('case 31: of more bans than Discord lists at once, the last is read too', async () => {
  const { world } = play.sandbox;
  const last = secondAccount(play, '+14155550177', 'last.of.all');
  await last.verify();
  await play.stopApps();
  for (let count = 0; count < 1_001; count++) {
    world.ban(server(), world.addUser({ username: `raider${count}`, displayName: 'Raider' }).id);
  }
  const late = secondAccount(play, '+14155550178', 'later.still');
  await play.stored(({ roster }) =>
    roster.admit(
      {
        ...who(late),
        phone: { phoneKey: 'v1:late', country: 'US', lastDigits: '78' },
        verifiedAt: play.clock.now(),
      },
      1,
    ),
  );
  for (const person of [last, late]) world.ban(server(), person.id);
  await play.startApp();
  await untilBlocked(late);
  await untilBlocked(last);
  expect(asked().filter(({ path }) => path.endsWith('/bans'))).toHaveLength(2);
});

test('case 31: a ban that was heard, and whose block the staff have lifted, is not read a second time', async () => {
  await mira.verify();
  play.sandbox.world.ban(server(), mira.id);
  await untilBlocked();
  await play.stored(({ blocks }) => blocks.liftMember(who()));
  await play.restart();
  await untilRead();
  expect(await blocks()).toEqual([]);
  expect(await happened()).toEqual(['blocked']);
});

test('without Ban Members, bans are not asked for, and no request is refused', async () => {
  const { world, seeded } = play.sandbox;
  const role = world.guilds.get(server())?.roles.get(seeded.roles.latchkey);
  world.setRolePermissions(
    server(),
    seeded.roles.latchkey,
    (role?.permissions ?? 0n) & ~PermissionFlagsBits.BanMembers,
  );
  await mira.verify();
  await play.stopApps();
  world.ban(server(), mira.id);
  play.sandbox.traffic.clear();
  await play.startApp();
  await untilRead();
  expect(asked()).toEqual([]);
  expect(play.sandbox.traffic.exchanges.filter(({ status }) => status >= 400)).toEqual([]);
  expect(play.sandbox.traffic.exchanges.some(({ path }) => path.endsWith('/roles'))).toBe(true);
});

test('a server of which nothing is kept is not asked about', async () => {
  await play.stopApps();
  play.sandbox.world.ban(server(), mira.id);
  play.sandbox.traffic.clear();
  await play.startApp();
  await untilRead();
  expect(play.sandbox.traffic.exchanges.filter(({ path }) => path.includes(`/guilds/${server()}`))).toEqual([]);
});

test('case 31: two processes that come back together deal with a missed ban once', async () => {
  await mira.verify();
  await play.stopApps();
  play.sandbox.world.ban(server(), mira.id);
  await Promise.all([play.startApp(), play.startApp()]);
  await untilBlocked();
  await untilRead();
  expect(await happened()).toEqual(['blocked']);
});

test('where Discord cannot list the bans, it is asked again later, and the log says so', async () => {
  await mira.verify();
  await play.stopApps();
  play.sandbox.world.ban(server(), mira.id);
  play.sandbox.world.faults.add({ method: 'GET', path: /\/bans/, status: 503, times: 3 });
  await play.startApp();
  await expect
    .poll(
      async () => {
        await play.clock.skip(1_000);
        return play.logs.text();
      },
      { timeout: 20_000 },
    )
    .toContain('bans made while the bot was away could not be read');
  await play.clock.skip(5 * 60_000);
  await untilBlocked();
}, 60_000);

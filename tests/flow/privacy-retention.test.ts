import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
beforeEach(async () => {
  play = await startPlay();
});
afterEach(() => play.stop());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const who = () => ({ serverId: play.sandbox.seeded.guildId, memberId: play.sandbox.seeded.people.mira });
const asked = (path: RegExp) => play.sandbox.traffic.exchanges.filter((one) => path.test(one.path));

/** Days go by while the bot is off; then it starts, and has looked what has had its time. */
async function daysLater(days: number, looked = () => asked(/^\/users\/@me\/guilds$/).length) {
  await play.stopApps();
  await play.clock.skip(days * DAY);
  await play.startApp();
  const before = looked();
  await play.clock.skip(5 * MINUTE);
  await expect.poll(looked).toBeGreaterThan(before);
  await play.stopApps();
}

const kept = () =>
  play.stored(async ({ roster, journal, serversWithData }) => ({
    member: (await roster.find(who())) !== undefined,
    events: (await journal.ofMember(who(), 99)).map(({ what }) => what),
    servers: await serversWithData(),
  }));

describe('what has had its time', () => {
  it('is looked for some minutes after the start: events older than 90 days go, the verified stay', async () => {
    await play.person('mira').verify();
    await daysLater(89);
    expect((await kept()).events).toContain('verified');
    await daysLater(1.5);
    expect(await kept()).toEqual({ member: true, events: [], servers: [who().serverId] });
  });

  it('is all of a server that has been without the bot for 30 days', async () => {
    await play.person('mira').verify();
    play.sandbox.world.removeBot(who().serverId);
    await daysLater(0);
    await daysLater(29);
    expect(await kept()).toMatchObject({ member: true });
    await daysLater(1.5);
    expect(await kept()).toEqual({ member: false, events: [], servers: [] });
  });

  it('is nothing of a server that the bot has come back to', async () => {
    await play.person('mira').verify();
    const { world } = play.sandbox;
    world.removeBot(who().serverId);
    await daysLater(0);
    world.addBot(who().serverId);
    await daysLater(20);
    world.removeBot(who().serverId);
    await daysLater(11);
    expect(await kept()).toMatchObject({ member: true, servers: [who().serverId] });
  });

  it('is nothing of any server in an outage of Discord, which is logged and no more', async () => {
    await play.person('mira').verify();
    const { world } = play.sandbox;
    const failed = () => play.logs.lines.filter((line) => line.includes('some expired data')).length;
    for (const _ of [1, 2]) {
      world.faults.add({ path: /guilds/, status: 503, times: 100 });
      await daysLater(31, failed);
      world.faults.clear();
    }
    expect(await kept()).toMatchObject({ member: true, servers: [who().serverId] });
    await daysLater(31);
    expect(await kept()).toMatchObject({ member: true });
  });
});

it('is looked for again every day', async () => {
  const looks = () => asked(/^\/users\/@me\/guilds$/).length;
  await play.clock.skip(4 * MINUTE);
  expect(looks()).toBe(0);
  await play.clock.skip(MINUTE);
  await expect.poll(looks).toBe(1);
  await play.clock.skip(DAY);
  await expect.poll(looks).toBe(2);
});

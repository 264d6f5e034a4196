import { afterEach, describe, expect, it, vi } from 'vitest';
import { MINUTE, type NewcomersPlay, newUser, playWithNewcomers } from '../support/newcomers.ts';
import type { Play } from '../support/play.ts';

let play: Play;
let at: NewcomersPlay;
afterEach(() => play.stop());

async function begin(...how: Parameters<typeof playWithNewcomers>): Promise<void> {
  at = await playWithNewcomers(...how);
  play = at.play;
}

describe('the role of unverified members', () => {
  it('is given on joining and taken by success, and verified members never have it', async () => {
    await begin('role');
    const mira = play.person('mira');
    const { world } = at;
    world.removeMember(at.guildId, mira.id);
    at.joins(mira.id);
    await world.until(() => at.has(mira.id));
    await mira.verify();
    await world.until(() => !at.has(mira.id));
    expect(mira.hasRole()).toBe(true);

    world.removeMember(at.guildId, mira.id);
    at.joins(mira.id);
    await world.until(() => mira.hasRole());
    await play.stopApps();
    expect(at.given()).toHaveLength(1);
  });

  it('case 56: waits until the rules are accepted', async () => {
    await begin('role');
    const { world } = at;
    world.setScreening(at.guildId, true);
    const newcomer = at.joins();
    await play.clock.skip(MINUTE);
    expect(at.given()).toHaveLength(0);
    world.acceptRules(at.guildId, newcomer);
    await world.until(() => at.has(newcomer));
  });

  it('is given to no bot, no staff, nobody who need not verify, and nobody who was there before', async () => {
    await begin('role');
    await play.settings({ exemptBoosters: true });
    const { world } = at;
    const bot = world.addUser({ username: 'tide', displayName: 'Tide', bot: true }).id;
    world.addMember(at.guildId, bot);
    const staff = newUser(world);
    world.addMember(at.guildId, staff, [at.roles.keeper]);
    const booster = newUser(world);
    world.addMember(at.guildId, booster, [], { boostingSince: play.clock.now() });
    const before = play.person('jonas').id;
    const newcomer = at.joins();
    await world.until(() => at.has(newcomer));
    await at.swept();
    expect([bot, staff, booster, before, play.person('ada').id].map((id) => at.has(id))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('is given again by the sweep where it was lost, also to who came while the bot was away, and taken from the verified', async () => {
    await begin('role');
    const { world } = at;
    const newcomer = at.joins();
    await world.until(() => at.has(newcomer));
    const mira = play.person('mira');
    await mira.verify();
    await play.stopApps();
    world.giveRole(at.guildId, mira.id, at.roles.unverified);
    world.takeRole(at.guildId, newcomer, at.roles.unverified);
    const missed = at.joins();
    const verified = at.joins();
    const who = { serverId: at.guildId, memberId: verified };
    await play.stored(({ roster }) =>
      roster.add(who, { approval: { by: '1', reason: 'Met in person' } }, play.clock.now()),
    );
    world.giveRole(at.guildId, verified, at.roles.unverified);
    await play.startApp();
    await at.swept();
    expect([newcomer, missed, verified, mira.id].map((id) => at.has(id))).toEqual([true, true, false, false]);
    const asked = at.given().length;
    await at.swept();
    expect(at.given()).toHaveLength(asked);
  });

  it('is not asked for again and again where Discord refuses it, and given once that is mended', async () => {
    await begin('role');
    const { world } = at;
    world.moveRole(at.guildId, at.roles.unverified, 4);
    const crowd = Array.from({ length: 30 }, () => at.joins());
    await play.sandbox.traffic.until(() => at.given().length > 0);
    await at.swept();
    expect(at.given().length).toBeLessThan(4);
    world.moveRole(at.guildId, at.roles.unverified, 1);
    await at.swept();
    await at.swept();
    expect(crowd.filter((id) => at.has(id))).toHaveLength(30);
  });

  it('in a raid one is asked for at a time, verified members come first, and who has left is not asked about', async () => {
    await begin('role');
    const { world } = at;
    const mira = play.person('mira');
    await mira.begin();
    await mira.send();
    const raid = Array.from({ length: 400 }, () => at.joins());
    await play.sandbox.traffic.until(() => at.given().length > 5);
    const gone = raid.splice(-100);
    for (const id of gone) world.removeMember(at.guildId, id);
    await mira.submit(mira.code());
    await world.until(() => mira.hasRole());
    expect(at.given().length).toBeLessThan(300);
    await vi.waitFor(() => expect(raid.filter((id) => at.has(id))).toHaveLength(300), 20_000);
    await play.stopApps();
    expect(at.given().filter(({ path }) => gone.some((id) => path.includes(id)))).toEqual([]);
    expect(at.given().filter(({ status }) => status >= 400)).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
afterEach(() => play.stop());

/** A verified member who has left, with the role lost, and comes back. */
async function comesBack(intents: string) {
  play = await startPlay({ env: { DISCORD_INTENTS: intents } });
  const mira = play.person('mira');
  await mira.verify();
  await play.clock.skip(1000);
  const { world, seeded } = play.sandbox;
  world.removeMember(seeded.guildId, mira.id);
  world.addMember(seeded.guildId, mira.id);
  return mira;
}

const roleRequests = () =>
  play.sandbox.traffic.exchanges.filter(({ method, path }) => method === 'PUT' && path.includes('/roles/'));

describe('a verified member who comes back', () => {
  it('gets the role by themselves with the members intent, without an SMS', async () => {
    const mira = await comesBack('members');
    await play.sandbox.world.until(() => mira.hasRole());
    expect(mira.smsCount()).toBe(1);
    await play.stopApps();
    expect(roleRequests()).toHaveLength(2);
    const { guildId } = play.sandbox.seeded;
    const entries = await play.stored(({ journal }) => journal.ofMember({ serverId: guildId, memberId: mira.id }, 20));
    expect(entries.filter(({ what }) => what === 'granted')).toHaveLength(2);
  });

  it('is helped later where Discord fails just then', async () => {
    play = await startPlay({ env: { DISCORD_INTENTS: 'members' } });
    const mira = play.person('mira');
    await mira.verify();
    await play.clock.skip(1000);
    const { world, seeded, traffic } = play.sandbox;
    world.removeMember(seeded.guildId, mira.id);
    world.faults.add({ method: 'PUT', path: /\/roles\//, times: 3, status: 503 });
    world.addMember(seeded.guildId, mira.id);
    await traffic.until(() => roleRequests().length === 4);
    expect(mira.hasRole()).toBe(false);
    await play.clock.skip(120_000);
    await world.until(() => mira.hasRole());
    expect(mira.smsCount()).toBe(1);
  });

  it('presses Verify once without the intent, and no SMS is sent', async () => {
    const mira = await comesBack('');
    await play.clock.skip(120_000);
    expect(mira.hasRole()).toBe(false);
    await mira.press('Verify', mira.notice());
    await mira.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(1);
  });
});

it('somebody who was never verified is left alone when they join', async () => {
  play = await startPlay({ env: { DISCORD_INTENTS: 'members' } });
  const { world, seeded } = play.sandbox;
  const newcomer = world.addUser({ username: 'tove.lind', displayName: 'Tove Lind' });
  world.addMember(seeded.guildId, newcomer.id);
  await play.clock.skip(120_000);
  await play.stopApps();
  expect(roleRequests()).toEqual([]);
});

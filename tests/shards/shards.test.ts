import { describe, expect, it, onTestFinished } from 'vitest';
import { explainStart } from '../../src/discord/gateway/start-failure.ts';
import { onEveryStore } from '../storage/places.ts';
import { startPlay } from '../support/play.ts';
import { addServerOnOtherShard, envFor, inNoHurry, onBoth, setUpOn, shardOf } from './halves.ts';

/** A play that ends with its test. */
async function playFor(...options: Parameters<typeof startPlay>) {
  const play = await startPlay(...options);
  onTestFinished(play.stop);
  return play;
}

describe('shards', () => {
  it('are as many as Discord recommends, unless told otherwise', async () => {
    const play = await playFor({
      prepare: (sandbox) => {
        inNoHurry(sandbox);
        sandbox.world.application.recommendedShards = 3;
      },
    });
    expect(play.sandbox.gateway.shards().sort()).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    await play.person('mira').verify();
  });

  it('are those that are named', async () => {
    const play = await playFor({ prepare: inNoHurry, setUp: false, env: { SHARDS: '0,2-3', SHARD_COUNT: '5' } });
    expect(play.sandbox.gateway.shards().sort()).toEqual([
      [0, 5],
      [2, 5],
      [3, 5],
    ]);
  });

  it('that are too few for Discord stop the start with one sentence', async () => {
    const play = await playFor({ setUp: false });
    await play.stopApps();
    play.sandbox.world.application.fewestShards = 2;
    const refusal = await play.startApp({ SHARD_COUNT: '1' }).catch((error: unknown) => error);
    expect(explainStart(refusal)).toMatch(/^Discord needs more shards: set SHARD_COUNT .*\.\n$/);
  });
});

onEveryStore((freshPlace) => {
  /** Two bots over one store, each with one of two shards, and a server on either. */
  async function startHalves(env: Readonly<Record<string, string>> = {}) {
    const place = envFor(await freshPlace().address());
    const play = await playFor({ prepare: inNoHurry, setUp: false, env: { ...place, ...env, SHARD_COUNT: '2' } });
    await play.stopApps();
    const { sandbox } = play;
    const other = await addServerOnOtherShard(sandbox);
    const home = sandbox.seeded;
    const [here, there] = await Promise.all(
      [home.guildId, other.guildId].map((id) => play.startApp({ SHARDS: String(shardOf(id, 2)) })),
    );
    const { verify } = home.channels;
    await setUpOn(sandbox, { guildId: home.guildId, channelId: verify, roleId: home.roles.verified });
    await setUpOn(sandbox, other);
    return { play, sandbox, other, here, there };
  }

  it('members verify on servers of both halves', async () => {
    const { sandbox, other } = await startHalves();
    expect(sandbox.gateway.shards().sort()).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const [here, there] = onBoth(sandbox, 'mira', other);
    await here.verify();
    expect([here.hasRole(), there.hasRole()]).toEqual([true, false]);
    await there.verify();
    expect(there.hasRole()).toBe(true);
  });

  it('where one half stops, the other goes on', async () => {
    const { sandbox, other, there } = await startHalves();
    await there?.stop();
    const [here] = onBoth(sandbox, 'mira', other);
    await here.verify();
    expect(here.hasRole()).toBe(true);
  });

  it('case 23: the daily total is exact where both halves send at the same moment', async () => {
    const { play, sandbox, other } = await startHalves({ SENDS_PER_DAY: '3' });
    const people = (['mira', 'ada', 'nils'] as const).flatMap((name) => onBoth(sandbox, name, other));
    for (const person of people) await person.begin();
    await Promise.all(people.map((person) => person.press('Send OTP')));
    await play.stopApps();
    expect(sandbox.twilio.messages).toHaveLength(3);
  });

  it('case 16: both halves share the guesses of a day', async () => {
    const { play, sandbox, other } = await startHalves({ GUESSES_PER_MEMBER_PER_DAY: '2' });
    const both = onBoth(sandbox, 'mira', other);
    for (const mira of both) {
      await mira.begin();
      await mira.send();
    }
    await Promise.all([...both, ...both].map((mira) => mira.submit(mira.code() === '0000' ? '0001' : '0000')));
    for (const mira of both) await mira.submit(mira.code());
    expect(both.map((mira) => mira.hasRole())).toEqual([false, false]);
    // Some of it is written down after the answer.
    await play.stopApps();
    const evaluated = await play.stored(async ({ journal }) => {
      const memberId = sandbox.seeded.people.mira;
      const servers = [sandbox.seeded.guildId, other.guildId];
      const entries = await Promise.all(servers.map((serverId) => journal.ofMember({ serverId, memberId }, 50)));
      return entries.flat().filter(({ what }) => what === 'wrongCode');
    });
    expect(evaluated).toHaveLength(2);
  });

  it('who comes back to a server gets the role once, from the half that has it', async () => {
    const { play, sandbox, other } = await startHalves({ DISCORD_INTENTS: 'members' });
    const [, there] = onBoth(sandbox, 'mira', other);
    await there.verify();
    sandbox.world.removeMember(other.guildId, there.id);
    sandbox.world.addMember(other.guildId, there.id);
    await sandbox.world.until(() => there.hasRole());
    await play.stopApps();
    const path = `/guilds/${other.guildId}/members/${there.id}/roles/`;
    expect(sandbox.traffic.exchanges.filter((one) => one.method === 'PUT' && one.path.includes(path))).toHaveLength(2);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { DiscordRefuses } from '../../src/discord/gateway/refusal.ts';
import { explainStart } from '../../src/discord/gateway/start-failure.ts';
import { type Play, startPlay } from '../support/play.ts';
import { freePort } from '../support/scrape.ts';

let play: Play;
afterEach(() => play.stop());

const giving = /\/members\/\d+\/roles\/\d+$/;

/** What the bot's requests of one kind were answered. */
function asked(method: string, path: RegExp): number[] {
  const { exchanges } = play.sandbox.traffic;
  return exchanges.filter((one) => one.method === method && path.test(one.path)).map(({ status }) => status);
}

const logged = (words: string) =>
  play.logs.lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.includes(words));

describe('case 39: a 401 of Discord’s REST', () => {
  it('that passes costs nobody anything: Discord is asked about the token, and the request goes out again', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    play.sandbox.world.faults.add({ method: 'PUT', path: giving, status: 401 });
    await mira.verify();
    expect(mira.hasRole()).toBe(true);
    expect(asked('PUT', giving)).toEqual([401, 204]);
    expect(asked('GET', /^\/users\/@me$/)).toEqual([200]);
    const { world, seeded } = play.sandbox;
    const next = world.addUser({ username: 'next', displayName: 'Next', phone: '+14155550177' });
    world.addMember(seeded.guildId, next.id);
    await play.personById(next.id).verify();
    expect(asked('PUT', giving)).toEqual([401, 204, 204]);
  });

  it('at the start does not end it', async () => {
    play = await startPlay();
    await play.stopApps();
    play.sandbox.world.faults.add({ path: /^\/gateway\/bot$/, status: 401 });
    await play.startApp();
    await play.person('mira').verify();
  });

  it('of one route alone is an outage: the token is kept, and Discord is not asked about it again and again', async () => {
    play = await startPlay();
    const mira = play.person('mira');
    await mira.begin();
    await mira.send();
    play.sandbox.world.faults.add({ method: 'PUT', path: giving, status: 401, times: 4 });
    await mira.submit(mira.code());
    await mira.untilSees("Discord didn't let me give you the role just now");
    expect(asked('GET', /^\/users\/@me$/)).toEqual([200]);
    await play.clock.skip(2 * 60_000);
    await play.sandbox.world.until(() => mira.hasRole());
  });

  it('that stays, after months too, says that the token is refused', async () => {
    play = await startPlay();
    const app = await play.restart();
    await play.person('mira').begin();
    play.sandbox.world.faults.add({ path: /^\/(?!interactions|webhooks)/, status: 401, times: 1000 });
    void play.person('ada').slash('setup', {});
    const why = await app.refused;
    expect(explainStart(new DiscordRefuses(why))).toMatch(/^Discord does not accept DISCORD_TOKEN\. .*\n$/);
    expect(play.sandbox.traffic.exchanges.filter(({ status }) => status === 401).length).toBeLessThan(30);
    play.sandbox.world.faults.clear();
  }, 30_000);
});

describe('case 40: a close code that is final', () => {
  it.each([
    [4004, /^Discord does not accept DISCORD_TOKEN\./],
    [4010, /^Discord does not accept these shards: /],
    [4011, /^Discord needs more shards: /],
    [4012, /install the newest one/],
    [4013, /install the newest one/],
    [4014, /^DISCORD_INTENTS includes members, /],
  ])('%i says what to do, and stands in the log', async (code, sentence) => {
    play = await startPlay({ setUp: false });
    const app = await play.restart();
    play.sandbox.gateway.drop(code);
    const words = explainStart(new DiscordRefuses(await app.refused));
    expect(words).toMatch(sentence);
    expect(words.trimEnd()).not.toContain('\n');
    expect(logged('ended the connection for good')[0]).toMatchObject({ level: 'warn', closeCode: code });
  });

  it('is told from one that passes: the bot connects again, and the log says why it was away', async () => {
    play = await startPlay();
    play.sandbox.gateway.drop(4000);
    await vi.waitFor(() => expect(logged('the connection to Discord is back')).toHaveLength(1), 5000);
    expect(logged('was lost')[0]).toMatchObject({ level: 'warn', closeCode: 4000, shard: 0 });
    await play.person('mira').verify();
  });
});

it('case 40: the health check says so when the bot has not been connected for minutes, and not before', async () => {
  const port = await freePort();
  play = await startPlay({ env: { METRICS_PORT: String(port) } });
  const health = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status;
  await play.clock.skip(60 * 60_000);
  expect(await health()).toBe(200);
  // A code that discord.js does not connect again after, so that it stays away.
  play.sandbox.gateway.drop(4014);
  await vi.waitFor(() => expect(logged('for good')).not.toEqual([]));
  await play.clock.skip(2 * 60_000);
  expect(await health()).toBe(200);
  await play.clock.skip(61_000);
  expect(await health()).toBe(503);
});

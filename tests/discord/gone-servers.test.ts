import { REST } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { createGoneServers } from '../../src/discord/privacy/gone-servers.ts';
import { sandboxForTest } from '../sandbox/discord/bot.ts';

async function scene() {
  const sandbox = await sandboxForTest();
  const { world, seeded } = sandbox;
  const rest = new REST({ api: sandbox.discordApiUrl, retries: 0 }).setToken(sandbox.token);
  const addServers = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => world.addGuild({ name: `Cove ${index}`, ownerId: seeded.people.ada }).id,
    );
  const asked = () => sandbox.traffic.exchanges.map(({ path }) => path);
  return { ...sandbox, sandbox, goneServers: createGoneServers(rest), addServers, asked, guildId: seeded.guildId };
}

describe('servers that the bot is not on any more', () => {
  it('are those that it left and those that are no more, among more than a page of others', async () => {
    const { world, goneServers, addServers, asked, guildId, traffic } = await scene();
    const others = addServers(401);
    const [left = ''] = addServers(1);
    world.removeBot(left);
    const noMore = '100000000000000001';

    expect(await goneServers([guildId, noMore, ...others, left])).toEqual([noMore, left]);
    expect(asked()).toEqual([
      '/users/@me/guilds',
      '/users/@me/guilds',
      '/users/@me/guilds',
      `/guilds/${noMore}`,
      `/guilds/${left}`,
    ]);
    expect(traffic.problems()).toEqual([]);
  });

  it('are not asked for where nothing is kept', async () => {
    const { goneServers, asked } = await scene();
    expect(await goneServers([])).toEqual([]);
    expect(asked()).toEqual([]);
  });

  it.each([
    ['the list', /^\/users/, 503],
    ['the server itself', /^\/guilds/, 500],
    ['the server itself, for a reason that is not its absence', /^\/guilds/, 403],
  ])('cannot be told in an outage of %s', async (_, path, status) => {
    const { world, goneServers, guildId } = await scene();
    world.removeBot(guildId);
    world.faults.add({ path, status });
    await expect(goneServers([guildId])).rejects.toMatchObject({ status });
    expect(await goneServers([guildId])).toEqual([guildId]);
  });
});

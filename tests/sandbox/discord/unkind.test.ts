import { Client, Events, GatewayIntentBits, Routes } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { Permission } from '../../../sandbox/world/bits.ts';
import { botFor, sandboxForTest } from './bot.ts';

test('a server that requires 2FA refuses a bot whose owner has none what moderating needs', async () => {
  const sandbox = await sandboxForTest();
  const { world, seeded, traffic } = sandbox;
  const { rest } = await botFor(sandbox);
  const { guildId, people, roles, channels } = seeded;
  const give = () => rest.put(Routes.guildMemberRole(guildId, people.mira, roles.verified));
  world.setRolePermissions(guildId, roles.latchkey, Permission.ManageRoles | Permission.KickMembers);
  world.setMfaLevel(guildId, 1);
  expect(await rest.get(Routes.guild(guildId))).toMatchObject({ mfa_level: 1 });
  expect(await rest.get(Routes.user())).toMatchObject({ mfa_enabled: false });
  await expect(give()).rejects.toMatchObject({ status: 403, code: 60003 });
  await expect(rest.delete(Routes.guildMember(guildId, people.jonas))).rejects.toMatchObject({ code: 60003 });
  await rest.post(Routes.channelMessages(channels.verify), { body: { content: 'Not moderation' } });
  world.setMfaLevel(guildId, 1, 50013);
  await expect(give()).rejects.toMatchObject({ status: 403, code: 50013 });
  world.application.ownerHasTwoFactor = true;
  expect(await rest.get(Routes.user())).toMatchObject({ mfa_enabled: true });
  await give();
  expect(traffic.problems()).toEqual([]);
});

test('without the bot scope interactions arrive from a server whose REST answers 404 or 403', async () => {
  const sandbox = await sandboxForTest();
  const { world, seeded, traffic, actor } = sandbox;
  const { guildId, people, channels, roles } = seeded;
  const seen: unknown[] = [];
  const bot = await botFor(
    sandbox,
    async (interaction) => {
      if (!interaction.isRepliable()) return;
      seen.push([interaction.inCachedGuild(), interaction.guildId, interaction.appPermissions.has('ManageRoles')]);
      await interaction.reply('still here');
    },
    { intents: [GatewayIntentBits.Guilds] },
  );
  const gone = new Promise((resolve) => bot.once(Events.GuildDelete, (guild) => resolve(guild.id)));
  world.addWithoutBot(guildId);
  expect(await gone).toBe(guildId);
  expect(await actor(people.mira).slash('go')).toMatchObject({ message: { content: 'still here' } });
  expect(seen).toEqual([[false, guildId, false]]);
  const { rest } = bot;
  await expect(rest.get(Routes.guild(guildId))).rejects.toMatchObject({ status: 404, code: 10004 });
  await expect(rest.get(Routes.channel(channels.verify))).rejects.toMatchObject({ status: 403, code: 50001 });
  await expect(rest.put(Routes.guildMemberRole(guildId, people.mira, roles.verified))).rejects.toMatchObject({
    status: 404,
    code: 10004,
  });
  await rest.put(Routes.applicationGuildCommands(bot.application.id, guildId), { body: [] });
  world.addBot(guildId);
  expect(await rest.get(Routes.guild(guildId))).toMatchObject({ id: guildId });
  world.removeBot(guildId);
  await expect(actor(people.mira).slash('go')).rejects.toThrow('is not in Lantern Bay');
  await expect(
    rest.put(Routes.applicationGuildCommands(bot.application.id, guildId), { body: [] }),
  ).rejects.toMatchObject({ status: 403, code: 50001 });
  expect(traffic.problems()).toEqual([]);
});

test('one 401 is one; after a reset of the token every request with the former one is refused, and the gateway closes with 4004', async () => {
  const sandbox = await sandboxForTest();
  const { world, seeded } = sandbox;
  // discord.js drops its token at a 401 by itself: here each request brings it along.
  const ask = (token = sandbox.token) =>
    fetch(`${sandbox.discordApiUrl}/v10/guilds/${seeded.guildId}`, { headers: { authorization: `Bot ${token}` } });
  world.faults.add({ status: 401 });
  const refused = await ask();
  expect([refused.status, await refused.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
  expect((await ask()).status).toBe(200);
  const bot = await botFor(sandbox);
  const closed = new Promise((resolve) => bot.once(Events.ShardDisconnect, ({ code }) => resolve(code)));
  const former = sandbox.token;
  world.resetToken();
  expect(await closed).toBe(4004);
  expect(sandbox.token).not.toBe(former);
  expect((await ask(former)).status).toBe(401);
  expect((await ask()).status).toBe(200);
  const again = new Client({ intents: [], rest: { api: sandbox.discordApiUrl } });
  onTestFinished(() => again.destroy());
  await expect(again.login(former)).rejects.toMatchObject({ code: 'TokenInvalid' });
});

test.each([4004, 4010, 4011, 4012, 4013, 4014])(
  'a connection that is closed with %i does not come back',
  async (code) => {
    const sandbox = await sandboxForTest();
    const bot = await botFor(sandbox);
    const closed = new Promise((resolve) => bot.once(Events.ShardDisconnect, (event) => resolve(event.code)));
    sandbox.gateway.drop(code);
    expect(await closed).toBe(code);
    await expect.poll(() => sandbox.gateway.connected()).toBe(0);
    expect(sandbox.gateway.identified()).toBe(1);
  },
);

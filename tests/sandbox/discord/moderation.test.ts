import { Client, Events, GatewayIntentBits, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { Permission } from '../../../sandbox/world/bits.ts';
import { botFor, sandboxForTest } from './bot.ts';

const { ManageRoles, ViewChannel, KickMembers, BanMembers } = Permission;

/** A sandbox, its bot's REST client, and a way to give the bot's role exactly some permissions. */
async function scene(intents: GatewayIntentBits[] = []) {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, () => undefined, { intents });
  const { guildId, roles } = sandbox.seeded;
  const allow = (permissions: bigint) =>
    sandbox.world.setRolePermissions(guildId, roles.latchkey, permissions | ViewChannel);
  const isMember = (userId: string) => sandbox.world.guilds.get(guildId)?.members.has(userId);
  return { ...sandbox, sandbox, bot, rest: bot.rest, allow, isMember, ...sandbox.seeded };
}

const query = (fields: Record<string, string>) => ({ query: new URLSearchParams(fields) });

test('all members are listed page by page, in the order of their ids', async () => {
  const { rest, guildId, world, traffic } = await scene();
  const ids = [...(world.guilds.get(guildId)?.members.keys() ?? [])].toSorted();
  const page = async (fields: Record<string, string>) => {
    const members: unknown = await rest.get(Routes.guildMembers(guildId), query(fields));
    return Array.isArray(members) ? members.map((member) => member.user.id) : [];
  };
  expect(await page({ limit: '1000' })).toEqual(ids);
  expect(await page({ limit: '2' })).toEqual(ids.slice(0, 2));
  expect(await page({ limit: '2', after: ids[1] ?? '' })).toEqual(ids.slice(2, 4));
  expect(await page({})).toHaveLength(1);
  expect(traffic.problems()).toEqual([]);
  await expect(page({ limit: '1001' })).rejects.toMatchObject({ status: 400, code: 50035 });
});

test('listing members needs the privileged intent, searching does not', async () => {
  const { rest, guildId, world, people } = await scene();
  world.application.privilegedIntents = 0;
  const list = rest.get(Routes.guildMembers(guildId), query({ limit: '10' }));
  await expect(list).rejects.toMatchObject({ status: 403, code: 50001 });
  const found = await rest.get(Routes.guildMembersSearch(guildId), query({ query: 'VESP' }));
  expect(found).toMatchObject([{ user: { id: people.vesper } }]);
});

test('an application says which privileged intents are switched on', async () => {
  const { bot, world } = await scene();
  const flags = async () => (await bot.application.fetch()).flags.toArray();
  expect(await flags()).toEqual(['GatewayGuildMembersLimited']);
  world.application.privilegedIntents = 0;
  expect(await flags()).toEqual([]);
});

test('a kick needs Kick Members, and a place above the member', async () => {
  const { rest, allow, guildId, people, roles, world, isMember, traffic } = await scene();
  const kick = (userId: string) => rest.delete(Routes.guildMember(guildId, userId), { reason: 'Not verified in time' });
  await expect(kick(people.jonas)).rejects.toMatchObject({ status: 403, code: 50013 });
  allow(KickMembers);
  await kick(people.jonas);
  expect(isMember(people.jonas)).toBe(false);
  expect(traffic.exchanges.at(-1)).toMatchObject({ status: 204, reason: 'Not verified in time' });
  await expect(kick(people.jonas)).rejects.toMatchObject({ status: 404, code: 10007 });
  world.giveRole(guildId, people.mira, roles.keeper);
  await expect(kick(people.mira), 'above the bot').rejects.toMatchObject({ code: 50013 });
  await expect(kick(people.ada), 'the owner').rejects.toMatchObject({ code: 50013 });
  expect(traffic.problems()).toEqual([]);
});

test('bans are given with a reason, listed and lifted, and need Ban Members', async () => {
  const { rest, allow, guildId, people, isMember, traffic } = await scene();
  const path = Routes.guildBan(guildId, people.jonas);
  await expect(rest.put(path)).rejects.toMatchObject({ code: 50013 });
  await expect(rest.get(Routes.guildBans(guildId))).rejects.toMatchObject({ code: 50013 });
  allow(BanMembers);
  await rest.put(path, { body: {}, reason: 'Sold the lamps – twice' });
  expect(isMember(people.jonas)).toBe(false);
  const ban = { reason: 'Sold the lamps – twice', user: { id: people.jonas } };
  expect(await rest.get(path)).toMatchObject(ban);
  expect(await rest.get(Routes.guildBans(guildId))).toMatchObject([ban]);
  await rest.delete(path);
  await expect(rest.get(path)).rejects.toMatchObject({ status: 404, code: 10026 });
  await expect(rest.put(Routes.guildBan(guildId, people.ada))).rejects.toMatchObject({ code: 50013 });
  await expect(rest.put(Routes.guildBan(guildId, '1'))).rejects.toMatchObject({ code: 10013 });
  expect(traffic.problems()).toEqual([]);
});

test('discord.js reports bans, unbans, joins and leaves with the intents for them', async () => {
  const { Guilds, GuildMembers, GuildModeration } = GatewayIntentBits;
  const { bot, world, guildId, people, allow } = await scene([Guilds, GuildMembers, GuildModeration]);
  allow(BanMembers);
  const next = (event: string) => new Promise((resolve) => bot.once(event, resolve));
  const banned = next(Events.GuildBanAdd);
  world.ban(guildId, people.jonas);
  expect(await banned).toMatchObject({ user: { id: people.jonas } });
  const pardoned = next(Events.GuildBanRemove);
  world.unban(guildId, people.jonas);
  expect(await pardoned).toMatchObject({ user: { id: people.jonas } });
  const joined = next(Events.GuildMemberAdd);
  world.addMember(guildId, people.jonas);
  expect(await joined).toMatchObject({ id: people.jonas });
});

test('a bot that is kicked is told so, and reaches nothing of the server any more', async () => {
  const { bot, rest, world, guildId, people, channels, roles, traffic, sandbox } = await scene([
    GatewayIntentBits.Guilds,
  ]);
  const told = new Promise<{ id: string }>((resolve) => bot.once(Events.GuildDelete, resolve));
  const notice = world.messages.add({
    channelId: channels.verify,
    authorId: world.application.botId,
    components: [{ type: 1, components: [{ type: 2, style: 1, custom_id: 'x', label: 'X' }] }],
  });
  world.removeBot(guildId);
  expect((await told).id).toBe(guildId);
  expect(await rest.get(Routes.userGuilds())).toEqual([]);
  for (const path of [
    Routes.guild(guildId),
    Routes.guildRoles(guildId),
    Routes.guildMember(guildId, people.mira),
    Routes.guildBans(guildId),
  ]) {
    await expect(rest.get(path), path).rejects.toMatchObject({ status: 404, code: 10004 });
  }
  const grant = rest.put(Routes.guildMemberRole(guildId, people.mira, roles.verified));
  await expect(grant).rejects.toMatchObject({ status: 404, code: 10004 });
  const post = rest.post(Routes.channelMessages(channels.verify), { body: { content: 'hello' } });
  await expect(post).rejects.toMatchObject({ status: 403, code: 50001 });

  const mira = sandbox.actor(people.mira);
  expect(await mira.press(notice.id, 'x'), 'its buttons are dead').toEqual({ is: 'failed' });
  await expect(mira.slash('go')).rejects.toThrow('is not in Lantern Bay');
  world.giveRole(guildId, people.mira, roles.verified);
  expect(traffic.problems()).toEqual([]);
});

test('a bot that is added again begins below every other role', async () => {
  const { bot, rest, world, guildId, people, roles } = await scene([GatewayIntentBits.Guilds]);
  world.removeBot(guildId);
  const told = new Promise<{ id: string }>((resolve) => bot.once(Events.GuildCreate, resolve));
  world.addBot(guildId);
  expect((await told).id).toBe(guildId);
  const grant = () => rest.put(Routes.guildMemberRole(guildId, people.mira, roles.verified));
  await expect(grant()).rejects.toMatchObject({ code: 50013 });
  world.moveRole(guildId, roles.verified, 1);
  await grant();
});

test('an account tells its age by its id', async () => {
  const { people, world } = await scene();
  const days = (id: string) => (world.now() - Number((BigInt(id) >> 22n) + 1_420_070_400_000n)) / 86_400_000;
  expect(days(people.nils)).toBe(2);
  expect(days(people.mira)).toBe(4 * 365);
});

test('the seed lets the bot post for the staff, and nobody holds Unverified', async () => {
  const { rest, channels, world, guildId, roles, traffic } = await scene();
  await rest.post(Routes.channelMessages(channels.staff), { body: { content: 'One line for the staff.' } });
  const members = [...(world.guilds.get(guildId)?.members.values() ?? [])];
  expect(members.some((member) => member.roles.has(roles.unverified))).toBe(false);
  expect(traffic.problems()).toEqual([]);
  expect(await rest.get(Routes.guildRole(guildId, roles.unverified))).toMatchObject({ permissions: '0', position: 1 });
  expect(ManageRoles & BigInt(world.guilds.get(guildId)?.roles.get(roles.latchkey)?.permissions ?? 0n)).toBe(
    ManageRoles,
  );
});

test('a client that asks for an intent that is switched off does not get in', async () => {
  const sandbox = await sandboxForTest();
  sandbox.world.application.privilegedIntents = 0;
  const client = new Client({ intents: [GatewayIntentBits.GuildMembers], rest: { api: sandbox.discordApiUrl } });
  const refused = new Promise<Error>((resolve) => client.once(Events.Error, resolve));
  const login = client.login(sandbox.token).catch((error: Error) => error);
  expect(String(await Promise.race([refused, login]))).toContain('disallowed intents');
  await client.destroy();
});

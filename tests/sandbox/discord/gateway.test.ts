import { Client, Events, GatewayIntentBits, type Interaction } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { Permission } from '../../../sandbox/world/bits.ts';
import { botFor, sandboxForTest } from './bot.ts';
import { rawSession } from './raw-session.ts';

const answering = async (interaction: Interaction) => {
  if (interaction.isRepliable()) await interaction.reply('here');
};

/** The next event the client emits, such as `shardResume`. */
const next = (client: Client, event: string) => new Promise((resolve) => client.once(event, resolve));

test('after close 4000 a client resumes, and an interaction sent in between is not lost', async () => {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, answering);
  const resumed = next(bot, Events.ShardResume);
  sandbox.gateway.drop(4000);
  const answer = sandbox.actor(sandbox.seeded.people.mira).slash('go');
  await resumed;
  expect(await answer).toMatchObject({ is: 'message', message: { content: 'here' } });
  expect(sandbox.gateway.identified()).toBe(1);
});

test('op 7 makes a client reconnect and resume', async () => {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, answering);
  const resumed = next(bot, Events.ShardResume);
  sandbox.gateway.askReconnect();
  await resumed;
  expect(await sandbox.actor(sandbox.seeded.people.mira).slash('go')).toMatchObject({ is: 'message' });
  expect(sandbox.gateway.identified()).toBe(1);
});

test('an invalid session makes a client identify again', async () => {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, answering);
  const ready = next(bot, Events.ShardReady);
  sandbox.gateway.invalidate(false);
  await ready;
  expect(sandbox.gateway.identified()).toBe(2);
  expect(await sandbox.actor(sandbox.seeded.people.mira).slash('go')).toMatchObject({ is: 'message' });
});

test('a resumable invalid session is resumed', async () => {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, answering);
  const resumed = next(bot, Events.ShardResume);
  sandbox.gateway.invalidate(true);
  await resumed;
  expect(sandbox.gateway.identified()).toBe(1);
});

test('a wrong token is turned away by REST, and by the gateway with 4004', async () => {
  const sandbox = await sandboxForTest();
  const client = new Client({ intents: [], rest: { api: sandbox.discordApiUrl } });
  onTestFinished(() => client.destroy());
  await expect(client.login('not.the.token')).rejects.toThrow('An invalid token was provided.');

  const raw = await rawSession(sandbox.url, { token: 'not.the.token', intents: 0 });
  expect(await raw.closed).toBe(4004);
});

test('privileged intents that are not switched on close with 4014', async () => {
  const sandbox = await sandboxForTest();
  sandbox.world.application.privilegedIntents = 0;
  const identify = { token: sandbox.token, intents: GatewayIntentBits.GuildMembers };
  expect(await (await rawSession(sandbox.url, identify)).closed).toBe(4014);
  sandbox.world.application.privilegedIntents = GatewayIntentBits.GuildMembers;
  const allowed = await rawSession(sandbox.url, identify);
  expect(await allowed.first('READY')).toMatchObject({ v: 10, application: { id: sandbox.world.application.id } });
});

test('without intents READY lists unavailable servers and nothing but interactions follows', async () => {
  const sandbox = await sandboxForTest();
  const raw = await rawSession(sandbox.url, { token: sandbox.token, intents: 0 });
  const { guildId, people, roles } = sandbox.seeded;
  expect(await raw.first('READY')).toMatchObject({ guilds: [{ id: guildId, unavailable: true }] });
  sandbox.world.giveRole(guildId, people.mira, roles.verified);
  sandbox.world.deleteRole(guildId, roles.verified);
  sandbox.world.commands.put(undefined, { name: 'go', description: 'Goes.' });
  void sandbox.actor(people.mira).slash('go');
  await raw.first('INTERACTION_CREATE');
  expect(raw.types()).toEqual(['READY', 'INTERACTION_CREATE']);
});

test('members, bans and roles are told to those who asked for them', async () => {
  const sandbox = await sandboxForTest();
  const { Guilds, GuildMembers, GuildModeration } = GatewayIntentBits;
  const raw = await rawSession(sandbox.url, { token: sandbox.token, intents: Guilds | GuildMembers | GuildModeration });
  const { guildId, people, roles } = sandbox.seeded;
  await raw.first('GUILD_CREATE');
  sandbox.world.setRolePermissions(guildId, roles.latchkey, Permission.BanMembers);
  sandbox.world.removeMember(guildId, people.mira);
  sandbox.world.addMember(guildId, people.mira);
  sandbox.world.ban(guildId, people.jonas);
  sandbox.world.deleteRole(guildId, roles.verified);
  expect(await raw.first('GUILD_ROLE_DELETE')).toEqual({ guild_id: guildId, role_id: roles.verified });
  expect(raw.types().slice(3)).toEqual([
    'GUILD_MEMBER_REMOVE',
    'GUILD_MEMBER_ADD',
    'GUILD_BAN_ADD',
    'GUILD_MEMBER_REMOVE',
    'GUILD_ROLE_DELETE',
  ]);
});

test('bans are told to a bot that could look them up: by Ban Members, or by the audit log, which shows them too', async () => {
  const sandbox = await sandboxForTest();
  const raw = await rawSession(sandbox.url, { token: sandbox.token, intents: GatewayIntentBits.GuildModeration });
  await raw.first('READY');
  const { guildId, people, roles } = sandbox.seeded;
  sandbox.world.ban(guildId, people.mira);
  sandbox.world.setRolePermissions(guildId, roles.latchkey, Permission.BanMembers);
  sandbox.world.ban(guildId, people.jonas);
  expect(await raw.first('GUILD_BAN_ADD')).toMatchObject({ user: { id: people.jonas } });
  expect(raw.types()).toEqual(['READY', 'GUILD_BAN_ADD']);
  sandbox.world.setRolePermissions(guildId, roles.latchkey, Permission.ViewAuditLog);
  sandbox.world.unban(guildId, people.jonas);
  expect(await raw.first('GUILD_AUDIT_LOG_ENTRY_CREATE')).toMatchObject({ action_type: 23, target_id: people.jonas });
});

test('a server goes to the shard that its id falls to', async () => {
  const sandbox = await sandboxForTest();
  const place = Number((BigInt(sandbox.seeded.guildId) >> 22n) % 2n);
  const shardWith = async (index: number) => {
    const raw = await rawSession(sandbox.url, { token: sandbox.token, intents: 0, shard: [index, 2] });
    return (await raw.first('READY')).guilds;
  };
  expect(await shardWith(place)).toHaveLength(1);
  expect(await shardWith(1 - place)).toHaveLength(0);
});

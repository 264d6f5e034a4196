import { ChannelType, type Client, GatewayIntentBits, PermissionFlagsBits, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { ALL_PERMISSIONS } from '../../../sandbox/world/bits.ts';
import { botFor, sandboxForTest } from './bot.ts';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const { Guilds, GuildMembers, GuildMessages, GuildMessageReactions, MessageContent } = GatewayIntentBits;

/** The real discord.js client, with every permission but that of an administrator, in the seeded server. */
async function scene() {
  const sandbox = await sandboxForTest();
  const { world, seeded, traffic } = sandbox;
  world.application.privilegedIntents = GuildMembers | MessageContent;
  world.setRolePermissions(seeded.guildId, seeded.roles.latchkey, ALL_PERMISSIONS & ~PermissionFlagsBits.Administrator);
  const bot = await botFor(sandbox, undefined, {
    intents: [Guilds, GuildMembers, GuildMessages, GuildMessageReactions, MessageContent],
  });
  const guild = await bot.guilds.fetch(seeded.guildId);
  const channel = await bot.channels.fetch(seeded.channels.verify);
  if (channel?.type !== ChannelType.GuildText) throw new Error('no text channel');
  const without = (bits: bigint) =>
    world.setRolePermissions(
      seeded.guildId,
      seeded.roles.latchkey,
      ALL_PERMISSIONS & ~bits & ~PermissionFlagsBits.Administrator,
    );
  return { ...sandbox, ...seeded, bot, rest: bot.rest, guild, channel, without, world, traffic };
}

/** The next event of a client's. */
const next = <T>(client: Client, event: string) => new Promise<T>((resolve) => client.once(event, resolve));

test('a person’s message comes with its member and its mentions, and a reply with what it answers', async () => {
  const { bot, channel, people, actor, traffic, world } = await scene();
  const heard = next<{ member: unknown; mentions: { users: Map<string, unknown> } }>(bot, 'messageCreate');
  const question = await actor(people.mira).write(channel.id, `Hello <@${world.application.botId}>`);
  const message = await heard;
  expect(message.member).toBeTruthy();
  expect([...message.mentions.users.keys()]).toEqual([world.application.botId]);

  const silent = { repliedUser: false };
  const answer = await channel.send({
    content: 'Hi',
    reply: { messageReference: question.id },
    allowedMentions: silent,
  });
  expect([answer.type, answer.reference?.messageId, answer.mentions.users.size]).toEqual([19, question.id, 0]);
  const loud = await channel.send({ content: `<@${people.jonas}>`, reply: { messageReference: question.id } });
  expect([...loud.mentions.users.keys()]).toEqual([people.jonas, people.mira]);
  expect((await channel.send({ content: 'x', nonce: '7', enforceNonce: true })).nonce).toBe('7');
  const lost = { content: 'Hi', reply: { messageReference: '1', failIfNotExists: true } };
  expect(traffic.problems()).toEqual([]);
  await expect(channel.send(lost)).rejects.toMatchObject({ code: 50035 });
  await channel.send({ content: 'Hi', reply: { messageReference: '1', failIfNotExists: false } });
});

test('history is read in pages, and bad bounds are refused', async () => {
  const { channel, rest, without } = await scene();
  for (let index = 0; index < 7; index++) await channel.send(`message ${index}`);
  const all = [...(await channel.messages.fetch({ limit: 100 })).values()];
  const texts = async (query: object) =>
    [...(await channel.messages.fetch({ ...query, cache: false })).values()].map(({ content }) => content);
  const middle = all[3]?.id ?? '';
  expect(await texts({ before: middle, limit: 2 })).toEqual(['message 2', 'message 1']);
  expect(await texts({ after: middle, limit: 2 })).toEqual(['message 5', 'message 4']);
  expect(await texts({ around: middle, limit: 3 })).toEqual(['message 4', 'message 3', 'message 2']);
  for (const query of ['limit=0', 'limit=101', 'limit=abc', 'after=abc']) {
    const refused = rest.get(Routes.channelMessages(channel.id), { query: new URLSearchParams(query) });
    await expect(refused, query).rejects.toMatchObject({ status: 400, code: 50035 });
  }
  without(PermissionFlagsBits.ReadMessageHistory);
  expect(await texts({ limit: 5 })).toEqual(['message 6', 'message 5', 'message 4', 'message 3', 'message 2']);
});

test('reactions, pins and typing happen, are told and can be read', async () => {
  const { bot, channel, people, actor, traffic, rest } = await scene();
  const message = await channel.send('React');
  const reacted = next<{ emoji: { name: string } }>(bot, 'messageReactionAdd');
  await actor(people.mira).react(message.id, '🦊');
  expect((await reacted).emoji.name).toBe('🦊');
  await message.react('🦊');
  const fetched = await channel.messages.fetch({ message: message.id, force: true });
  expect(fetched.reactions.cache.get('🦊')?.count).toBe(2);
  const users = await fetched.reactions.cache.get('🦊')?.users.fetch();
  expect(users?.size).toBe(2);
  await fetched.reactions.cache.get('🦊')?.users.remove(people.mira);
  await fetched.reactions.removeAll();

  await message.pin();
  expect((await channel.messages.fetchPins()).items).toHaveLength(1);
  expect(await rest.get(`/channels/${channel.id}/pins`)).toHaveLength(1);
  await message.unpin();
  expect((await channel.messages.fetchPins()).items).toHaveLength(0);
  await channel.sendTyping();
  const many = [await channel.send('one'), await channel.send('two')];
  expect((await channel.bulkDelete(many)).size).toBe(2);
  expect(traffic.problems()).toEqual([]);
});

test('a timeout silences until its time is over; who may not give one is refused, and longer than 28 days is none', async () => {
  const { guild, people, world, guildId, clock, channel, without, actor } = await scene();
  const jonas = await guild.members.fetch(people.jonas);
  await jonas.edit({ communicationDisabledUntil: clock.now() + 60_000 });
  expect(world.guilds.get(guildId)?.members.get(people.jonas)?.timeoutUntil).toBe(clock.now() + 60_000);
  await expect(actor(people.jonas).write(channel.id, 'x')).rejects.toThrow('may not write');
  await clock.skip(60_000);
  await actor(people.jonas).write(channel.id, 'back');
  await expect(jonas.edit({ communicationDisabledUntil: clock.now() + 29 * 86_400_000 })).rejects.toMatchObject({
    code: 50035,
  });
  await expect(jonas.voice.setMute(true)).rejects.toThrow();
  without(PermissionFlagsBits.ModerateMembers);
  await expect(jonas.edit({ communicationDisabledUntil: null })).rejects.toMatchObject({ code: 50013 });
});

test('roles are made, changed, moved and deleted below the bot’s own, with no more than it has', async () => {
  const { guild, roles, world, guildId, traffic } = await scene();
  const role = await guild.roles.create({
    name: 'Sailor',
    colors: { primaryColor: 0x2563eb },
    hoist: true,
    permissions: ['SendMessages'],
  });
  expect([role.position, role.hoist, role.hexColor]).toEqual([1, true, '#2563eb']);
  await role.edit({ name: 'Captain', mentionable: true });
  await guild.roles.setPosition(role.id, 2);
  expect(world.guilds.get(guildId)?.roles.get(role.id)).toMatchObject({ name: 'Captain', position: 2 });
  await role.delete();
  expect(world.guilds.get(guildId)?.roles.has(role.id)).toBe(false);
  expect(traffic.problems()).toEqual([]);
  await expect(guild.roles.edit(roles.keeper, { name: 'x' })).rejects.toMatchObject({ code: 50013 });
  await expect(guild.roles.create({ permissions: ['Administrator'] })).rejects.toMatchObject({ code: 50013 });
});

test('channels, their overwrites and threads are made, changed and deleted', async () => {
  const { guild, channel, people, world, traffic, bot } = await scene();
  await guild.members.fetch(people.mira);
  const made = await guild.channels.create({ name: 'harbour', topic: 'Boats' });
  await made.edit({ topic: 'Ships', rateLimitPerUser: 5 });
  expect([made.topic, made.rateLimitPerUser]).toEqual(['Ships', 5]);
  await made.permissionOverwrites.create(people.mira, { SendMessages: false });
  expect(world.channel(made.id)?.overwrites).toMatchObject([{ id: people.mira, type: 'member' }]);
  await made.permissionOverwrites.delete(people.mira);
  await made.delete();
  expect(world.channel(made.id)).toBeUndefined();

  const message = await channel.send('Talk here');
  const created = next<{ id: string }>(bot, 'threadCreate');
  const thread = await message.startThread({ name: 'Talk' });
  expect([(await created).id, thread.parentId]).toEqual([message.id, channel.id]);
  await thread.send('First');
  await thread.members.add(people.mira);
  expect((await thread.members.fetch()).size).toBe(2);
  expect((await guild.channels.fetchActiveThreads()).threads.size).toBe(1);
  await thread.setArchived(true);
  expect((await channel.threads.fetchArchived()).threads.size).toBe(1);
  await thread.delete();
  expect(traffic.problems()).toEqual([]);
});

test('the server, invites, webhooks and emojis are changed, and the bot can leave', async () => {
  const { guild, channel, bot, traffic, world, guildId } = await scene();
  await guild.edit({ name: 'Lantern Cove', description: 'Lights' });
  expect(world.guilds.get(guildId)).toMatchObject({ name: 'Lantern Cove', details: { description: 'Lights' } });
  await guild.members.me?.setNickname('Keykeeper');
  expect((await guild.members.fetchMe({ force: true })).nickname).toBe('Keykeeper');

  const invite = await channel.createInvite({ maxAge: 600 });
  expect((await bot.fetchInvite(invite.code)).guild?.id).toBe(guildId);
  expect((await guild.invites.fetch()).size).toBe(1);
  await invite.delete();

  const webhook = await channel.createWebhook({ name: 'Foghorn' });
  const said = await webhook.send({ content: 'Hoo', username: 'Fog' });
  expect([said.author.username, said.webhookId]).toEqual(['Fog', webhook.id]);
  await webhook.editMessage(said.id, 'Hoooo');
  expect((await channel.messages.fetch({ message: said.id, force: true })).content).toBe('Hoooo');
  await webhook.deleteMessage(said.id);
  await webhook.delete();

  const emoji = await guild.emojis.create({ name: 'lantern', attachment: PIXEL });
  await emoji.edit({ name: 'lamp' });
  await (await channel.send('x')).react(emoji);
  await emoji.delete();
  const own = await bot.application.emojis.create({ name: 'key', attachment: PIXEL });
  expect((await bot.application.emojis.fetch()).size).toBe(1);
  await own.delete();
  expect(await guild.commands.permissions.fetch({})).toMatchObject({ size: 0 });
  await bot.user.setUsername('Lampkey');
  expect(traffic.problems()).toEqual([]);
  await guild.leave();
  expect(world.guilds.get(guildId)?.members.has(bot.user.id)).toBe(false);
});

test('what a route would take and not do is refused by name, and so are routes that are missing or shadowed', async () => {
  const { rest, channel, guildId, traffic, people } = await scene();
  const refused = (done: Promise<unknown>) => expect(done).rejects;
  await refused(
    rest.post(Routes.channelMessages(channel.id), { body: { content: 'x', sticker_ids: ['1'] } }),
  ).toMatchObject({
    status: 404,
    message: `sandbox: "sticker_ids" of POST /channels/${channel.id}/messages is not implemented`,
  });
  await refused(rest.patch('/users/@me', { body: { avatar: PIXEL } })).toThrow('"avatar" of PATCH /users/@me');
  await refused(rest.get(`/guilds/${guildId}/stickers`)).toMatchObject({
    status: 404,
    message: expect.stringContaining('is not implemented'),
  });
  expect(traffic.problems()).toHaveLength(3);
  await refused(rest.get('/guilds/abc')).toMatchObject({ status: 400, code: 50035 });
  await refused(rest.get('/no/such/route')).toMatchObject({ status: 404, message: '404: Not Found' });
  await refused(rest.put('/users/@me')).toMatchObject({ status: 405 });
  await refused(rest.patch(Routes.guildMember(guildId, people.mira), { body: { roles: 'x' } })).toMatchObject({
    status: 400,
  });
  await refused(
    rest.post(Routes.channelMessages(channel.id), { files: [{ name: 'big', data: Buffer.alloc(10_485_761) }] }),
  ).toMatchObject({ status: 413, code: 40005 });
});

test('embeds come back with their defaults and without what is null', async () => {
  const { channel, traffic } = await scene();
  const embeds = [
    {
      title: 'Ferry',
      description: null,
      fields: [{ name: 'To', value: 'Bay' }],
      footer: { text: 'x', icon_url: null },
    },
  ];
  const sent = await channel.client.rest.post(Routes.channelMessages(channel.id), { body: { embeds } });
  const expected = [
    { type: 'rich', title: 'Ferry', fields: [{ name: 'To', value: 'Bay', inline: false }], footer: { text: 'x' } },
  ];
  expect(sent).toMatchObject({ embeds: expected });
  expect(traffic.problems()).toEqual([]);
});

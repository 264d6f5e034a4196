import { createInflate, createZstdDecompress, inflateSync } from 'node:zlib';
import { GatewayIntentBits } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { manualClock } from '../../../sandbox/clock.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { botFor, sandboxForTest } from './bot.ts';
import { rawSession } from './raw-session.ts';

const { Guilds, GuildMembers, GuildPresences } = GatewayIntentBits;

test('a token may have "Bot " before it, and old versions are taken', async () => {
  const sandbox = await sandboxForTest();
  const raw = await rawSession(sandbox.url, { token: `Bot ${sandbox.token}`, intents: 0 }, 'v=9&encoding=json');
  expect(await raw.first('READY')).toMatchObject({ v: 9 });
  expect(await (await rawSession(sandbox.url, {}, 'v=5')).closed).toBe(4012);
  expect(await (await rawSession(sandbox.url, {}, 'v=10&encoding=etf')).closed).toBe(4012);
});

test('the members that a bot asks for come in chunks of a thousand, with its nonce', async () => {
  const sandbox = await sandboxForTest();
  const { guildId, people } = sandbox.seeded;
  for (let index = 0; index < 1_200; index++) {
    const { id } = sandbox.world.addUser({ username: `guest${index}`, displayName: `Guest ${index}` });
    sandbox.world.addMember(guildId, id);
  }
  const raw = await rawSession(sandbox.url, { token: sandbox.token, intents: Guilds | GuildMembers });
  await raw.first('READY');
  raw.say(8, { guild_id: guildId, query: '', limit: 0, nonce: 'all' });
  const [first, second] = [await raw.next('GUILD_MEMBERS_CHUNK'), await raw.next('GUILD_MEMBERS_CHUNK')];
  expect(first).toMatchObject({ guild_id: guildId, chunk_index: 0, chunk_count: 2, nonce: 'all' });
  expect([first.members, second.members].map((members) => Array.isArray(members) && members.length)).toEqual([
    1000, 206,
  ]);

  // As a number: some libraries send ids so.
  raw.say(`{"op":8,"d":{"guild_id":${guildId},"user_ids":["${people.mira}","1"],"nonce":"${'x'.repeat(33)}"}}`);
  const some = await raw.next('GUILD_MEMBERS_CHUNK');
  expect(some).toMatchObject({ members: [{ user: { id: people.mira } }], not_found: ['1'] });
  expect(some).not.toHaveProperty('nonce');
  raw.say(8, { guild_id: guildId, query: 'MIRA', limit: 5 });
  expect(await raw.next('GUILD_MEMBERS_CHUNK')).toMatchObject({ members: [{ user: { username: 'mira.vale' } }] });
});

test('without the members intent the whole list is not given, but members by id and name are', async () => {
  const sandbox = await sandboxForTest();
  const { guildId, people } = sandbox.seeded;
  const raw = await rawSession(sandbox.url, { token: sandbox.token, intents: Guilds });
  await raw.first('READY');
  raw.say(8, { guild_id: guildId, query: '', limit: 0 });
  raw.say(8, { guild_id: guildId, user_ids: people.jonas });
  expect(await raw.next('GUILD_MEMBERS_CHUNK')).toMatchObject({ members: [{ user: { id: people.jonas } }] });
  expect(raw.all('GUILD_MEMBERS_CHUNK')).toHaveLength(1);
});

test('discord.js fetches the members of a server', async () => {
  const sandbox = await sandboxForTest();
  const bot = await botFor(sandbox, undefined, { intents: [Guilds, GuildMembers] });
  const guild = await bot.guilds.fetch(sandbox.seeded.guildId);
  expect((await guild.members.fetch()).size).toBe(6);
  expect((await guild.members.fetch({ query: 'jonas', limit: 1 })).size).toBe(1);
});

test('with the presences intent a server comes with its members, and is large beyond the threshold', async () => {
  const sandbox = await sandboxForTest();
  sandbox.world.application.privilegedIntents = GuildPresences;
  const identify = { token: sandbox.token, intents: Guilds | GuildPresences };
  const server = await (await rawSession(sandbox.url, identify)).first('GUILD_CREATE');
  expect([server.members, server.presences]).toMatchObject([{ length: 6 }, { length: 6 }]);
  expect(server.large).toBe(false);
  for (let index = 0; index < 60; index++) {
    const { id } = sandbox.world.addUser({ username: `guest${index}`, displayName: `Guest ${index}` });
    sandbox.world.addMember(sandbox.seeded.guildId, id);
  }
  expect((await (await rawSession(sandbox.url, identify)).first('GUILD_CREATE')).large).toBe(true);
  const patient = await rawSession(sandbox.url, { ...identify, large_threshold: 250 });
  expect((await patient.first('GUILD_CREATE')).large).toBe(false);
});

test('presence, voice, sounds and channel info are heard, and what asks something is answered', async () => {
  const sandbox = await sandboxForTest();
  const { guildId } = sandbox.seeded;
  const voice = sandbox.world.addChannel(guildId, { name: 'talk', type: 2 });
  const raw = await rawSession(sandbox.url, { token: sandbox.token, intents: 0 });
  await raw.first('READY');
  raw.say(3, { since: null, activities: [{ name: 'lanterns', type: 3 }], status: 'idle', afk: false });
  raw.say(31, { guild_ids: [guildId, '1'] });
  expect(await raw.next('SOUNDBOARD_SOUNDS')).toEqual({ guild_id: guildId, soundboard_sounds: [] });
  expect(sandbox.gateway.presences()).toMatchObject([{ status: 'idle', activities: [{ name: 'lanterns' }] }]);
  raw.say(43, { guild_id: guildId, fields: ['status'] });
  expect(await raw.next('CHANNEL_INFO')).toEqual({ guild_id: guildId, channels: [{ id: voice.id, status: null }] });
  raw.say(4, { guild_id: guildId, channel_id: voice.id, self_mute: true, self_deaf: false });
  expect(await raw.next('VOICE_SERVER_UPDATE')).toMatchObject({ guild_id: guildId, endpoint: null });
  expect(raw.all('VOICE_STATE_UPDATE')).toMatchObject([{ channel_id: voice.id, self_mute: true }]);
  raw.say(99, {});
  expect(await raw.closed).toBe(4001);
});

test('an event of more than 4096 bytes closes with 4002', async () => {
  const sandbox = await sandboxForTest();
  const raw = await rawSession(sandbox.url, { token: sandbox.token, intents: 0 });
  await raw.first('READY');
  raw.say(3, { status: 'x'.repeat(4_096) });
  expect(await raw.closed).toBe(4002);
});

test('where limits hold, 120 events a minute and one identify in five seconds are the most', async () => {
  const sandbox = await strictSandbox();
  const { clock, seeded } = sandbox;
  const raw = await rawSession(sandbox.url, { token: sandbox.token, intents: Guilds | GuildMembers });
  await raw.first('READY');
  const early = await rawSession(sandbox.url, { token: sandbox.token, intents: 0 });
  await early.next('op 9');
  expect(early.opcodes).toEqual([10, 9]);
  await clock.skip(5_000);
  expect(await (await rawSession(sandbox.url, { token: sandbox.token, intents: 0 })).first('READY')).toBeTruthy();

  raw.say(8, { guild_id: seeded.guildId, query: '', limit: 0 });
  await raw.next('GUILD_MEMBERS_CHUNK');
  raw.say(8, { guild_id: seeded.guildId, query: '', limit: 0, nonce: 'again' });
  const meta = { guild_id: seeded.guildId, nonce: 'again' };
  expect(await raw.next('RATE_LIMITED')).toEqual({ opcode: 8, retry_after: 30, meta });
  for (let event = 0; event < 120; event++) raw.say(1, {});
  expect(await raw.closed).toBe(4008);

  const starts = await fetch(`${sandbox.discordApiUrl}/v10/gateway/bot`, {
    headers: { authorization: `Bot ${sandbox.token}` },
  });
  expect(await starts.json()).toMatchObject({ session_start_limit: { total: 1000, remaining: 998 } });
});

test.each([
  ['zlib-stream', createInflate],
  ['zstd-stream', createZstdDecompress],
] as const)('%s compresses the whole connection as one stream', async (compress, decompressor) => {
  const sandbox = await sandboxForTest();
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/discord/gateway?v=10&compress=${compress}`);
  const stream = decompressor();
  onTestFinished(() => {
    socket.terminate();
    stream.destroy();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('message', (raw: Buffer) => stream.write(raw));
  const texts = stream.setEncoding('utf8')[Symbol.asyncIterator]();
  let text = (await texts.next()).value;
  expect(JSON.parse(text)).toMatchObject({ op: 10 });
  socket.send(JSON.stringify({ op: 2, d: { token: sandbox.token, intents: Guilds, properties: {} } }));
  text = '';
  while (!text.includes('GUILD_CREATE') || !text.endsWith('}')) text += (await texts.next()).value;
  expect(text).toContain('"READY"');
  sandbox.gateway.drop(4000);
  expect(await closed).toBe(4000);
});

test('a bot that asks for it when it identifies gets each payload compressed by itself', async () => {
  const sandbox = await sandboxForTest();
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/discord/gateway?v=10&encoding=json`);
  onTestFinished(() => socket.terminate());
  const ready = new Promise<string>((resolve) =>
    socket.on('message', (raw: Buffer, isBinary) => isBinary && resolve(inflateSync(raw).toString())),
  );
  await new Promise((resolve) => socket.once('open', resolve));
  const data = { token: sandbox.token, intents: 0, properties: {}, compress: true };
  socket.send(JSON.stringify({ op: 2, d: data }));
  expect(JSON.parse(await ready)).toMatchObject({ t: 'READY' });
});

test('a modal may be awaited after it was shown, however quickly the person is', async () => {
  const sandbox = await sandboxForTest();
  const answers: unknown[] = [];
  await botFor(sandbox, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const reply = await interaction.reply({ content: 'Press', components: [row], withResponse: true });
    const press = await reply.resource?.message?.awaitMessageComponent({ time: 2_000 });
    await press?.update({ content: 'Pressed', components: [] });
    answers.push(press?.customId);
  });
  const mira = sandbox.actor(sandbox.seeded.people.mira);
  const answer = await mira.slash('go');
  if (answer.is !== 'message') throw new Error(answer.is);
  expect(await mira.press(answer.message.id, 'yes')).toMatchObject({ is: 'update', message: { content: 'Pressed' } });
  expect(answers).toEqual(['yes']);
});

const row = { type: 1, components: [{ type: 2, style: 1, label: 'Yes', custom_id: 'yes' }] };

async function strictSandbox(): Promise<Sandbox> {
  const sandbox = await startSandbox({ clock: manualClock(), rateLimits: 'discord' });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

import { Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { Permission } from '../../../sandbox/world/bits.ts';
import { botFor, sandboxForTest } from './bot.ts';

/** A sandbox, its bot's REST client, and shorthands for giving the seeded role to Mira. */
async function scene() {
  const sandbox = await sandboxForTest();
  const { rest } = await botFor(sandbox);
  const { guildId, people } = sandbox.seeded;
  const grant = (roleId: string, userId = people.mira) =>
    rest.put(Routes.guildMemberRole(guildId, userId, roleId), { reason: 'Proved a number – ok' });
  const rolesOf = (userId: string) => [...(sandbox.world.guilds.get(guildId)?.members.get(userId)?.roles ?? [])];
  return { ...sandbox, sandbox, rest, grant, rolesOf, ...sandbox.seeded };
}

test('a role below the bot is given and taken, and the reason is recorded', async () => {
  const { grant, roles, people, rolesOf, traffic, rest, guildId } = await scene();
  await grant(roles.verified);
  expect(rolesOf(people.mira)).toEqual([roles.verified]);
  expect(traffic.exchanges.at(-1)).toMatchObject({ method: 'PUT', status: 204, reason: 'Proved a number – ok' });
  await rest.delete(Routes.guildMemberRole(guildId, people.mira, roles.verified));
  expect(rolesOf(people.mira)).toEqual([]);
  expect(traffic.problems()).toEqual([]);
});

test('a role above the bot, a managed role and @everyone are refused with 50013', async () => {
  const { grant, roles, rolesOf, people, guildId, world } = await scene();
  const boost = world.addRole(guildId, { name: 'Booster', managed: true });
  world.moveRole(guildId, boost.id, 1);
  for (const role of [roles.keeper, roles.latchkey, boost.id, guildId]) {
    await expect(grant(role)).rejects.toMatchObject({ status: 403, code: 50013 });
  }
  expect(rolesOf(people.mira)).toEqual([]);
});

test('moving the role above the bot makes it ungrantable, and back makes it grantable', async () => {
  const { grant, roles, world, guildId } = await scene();
  world.moveRole(guildId, roles.verified, 4);
  await expect(grant(roles.verified)).rejects.toMatchObject({ code: 50013 });
  world.moveRole(guildId, roles.verified, 1);
  await grant(roles.verified);
});

test('without Manage Roles every grant is refused with 50013', async () => {
  const { grant, roles, world, guildId } = await scene();
  world.setRolePermissions(guildId, roles.latchkey, Permission.ViewChannel);
  await expect(grant(roles.verified)).rejects.toMatchObject({ status: 403, code: 50013 });
});

test('a deleted role, a member who left and an unknown server have their codes', async () => {
  const { grant, roles, world, guildId, people, rest } = await scene();
  world.removeMember(guildId, people.jonas);
  await expect(grant(roles.verified, people.jonas)).rejects.toMatchObject({ status: 404, code: 10007 });
  world.deleteRole(guildId, roles.verified);
  await expect(grant(roles.verified)).rejects.toMatchObject({ status: 404, code: 10011 });
  await expect(rest.get(Routes.guild('1'))).rejects.toMatchObject({ status: 404, code: 10004 });
  await expect(rest.get(Routes.channel('1'))).rejects.toMatchObject({ status: 404, code: 10003 });
  await expect(rest.get('/users/@me/guilds/1/member')).rejects.toMatchObject({ status: 403, code: 20001 });
});

test('a channel the bot does not see answers 50001, one it may not write in 50013', async () => {
  const { rest, channels, world, guildId } = await scene();
  const post = (channelId: string) => rest.post(Routes.channelMessages(channelId), { body: { content: 'hello' } });
  await expect(post(channels.lounge)).rejects.toMatchObject({ status: 403, code: 50001 });
  const silent = { id: guildId, type: 'role', allow: 0n, deny: Permission.SendMessages } as const;
  world.setOverwrites(channels.verify, [silent]);
  await expect(post(channels.verify)).rejects.toMatchObject({ status: 403, code: 50013 });
  world.setOverwrites(channels.verify, [
    silent,
    { id: world.application.botId, type: 'member', allow: Permission.SendMessages, deny: 0n },
  ]);
  await post(channels.verify);
});

test('reads of the server are what Discord documents', async () => {
  const { rest, guildId, roles, people, channels, world, traffic } = await scene();
  world.giveRole(guildId, people.jonas, roles.verified);
  expect(await rest.get(`/guilds/${guildId}/roles/member-counts`)).toMatchObject({
    [roles.verified]: 1,
    [roles.moderator]: 0,
  });
  expect(await rest.get(Routes.guildRoles(guildId))).toHaveLength(6);
  expect(await rest.get(Routes.guildChannels(guildId))).toHaveLength(4);
  expect(await rest.get(Routes.guildMember(guildId, people.jonas))).toMatchObject({ roles: [roles.verified] });
  const query = new URLSearchParams({ with_counts: 'true' });
  expect(await rest.get(Routes.guild(guildId), { query })).toMatchObject({ approximate_member_count: 6 });
  for (const path of [
    Routes.channel(channels.verify),
    Routes.userGuilds(),
    Routes.user('@me'),
    '/applications/@me',
    '/oauth2/applications/@me',
  ] as const) {
    await rest.get(path);
  }
  expect(await rest.post(Routes.userChannels(), { body: { recipient_id: people.mira } })).toMatchObject({ type: 1 });
  expect(traffic.problems()).toEqual([]);
});

test('messages in channels are posted, read, edited and deleted; those of others cannot be edited', async () => {
  const { rest, channels, world, traffic, people } = await scene();
  const posted = await rest.post(Routes.channelMessages(channels.verify), {
    body: { content: 'hello' },
    files: [{ name: 'note.txt', data: 'text', contentType: 'text/plain' }],
  });
  expect(posted).toMatchObject({ content: 'hello', attachments: [{ filename: 'note.txt', size: 4 }] });
  const [message] = world.messages.inChannel(channels.verify, people.mira);
  const path = Routes.channelMessage(channels.verify, message?.id ?? '');
  expect(await rest.patch(path, { body: { content: 'better' } })).toMatchObject({ content: 'better' });
  await rest.delete(path);
  expect(world.messages.inChannel(channels.verify, people.mira)).toEqual([]);
  expect(traffic.problems()).toEqual([]);
  await expect(rest.patch(path, { body: { content: 'gone' } })).rejects.toMatchObject({ status: 404, code: 10008 });
  const theirs = world.messages.add({ channelId: channels.verify, authorId: people.mira, content: 'hi' });
  const editTheirs = rest.patch(Routes.channelMessage(channels.verify, theirs.id), { body: { content: 'no' } });
  await expect(editTheirs).rejects.toMatchObject({ status: 403, code: 50005 });
});

test('a body over a limit is refused with Discord’s nested errors, and noted', async () => {
  const { rest, channels, traffic } = await scene();
  const refused = rest.post(Routes.channelMessages(channels.verify), { body: { content: 'x'.repeat(2001) } });
  await expect(refused).rejects.toMatchObject({
    status: 400,
    code: 50035,
    rawError: { errors: { content: { _errors: [expect.anything()] } } },
  });
  expect(traffic.problems()).toEqual([
    expect.stringContaining(`POST /channels/${channels.verify}/messages: answered 400`),
  ]);
});

test('204 carries no content type, and every answer its rate limit', async () => {
  const { sandbox, guildId, people, roles } = await scene();
  const answer = await fetch(
    `${sandbox.discordApiUrl}/v10/guilds/${guildId}/members/${people.mira}/roles/${roles.verified}`,
    {
      method: 'PUT',
      headers: { authorization: `Bot ${sandbox.token}` },
    },
  );
  expect(answer.status).toBe(204);
  expect(answer.headers.get('content-type')).toBeNull();
  for (const name of ['limit', 'remaining', 'reset', 'reset-after', 'bucket']) {
    expect(answer.headers.get(`x-ratelimit-${name}`), name).toBeTruthy();
  }
});

test('a request without the token is 401, a route that is missing is 404 by name, and a problem', async () => {
  const { sandbox, traffic, guildId } = await scene();
  const bare = await fetch(`${sandbox.discordApiUrl}/v10/users/@me`);
  expect([bare.status, await bare.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
  const missing = await fetch(`${sandbox.discordApiUrl}/v10/guilds/${guildId}/soundboard-sounds`, {
    headers: { authorization: `Bot ${sandbox.token}` },
  });
  const message = `sandbox: GET /guilds/${guildId}/soundboard-sounds is not implemented`;
  expect([missing.status, await missing.json()]).toEqual([404, { message, code: 0 }]);
  expect(traffic.problems().join()).toContain('is not implemented');
});

test('versions 6 to 10 are answered, and an address without one; others are refused', async () => {
  const { sandbox, traffic } = await scene();
  for (const version of ['/v10', '/v9', '/v6', '']) {
    const answer = await fetch(`${sandbox.discordApiUrl}${version}/users/@me`, {
      headers: { authorization: `Bot ${sandbox.token}` },
    });
    expect(answer.status, version).toBe(200);
    expect(traffic.exchanges.at(-1)?.path).toBe('/users/@me');
  }
  for (const version of ['/v5', '/v11']) {
    const refused = await fetch(`${sandbox.discordApiUrl}${version}/gateway`);
    expect([refused.status, await refused.json()], version).toMatchObject([400, { code: 50041 }]);
  }
});

test('ids may be numbers, in bodies too, and keep all their digits', async () => {
  const { sandbox, traffic, people } = await scene();
  const answer = await fetch(`${sandbox.discordApiUrl}/v10/users/@me/channels`, {
    method: 'POST',
    headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
    body: `{"recipient_id": ${people.mira}}`,
  });
  expect([answer.status, await answer.json()]).toMatchObject([200, { recipients: [{ id: people.mira }] }]);
  expect(traffic.problems()).toEqual([]);
});

test('a fault answers the next requests of its route and no others', async () => {
  const { world, rest, grant, roles, traffic, people, rolesOf } = await scene();
  world.faults.add({ method: 'PUT', path: /\/roles\//, status: 429, retryAfter: 0.05 });
  await rest.get(Routes.user('@me'));
  await grant(roles.verified);
  expect(traffic.exchanges.slice(-2).map((exchange) => exchange.status)).toEqual([429, 204]);
  expect(rolesOf(people.mira)).toEqual([roles.verified]);

  world.faults.add({ path: /\/roles\//, status: 503 });
  await expect(grant(roles.verified)).rejects.toMatchObject({ status: 503 });
  await grant(roles.verified);
});

import { REST, Routes } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../../../sandbox/clock.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';

/** A sandbox whose limits hold on a clock that stands still, and requests of its bot. */
async function limited() {
  const clock = manualClock();
  const sandbox = await startSandbox({ clock, rateLimits: 'discord' });
  onTestFinished(() => sandbox.close());
  const { seeded } = sandbox;
  const ask = (method: string, path: string, body?: object, token = `Bot ${sandbox.token}`) =>
    fetch(`${sandbox.discordApiUrl}/v10${path}`, {
      method,
      headers: { authorization: token, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const post = (channelId: string) => ask('POST', Routes.channelMessages(channelId), { content: 'hello' });
  return { sandbox, clock, ask, post, ...seeded };
}

const left = (answer: Response) => Number(answer.headers.get('x-ratelimit-remaining'));

test('the sixth message in five seconds is refused, and after Retry-After it is not', async () => {
  const { post, channels, clock, sandbox } = await limited();
  const first = await post(channels.verify);
  expect([left(first), first.headers.get('x-ratelimit-limit')]).toEqual([4, '5']);
  await clock.skip(1_500);
  for (let message = 0; message < 4; message++) expect((await post(channels.verify)).status).toBe(200);

  const refused = await post(channels.verify);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toEqual({ message: 'You are being rate limited.', retry_after: 3.5, global: false });
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'retry-after': '4',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset-after': '3.500',
    'x-ratelimit-reset': ((clock.now() + 3_500) / 1_000).toFixed(3),
    'x-ratelimit-scope': 'user',
    'x-ratelimit-bucket': first.headers.get('x-ratelimit-bucket'),
  });
  await clock.skip(3_500);
  expect((await post(channels.verify)).status).toBe(200);
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('each channel and each server has a bucket of its own, and each method of a member’s role, too', async () => {
  const { post, ask, channels, guildId, people, roles } = await limited();
  for (let message = 0; message < 5; message++) await post(channels.verify);
  expect([(await post(channels.verify)).status, (await post(channels.welcome)).status]).toEqual([429, 200]);

  const role = (method: string, userId: string) => ask(method, Routes.guildMemberRole(guildId, userId, roles.verified));
  const given = await role('PUT', people.mira);
  const taken = await role('DELETE', people.mira);
  expect([left(given), left(taken)]).toEqual([9, 9]);
  expect(given.headers.get('x-ratelimit-bucket')).not.toBe(taken.headers.get('x-ratelimit-bucket'));
  expect(left(await role('PUT', people.jonas))).toBe(8);
  for (let more = 0; more < 8; more++) await role('PUT', people.nils);
  expect((await role('PUT', people.nils)).status).toBe(429);
  expect((await role('DELETE', people.nils)).status).toBe(204);
});

test('50 requests a second are the most for all routes together; answers to interactions are not among them', async () => {
  const { ask, guildId, clock } = await limited();
  for (let request = 0; request < 50; request++) {
    const path = request % 2 === 0 ? Routes.guild(guildId) : Routes.guildRoles(guildId);
    expect((await ask('GET', path)).status).toBe(200);
  }
  const refused = await ask('GET', Routes.guildChannels(guildId));
  expect(await refused.json()).toEqual({ message: 'You are being rate limited.', retry_after: 1, global: true });
  expect(Object.fromEntries(refused.headers)).toMatchObject({
    'x-ratelimit-scope': 'global',
    'x-ratelimit-global': 'true',
  });
  expect(refused.headers.has('x-ratelimit-bucket')).toBe(false);
  expect((await ask('POST', '/interactions/1/token/callback', { type: 6 })).status).toBe(404);
  await clock.skip(1_000);
  expect((await ask('GET', Routes.guildChannels(guildId))).status).toBe(200);
});

test('an address that was refused too often is barred, and answers of the scope "shared" do not count', async () => {
  const { ask, sandbox, clock } = await limited();
  const { rateLimits, world } = sandbox;
  rateLimits.invalidRequestsAllowed = 3;
  const wrong = () => ask('GET', '/users/@me', undefined, 'Bot wrong');
  expect([(await wrong()).status, (await wrong()).status]).toEqual([401, 401]);
  world.faults.add({ status: 429, shared: true, retryAfter: 2 });
  const shared = await ask('GET', '/users/@me');
  expect([shared.status, shared.headers.get('x-ratelimit-scope')]).toEqual([429, 'shared']);
  expect(rateLimits.invalidRequests()).toBe(2);
  await clock.skip(600_000);
  expect(rateLimits.invalidRequests()).toBe(0);

  for (let request = 0; request < 3; request++) await wrong();
  const barred = await ask('GET', '/users/@me');
  expect([barred.status, barred.headers.get('retry-after')]).toEqual([429, '3600']);
  expect(await barred.text()).toContain('error code: 1015');
  await clock.skip(3_600_000);
  expect((await ask('GET', '/users/@me')).status).toBe(200);
  rateLimits.bar(60);
  expect((await ask('GET', '/users/@me')).status).toBe(429);
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('where time is real the limits hold, and discord.js waits as long as they say', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  expect(sandbox.rateLimits.mode).toBe('discord');
  const rest = new REST({ api: sandbox.discordApiUrl }).setToken(sandbox.token);
  const post = () => rest.post(Routes.channelMessages(sandbox.seeded.channels.verify), { body: { content: 'hello' } });
  await post();
  const start = Date.now();
  await Promise.all([post(), post(), post(), post(), post()]);
  expect(Date.now() - start).toBeGreaterThan(4_000);
  expect(sandbox.traffic.problems()).toEqual([]);
});

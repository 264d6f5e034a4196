import { describe, expect, it } from 'vitest';
import { laneOf } from '../../src/discord/brake/lanes.ts';
import { API, braked, refused, well } from '../support/braked.ts';

describe('case 41: what requests have in common', () => {
  it.each([
    ['PUT', '/guilds/1/members/22/roles/3', 'PUT guilds/1/members/*/roles/3'],
    ['GET', '/guilds/1/members/22', 'GET guilds/1/members/*'],
    ['PATCH', '/channels/5/messages/66', 'PATCH channels/5/messages/*'],
    ['POST', '/channels/5/messages', 'POST channels/5/messages'],
    ['GET', '/guilds/1', 'GET guilds/1'],
    ['GET', '/guilds/1/members?limit=1000&after=0', 'GET guilds/1/members'],
    ['POST', '/users/@me/channels', 'POST users/@me/channels'],
  ])('%s %s', (method, path, lane) => {
    expect(laneOf(method, `${API}${path}`)).toBe(lane);
  });

  it.each(['/interactions/1/token/callback', '/webhooks/1/token/messages/@original', '/gateway/bot', '/users/@me'])(
    'is not held back: %s',
    (path) => {
      expect(laneOf('POST', `${API}${path}`)).toBeUndefined();
    },
  );
});

describe('case 41: the brake', () => {
  it('believes a refusal that was repeated, for a while that grows, and answers it from memory', async () => {
    const { ask, asked, clock } = braked(() => refused());
    for (let press = 0; press < 100; press += 1) expect(await ask('/guilds/1/roles')).toBe(403);
    expect(asked).toHaveLength(3);
    await clock.skip(30_000);
    for (let press = 0; press < 100; press += 1) await ask('/guilds/1/roles');
    expect(asked).toHaveLength(4);
    await clock.skip(59_000);
    await ask('/guilds/1/roles');
    expect(asked).toHaveLength(4);
    await clock.skip(6 * 60_000);
    await ask('/guilds/1/roles');
    expect(asked).toHaveLength(5);
  });

  it('asks at once again when somebody looks after the server, and forgets what goes well', async () => {
    let answer: ReturnType<typeof refused> | typeof well = refused();
    const { ask, asked, brake } = braked(() => answer);
    for (let press = 0; press < 5; press += 1) await ask('/guilds/1/members/2/roles/3', 'PUT');
    answer = well;
    expect(await ask('/guilds/1/members/2/roles/3', 'PUT')).toBe(403);
    brake.release('1');
    expect(await ask('/guilds/1/members/2/roles/3', 'PUT')).toBe(200);
    expect(await ask('/guilds/1/members/7/roles/3', 'PUT')).toBe(200);
    expect(asked).toHaveLength(5);
  });

  it('1,000 presses on servers that the bot cannot read make a handful of refused requests a minute', async () => {
    const { ask, refusals, clock, brake } = braked(() => refused());
    const press = (server: number) => Promise.all([ask(`/guilds/${server}/roles`), ask(`/guilds/${server}/members/9`)]);
    await Promise.all(Array.from({ length: 1_000 }, (_, index) => press(index)));
    expect(refusals()).toBeLessThanOrEqual(10);
    for (let minute = 1; minute <= 10; minute += 1) {
      await clock.skip(60_000);
      for (let index = 0; index < 100; index += 1) {
        brake.release(String(index));
        await press(index);
      }
      expect(refusals()).toBeLessThanOrEqual(10 * (minute + 1));
    }
  });

  it('meanwhile what goes well goes on, and servers that Discord allows', async () => {
    const { ask, asked } = braked((url) => (url.includes('/guilds/1/') ? well : refused()));
    expect(await ask('/guilds/1/roles')).toBe(200);
    for (let server = 2; server < 50; server += 1) await ask(`/guilds/${server}/roles`);
    const before = asked.length;
    for (let press = 0; press < 50; press += 1) {
      expect(await ask('/guilds/1/members/5')).toBe(200);
      expect(await ask('/guilds/1/members/5/roles/3', 'PUT')).toBe(200);
    }
    expect(asked.length - before).toBe(100);
    expect(await ask('/guilds/99/roles')).toBe('held');
  });

  it('a good server is no way to ask without end', async () => {
    const { ask, refusals } = braked((url) => (/members|channels\/\d/.test(url) ? refused(50013) : well));
    await ask('/guilds/1/roles');
    for (let press = 0; press < 500; press += 1) {
      await ask('/guilds/1/roles');
      await ask(`/guilds/1/members/5/roles/${press}`, 'PUT');
      await ask(`/channels/${press}/messages`, 'POST');
    }
    expect(refusals()).toBeLessThanOrEqual(10);
  });

  it('far below what Discord bars for, nothing is asked any more but answers to interactions; the log says so once', async () => {
    const { ask, clock, logs, brake } = braked((url) => (url.includes('webhooks') ? refused(50027, 401) : well));
    await ask('/guilds/1/roles');
    for (let index = 0; index < 1_000; index += 1) await ask(`/webhooks/1/${index}/messages/@original`, 'PATCH');
    expect(await ask('/guilds/1/roles')).toBe('held');
    expect(await ask('/interactions/1/token/callback', 'POST')).toBe(200);
    expect(brake.state()).toMatchObject({ refused: 1_000, isHolding: true });
    await clock.skip(12 * 60_000);
    expect(await ask('/guilds/1/roles')).toBe(200);
    expect(brake.state()).toMatchObject({ refused: 0, isHolding: false });
    expect(logs.lines.filter((line) => line.includes('Discord refused many requests'))).toHaveLength(1);
  });

  it('a process that is a part of the installation has a part of that', async () => {
    const { ask } = braked((url) => (url.includes('webhooks') ? refused(50027, 401) : well), 0.1);
    for (let index = 0; index < 100; index += 1) await ask(`/webhooks/1/${index}/messages/@original`, 'PATCH');
    expect(await ask('/guilds/1/roles')).toBe('held');
  });

  it('somebody who takes no direct messages says nothing of the next', async () => {
    const { ask } = braked((url) => (url.includes('/channels/') ? refused(50007) : well));
    for (let index = 0; index < 50; index += 1) await ask(`/channels/${index}/messages`, 'POST');
    expect(await ask('/guilds/7/roles')).toBe(200);
  });

  it('a limit that others use up too is not counted', async () => {
    const { ask, brake } = braked(() => ({ ...refused(0, 429), headers: { 'x-ratelimit-scope': 'shared' } }));
    for (let index = 0; index < 20; index += 1) await ask('/guilds/1/roles');
    expect(brake.state().refused).toBe(0);
  });
});

it('case 41: a long wait that Discord asks for stands in the log, once, and again where it grows', async () => {
  let wait = '3600';
  const limited = () => ({ status: 429, body: {}, headers: { 'retry-after': wait } });
  const { ask, logs, clock } = braked(limited);
  for (const path of ['/gateway/bot', '/gateway/bot', '/guilds/1']) await ask(path);
  const says = (seconds: number) => ({
    level: 'warn',
    seconds,
    msg: 'Discord got too many requests: waiting for as long as it asks',
  });
  expect(logs.lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining(says(3600))]);
  wait = '7200';
  await ask('/gateway/bot');
  expect(logs.lines).toHaveLength(2);
  await clock.skip(7200_000);
  wait = '2';
  await ask('/gateway/bot');
  expect(logs.lines).toHaveLength(2);
});

import { expect, test } from 'vitest';
import { documentedShapes, findDocumented } from '../../../sandbox/discord/gate/documented.ts';
import { GAPS } from '../../../sandbox/discord/gate/gaps.ts';
import { sandboxForTest } from './bot.ts';

/** A request for a documented route, with ids that stand for nothing. */
const pathOf = (shape: string) => shape.split(' ')[1]?.replaceAll('#', '1').replaceAll('*', 'x') ?? '';

test('every gap is a field or a query of a route that Discord documents', () => {
  for (const [shape, names] of Object.entries(GAPS)) {
    const found = findDocumented(shape.split(' ')[0] ?? '', pathOf(shape));
    if (found.is !== 'route') throw new Error(`${shape} is not documented`);
    expect(found.route.shape).toBe(shape);
    expect([...found.route.body, ...Object.keys(found.route.query)], shape).toEqual(expect.arrayContaining([...names]));
  }
});

test('no documented route answers for another, breaks the sandbox, or succeeds for ids that stand for nothing', async () => {
  const { discordApiUrl, token, traffic, rateLimits } = await sandboxForTest();
  expect(rateLimits.mode).toBe('none');
  const served = new Set<string>();
  for (const shape of documentedShapes) {
    const [method = ''] = shape.split(' ');
    const answer = await fetch(`${discordApiUrl}/v10${pathOf(shape)}`, {
      method,
      headers: { authorization: `Bot ${token}`, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
    const message = answer.status >= 400 ? Object(await answer.json()).message : '';
    expect(answer.status, `${shape}: ${message}`).toBeLessThan(500);
    if (!String(message).endsWith('is not implemented')) served.add(shape);
    if (answer.status < 400) expect(shape).toMatch(/^(GET|PATCH) [^#*]*$/);
  }
  expect(served.size).toBeGreaterThan(115);
  expect(traffic.exchanges).toHaveLength(documentedShapes.length);
});

test('rights that are no whole number, and moves that would copy rights, are refused with a sentence', async () => {
  const { discordApiUrl, token, seeded, world } = await sandboxForTest();
  const { guildId, roles, channels } = seeded;
  world.setRolePermissions(guildId, roles.latchkey, 8n);
  const ask = (method: string, path: string, body: unknown) =>
    fetch(`${discordApiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  for (const permissions of [3.5, 1e30]) {
    expect((await ask('POST', `/guilds/${guildId}/roles`, { permissions })).status).toBe(400);
    const overwrite = { type: 0, allow: permissions };
    expect((await ask('PUT', `/channels/${channels.verify}/permissions/${roles.verified}`, overwrite)).status).toBe(
      400,
    );
  }
  const move = { id: channels.verify, position: 1, lock_permissions: true };
  const answer = await ask('PATCH', `/guilds/${guildId}/channels`, [move]);
  expect([answer.status, Object(await answer.json()).message]).toEqual([
    404,
    'sandbox: "lock_permissions" of PATCH /guilds/:guild/channels is not implemented',
  ]);
});

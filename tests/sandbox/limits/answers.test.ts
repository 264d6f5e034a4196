import { readFileSync } from 'node:fs';
import * as spec from 'discord-api-spec/zod';
import { expect, test } from 'vitest';
import { checkAnswer } from '../../../sandbox/discord/limits/index.ts';
import { CALLBACK } from './support.ts';

const user = {
  id: '10',
  username: 'mira',
  avatar: null,
  discriminator: '0',
  public_flags: 0,
  flags: 0,
  global_name: 'Mira Vale',
  primary_guild: null,
};
const role = {
  id: '20',
  name: 'Verified',
  permissions: '0',
  position: 1,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: false,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
  flags: 0,
};
const message = {
  id: '30',
  type: 0,
  content: 'hello',
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  timestamp: '2026-01-01T00:00:00.000000+00:00',
  edited_timestamp: null,
  flags: 0,
  components: [{ type: 1, id: 1, components: [{ type: 2, id: 2, style: 1, label: 'Go', custom_id: 'go' }] }],
  channel_id: '40',
  author: user,
  pinned: false,
  mention_everyone: false,
  tts: false,
};

test('true answers pass, times with an offset included', () => {
  expect(checkAnswer('POST', '/channels/1/messages', 200, message)).toEqual([]);
  expect(checkAnswer('GET', '/channels/1/messages', 200, [message])).toEqual([]);
  expect(checkAnswer('GET', '/guilds/1/roles', 200, [role])).toEqual([]);
  expect(checkAnswer('GET', '/guilds/1/roles/member-counts', 200, { 20: 3 })).toEqual([]);
  expect(checkAnswer('GET', '/users/10', 200, user)).toEqual([]);
});

test('an answer that is not what Discord sends is named, field by field', () => {
  const { author: _, ...anonymous } = message;
  expect(checkAnswer('POST', '/channels/1/messages', 200, anonymous)).toEqual(['author: This field is required']);
  expect(checkAnswer('POST', '/channels/1/messages', 200, { ...message, timestamp: 'yesterday' })).toHaveLength(1);
  expect(checkAnswer('GET', '/guilds/1/roles', 200, [role, { ...role, id: 'x' }])).toEqual([
    '1.id: Value "string" is not snowflake.',
  ]);
  expect(checkAnswer('GET', '/guilds/1/roles', 200, role)).toEqual(['must be a list']);
});

test('the answer to a callback describes the interaction and its message, deferred or not', () => {
  const interaction = { id: '1', type: 2 };
  for (const type of [4, 5, 6, 7]) {
    expect(checkAnswer('POST', CALLBACK, 200, { interaction, resource: { type, message } })).toEqual([]);
  }
  expect(checkAnswer('POST', CALLBACK, 200, { interaction })).toEqual([]);
  expect(checkAnswer('POST', CALLBACK, 204, undefined)).toEqual([]);
  expect(checkAnswer('POST', CALLBACK, 204, {})).toEqual(['204 must have no body']);
  expect(checkAnswer('POST', CALLBACK, 200, { interaction, resource: { type: 4 } })).toEqual([
    'resource.message: This field is required',
  ]);
});

test('errors have a code and a message, limits say how long to wait', () => {
  const errors = {
    data: { content: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] } },
  };
  expect(checkAnswer('POST', CALLBACK, 400, { code: 50035, message: 'Invalid Form Body', errors })).toEqual([]);
  expect(checkAnswer('POST', CALLBACK, 404, { message: 'Unknown interaction' })).toEqual([
    'code: This field is required',
  ]);
  const limited = { code: 0, message: 'You are being rate limited.', retry_after: 1.5, global: false };
  expect(checkAnswer('GET', '/users/@me', 429, limited)).toEqual([]);
  expect(checkAnswer('GET', '/users/@me', 429, { code: 0, message: 'Slow down' })).not.toEqual([]);
});

test('a server may have features that the document has not heard of', () => {
  const complaints = checkAnswer('GET', '/users/@me/guilds', 200, [
    { id: '1', name: 'Lantern Bay', icon: null, banner: null, owner: false, permissions: '0', features: ['BRAND_NEW'] },
  ]);
  expect(complaints).toEqual([]);
});

test('every schema that is declared is in the package', () => {
  const declarations = readFileSync(
    new URL('../../../sandbox/discord/limits/discord-api-spec.d.ts', import.meta.url),
    'utf8',
  );
  const names = [...declarations.matchAll(/export const (\w+):/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name = '') => !(name in spec))).toEqual([]);
});

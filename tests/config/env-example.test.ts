import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { variables } from '../../src/config/variables.ts';
import { parseConfig } from '../../src/config.ts';

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const documented = [...example.matchAll(/^(?:# )?([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
  name,
  value,
}));
const needed = {
  DISCORD_TOKEN: 'a-token',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'an-auth-token',
  TWILIO_FROM: '+14155550100',
};

describe('.env.example', () => {
  it('documents every variable once, and no other', () => {
    expect(documented.map(({ name }) => name).sort()).toEqual([...variables].sort());
  });

  it('shows every default as it is', () => {
    const defaults = Object.fromEntries(
      documented.filter(({ value }) => value).map(({ name, value }) => [name, value]),
    );
    expect(Object.keys(defaults).length).toBeGreaterThan(10);
    expect(parseConfig({ ...needed, ...defaults })).toEqual(parseConfig(needed));
  });

  it('shows a default wherever there is one', () => {
    const withDefault = documented.filter(({ value }) => value).map(({ name }) => name);
    expect(variables.filter((name) => !withDefault.includes(name)).sort()).toEqual([
      'ALLOWED_COUNTRIES',
      'CALL_COUNTRIES',
      'DISCORD_API_URL',
      'DISCORD_INTENTS',
      'DISCORD_TOKEN',
      'HTTPS_PROXY',
      'HTTP_PROXY',
      'METRICS_PORT',
      'NO_PROXY',
      'PRIVACY_URL',
      'REDIS_URL',
      'SECRET_KEY',
      'SECRET_KEY_PREVIOUS',
      'SHARDS',
      'SHARD_COUNT',
      'SPEND_PER_DAY',
      'TERMS_URL',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_API_KEY',
      'TWILIO_API_SECRET',
      'TWILIO_API_URL',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_CALL_FROM',
      'TWILIO_EDGE',
      'TWILIO_FROM',
      'TWILIO_MESSAGING_SERVICE_SID',
      'TWILIO_REGION',
      'TWILIO_VERIFY_SERVICE_SID',
      'TWILIO_WHATSAPP_FROM',
      'TWILIO_WHATSAPP_TEMPLATE',
      'WHATSAPP_COUNTRIES',
    ]);
  });

  it('explains every variable in the lines above it', () => {
    for (const { name } of documented) {
      const above = example.slice(0, example.search(new RegExp(`^(# )?${name}=`, 'm')));
      expect(above.split('\n\n').at(-1), name).toMatch(/^# \S+ \S+/m);
    }
  });
});

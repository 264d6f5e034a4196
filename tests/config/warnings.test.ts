import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variables } from '../../src/config/variables.ts';
import { slipsBetween, warningsOf } from '../../src/config/warnings.ts';

const named = (name: string, value = 'canary') => warningsOf({ [name]: value }, {});

describe('a variable that is set for nothing', () => {
  it.each([
    ['TWILIO_FORM', 'TWILIO_FROM'],
    ['DISCORD_TOKENS', 'DISCORD_TOKEN'],
    ['DISCRD_TOKEN', 'DISCORD_TOKEN'],
    ['discord_token', 'DISCORD_TOKEN'],
    ['SENDS_PER_DAYS', 'SENDS_PER_DAY'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['REDIS_URI', 'REDIS_URL'],
    ['METRIC_PORT', 'METRICS_PORT'],
    ['TWILIO_MESSAGING_SERVICE', 'TWILIO_MESSAGING_SERVICE_SID'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['LATCHKEY_LOG_LEVEL', 'LOG_LEVEL'],
    ['LATCHKEY_SENDS_PER_DAYS', 'SENDS_PER_DAY'],
  ])('%s is named, with what was meant: %s', (name, meant) => {
    expect(named(name)).toEqual([
      { variable: name, problem: 'is not a Latchkey setting.', fix: `Did you mean ${meant}?` },
    ]);
  });

  it('is named without a guess where nothing is near, and never with its value', () => {
    const warnings = named('DISCORD_CLIENT_SOMETHING', 'canary-value');
    expect(warnings).toEqual([expect.objectContaining({ fix: 'Remove it: the settings are in .env.example.' })]);
    expect(JSON.stringify(warnings)).not.toContain('canary-value');
  });

  it.each([
    'PATH',
    'HOME',
    'LANG',
    'LOGNAME',
    'NODE_ENV',
    'PORT',
    'DATABASE_HOST',
    'POSTGRES_PASSWORD',
    'COMPOSE_PROFILES',
    'FTP_PROXY',
    'https_proxy',
    'npm_config_otp',
    'USER',
    'TERM',
    'SHARE',
  ])('%s is no mistake', (name) => expect(named(name)).toEqual([]));

  it('is none of the settings themselves, and none that is blank', () => {
    for (const name of variables) expect(named(name)).toEqual([]);
    expect(named('TWILIO_FORM', ' ')).toEqual([]);
  });

  it.each(['NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA', 'NODE_OPTIONS'])(
    'case 46: is %s where it stands in .env alone',
    (name) => {
      const env = { [name]: 'canary' };
      expect(warningsOf(env, env)).toEqual([]);
      expect(warningsOf(env, {})).toEqual([
        expect.objectContaining({ variable: name, problem: 'has no effect in .env.' }),
      ]);
    },
  );

  it('case 46: is a proxy for everything, which nothing here goes through', () => {
    for (const variable of ['ALL_PROXY', 'all_proxy']) {
      const env = { [variable]: 'socks5://127.0.0.1:1080' };
      const unused = { variable, problem: 'is not used: the bot connects without it.' };
      expect(warningsOf(env, env)).toEqual([expect.objectContaining(unused)]);
      expect(warningsOf({ ...env, https_proxy: 'http://127.0.0.1:3128' }, {})).toEqual([]);
    }
  });
});

it('slips are counted as people make them', () => {
  expect([slipsBetween('FORM', 'FROM'), slipsBetween('', 'AB'), slipsBetween('AB', 'AB')]).toEqual([1, 2, 0]);
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => slipsBetween(a, b) === slipsBetween(b, a)));
});

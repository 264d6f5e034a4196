import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Variable, variables } from '../../src/config/variables.ts';
import { formatProblems, parseConfig } from '../../src/config.ts';

const sid = (prefix: string) => prefix + 'a1'.repeat(16);
const minimal = {
  DISCORD_TOKEN: 'a-token',
  TWILIO_ACCOUNT_SID: sid('AC'),
  TWILIO_AUTH_TOKEN: 'an-auth-token',
  TWILIO_FROM: '+14155550100',
};

function configOf(settings: Partial<Record<Variable, string>> = {}) {
  const result = parseConfig({ ...minimal, ...settings });
  if (result.is === 'problems') throw new Error(formatProblems(result.problems));
  return result.config;
}

function problemsOf(env: Partial<Record<Variable, string>>) {
  const result = parseConfig(env);
  return result.is === 'problems' ? result.problems : [];
}

function variablesIn(env: Partial<Record<Variable, string>>) {
  return problemsOf(env).map(({ variable }) => variable);
}

describe('a wrong setting', () => {
  it('is named together with all the others, once each', () => {
    expect(variablesIn({}).sort()).toEqual(['DISCORD_TOKEN', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM']);
    expect(variablesIn({ ...minimal, OTP_LENGTH: 'x', RESEND_COOLDOWNS: 'a,b,c', LOG_LEVEL: 'loud' }).sort()).toEqual([
      'LOG_LEVEL',
      'OTP_LENGTH',
      'RESEND_COOLDOWNS',
    ]);
  });

  it.each<[Variable, ...string[]]>([
    ['DISCORD_TOKEN', 'Bot a-token', 'two\nlines'],
    ['DISCORD_API_URL', 'discord', 'ftp://discord.example'],
    ['DISCORD_INTENTS', 'presences', 'members;moderation', 'members,', 'all'],
    ['SHARD_COUNT', '0', '10001', 'all'],
    ['TWILIO_ACCOUNT_SID', 'AC123', sid('SK')],
    ['TWILIO_FROM', '4155550100', '+0155550100', '+1 415 555 0100', 'Lantern Bay 1', 'Bucht!', '12'],
    ['TWILIO_MESSAGING_SERVICE_SID', sid('AC')],
    ['TWILIO_VERIFY_SERVICE_SID', sid('MG')],
    ['TWILIO_CALL_FROM', '4155550100'],
    ['TWILIO_WHATSAPP_FROM', 'whatsapp:+14155550100'],
    ['TWILIO_WHATSAPP_TEMPLATE', sid('MG')],
    ['TWILIO_FORGET', 'yes'],
    ['TWILIO_TIMEOUT', '0s', '10', '2m'],
    ['SECRET_KEY', 'short', randomBytes(31).toString('base64'), randomBytes(33).toString('base64')],
    ['SECRET_KEY_PREVIOUS', 'short', `${randomBytes(32).toString('base64')},`, 'Lost it'],
    ['DATABASE_URL', 'sqlite:', 'data/latchkey.sqlite', 'mysql://db.example/latchkey'],
    ['REDIS_URL', 'redis.example:6379', 'redis:', 'redis://redis.example/first', 'rediss://:p%zz@redis.example'],
    ['OTP_LENGTH', '3', '11', '4.5', '-4', '1e1', '٤'],
    ['OTP_TTL', '59s', '11m', '5', 'm', '5 minutes', 'Infinity'],
    ['OTP_MAX_ATTEMPTS', '0', '11'],
    ['OTP_LOCK', '30s', '2d'],
    ['RESEND_COOLDOWNS', '30s,', '0s', '30s;1m', ','],
    ['SENDS_PER_DAY', '0', 'unlimited'],
    ['SPEND_PER_DAY', '0', '100001', '7,50', '-1', 'unlimited'],
    ['ALLOWED_COUNTRIES', 'Narnia', 'US, XX', ',', '+999', 'Congo', '__proto__'],
    ['LOG_LEVEL', 'loud'],
  ])('is refused: %s', (variable, ...values) => {
    for (const value of values) expect(variablesIn({ ...minimal, [variable]: value }), value).toEqual([variable]);
  });

  it.each(['1-0', '0-', '-1', '0,0', '0-2,1', '1;2', 'all', '4', '0-4', '99999999', '0-10000'])(
    'is refused: SHARDS=%s of 4',
    (SHARDS) => {
      expect(variablesIn({ ...minimal, SHARDS, SHARD_COUNT: '4' })).toEqual(['SHARDS']);
    },
  );

  it('is refused: shards without how many there are', () => {
    expect(problemsOf({ ...minimal, SHARDS: '0-3' })).toEqual([
      expect.objectContaining({ variable: 'SHARD_COUNT', problem: 'is missing: SHARDS needs it.' }),
    ]);
  });

  it('says what to do, and never repeats the value', () => {
    const value = fc.string({ minLength: 4 }).map((text) => `canary ${text}`);
    const everyVariable = fc.record(Object.fromEntries(variables.map((name) => [name, value])));
    fc.assert(
      fc.property(everyVariable, (env) => {
        const problems = problemsOf(env);
        expect(problems.length).toBeGreaterThan(10);
        for (const { fix } of problems) expect(fix).toMatch(/\.$/);
        expect(formatProblems(problems)).not.toContain('canary');
      }),
    );
  });

  it('with PostgreSQL is a key that every machine would make for itself', () => {
    const databaseUrl = 'postgresql://latchkey:canary@db.example/latchkey';
    const [problem, ...others] = problemsOf({ ...minimal, DATABASE_URL: databaseUrl });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ variable: 'SECRET_KEY', fix: expect.stringContaining('openssl rand -base64 32') });
    expect(problem?.problem).toContain('must have the same key');
    const SECRET_KEY = randomBytes(32).toString('base64');
    expect(configOf({ DATABASE_URL: databaseUrl, SECRET_KEY }).databaseUrl).toBe(databaseUrl);
  });

  it.each(['postgres:', 'postgres://u:p%zz@db.example/l', 'postgres://u:p#w@db.example/l'])(
    'is an address of PostgreSQL that cannot be read: %s',
    (databaseUrl) => {
      const SECRET_KEY = randomBytes(32).toString('base64');
      expect(variablesIn({ ...minimal, SECRET_KEY, DATABASE_URL: databaseUrl })).toEqual(['DATABASE_URL']);
    },
  );

  it('is printed as a plain list', () => {
    expect(formatProblems(problemsOf({ ...minimal, OTP_LENGTH: '2', DISCORD_TOKEN: '' }))).toBe(
      [
        'Latchkey cannot start yet. Set these in the environment or in .env:',
        '',
        '  DISCORD_TOKEN is missing.',
        '    Copy it from your application on discord.com/developers/applications, under Bot: one word, without "Bot".',
        '  OTP_LENGTH cannot be used.',
        '    Set it to a whole number from 4 to 10, or remove it to use 4.',
        '',
      ].join('\n'),
    );
  });
});

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretsOf } from '../../src/config/secrets.ts';
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

describe('the settings', () => {
  it('need only Discord and Twilio; everything else has a default', () => {
    expect(configOf()).toEqual({
      discord: { token: 'a-token', intents: [] },
      twilio: {
        accountSid: sid('AC'),
        auth: { is: 'token', token: 'an-auth-token' },
        sender: { is: 'number', from: '+14155550100' },
        timeout: 10_000,
      },
      otp: { length: 4, ttl: 300_000, maxAttempts: 3, lock: 600_000, coolDowns: [30_000, 60_000, 120_000, 300_000] },
      limits: {
        sendsPerMember: 5,
        sendsPerMemberAndNumber: 3,
        sendsPerNumber: 5,
        guessesPerMember: 10,
        numbersPerMember: 3,
        sendsPerDialCode: 50,
        sendsPerOwnDialCode: 800,
        sendsPerPrefixAnHour: 20,
        sendsInAll: 500,
        requestsPerMember: 3,
        refusedPerMember: 5,
        refusedPerNumber: 5,
        refusedPerServer: 200,
        refusedInAll: 500,
      },
      breaker: true,
      allowedCountries: [],
      databaseUrl: 'sqlite:data/latchkey.sqlite',
      previousKeys: [],
      keyLost: false,
      logLevel: 'info',
    });
  });

  it('are read from text', () => {
    const [secretKey, ...previousKeys] = [randomBytes(32), randomBytes(32), randomBytes(32)];
    const config = configOf({
      SECRET_KEY: secretKey?.toString('base64') ?? '',
      SECRET_KEY_PREVIOUS: previousKeys.map((key) => key.toString('base64')).join(', '),
      DATABASE_URL: 'sqlite:/var/lib/latchkey.sqlite',
      OTP_TTL: '90s',
      RESEND_COOLDOWNS: '10s, 1m,1h',
      ALLOWED_COUNTRIES: 'us, DE',
      DISCORD_INTENTS: 'Members, moderation,members',
      DISCORD_API_URL: 'http://127.0.0.1:8080/discord/api/',
      TWILIO_API_URL: 'http://127.0.0.1:8080/twilio',
      LOG_LEVEL: 'debug',
    });
    expect(config.secretKey).toEqual(secretKey);
    expect(config.previousKeys).toEqual(previousKeys);
    expect(config.databaseUrl).toBe('sqlite:/var/lib/latchkey.sqlite');
    expect(config.otp.ttl).toBe(90_000);
    expect(config.otp.coolDowns).toEqual([10_000, 60_000, 3_600_000]);
    expect(config.allowedCountries).toEqual(['US', 'DE']);
    expect(config.discord.intents).toEqual(['members', 'moderation']);
    expect(config.discord.apiUrl).toBe('http://127.0.0.1:8080/discord/api');
    expect(config.twilio.apiUrl).toBe('http://127.0.0.1:8080/twilio');
    expect(config.logLevel).toBe('debug');
  });

  it('give longer codes more guesses, unless the operator decides', () => {
    expect(configOf({ OTP_LENGTH: '5' }).otp.maxAttempts).toBe(3);
    expect(configOf({ OTP_LENGTH: '6' }).otp.maxAttempts).toBe(5);
    expect(configOf({ OTP_LENGTH: '6' }).limits.guessesPerMember).toBe(15);
    expect(configOf({ OTP_LENGTH: '6', OTP_MAX_ATTEMPTS: '2' }).otp.maxAttempts).toBe(2);
    expect(configOf({ GUESSES_PER_MEMBER_PER_DAY: '4' }).limits.guessesPerMember).toBe(4);
  });

  it('count a blank variable as left out, and ignore space around a value', () => {
    expect(configOf({ OTP_LENGTH: '  ', TWILIO_API_KEY: '' })).toEqual(configOf());
    expect(configOf({ OTP_LENGTH: ' 8 ' }).otp.length).toBe(8);
  });

  it('let the key before be lost, in so many words', () => {
    expect(configOf({ SECRET_KEY_PREVIOUS: 'lost' })).toMatchObject({ previousKeys: [], keyLost: true });
  });

  it.each<[shards: string | undefined, count: string | undefined, ids: number[] | undefined]>([
    [undefined, undefined, undefined],
    ['0-3', '16', [0, 1, 2, 3]],
    ['5, 0,2', '6', [0, 2, 5]],
    ['0-1,3', '4', [0, 1, 3]],
    ['7', '8', [7]],
    [undefined, '3', [0, 1, 2]],
  ])('give this process the shards %s of %s', (SHARDS = '', SHARD_COUNT = '', ids) => {
    const { shards } = configOf({ SHARDS, SHARD_COUNT }).discord;
    expect(shards).toEqual(ids && { ids, count: Number(SHARD_COUNT) });
  });

  it('are frozen all the way down', () => {
    const config = configOf({ SECRET_KEY: randomBytes(32).toString('base64') });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.twilio.auth)).toBe(true);
    expect(Object.isFrozen(config.otp.coolDowns)).toBe(true);
  });
});

describe('Twilio', () => {
  it('is signed in to with an API key where there is one', () => {
    const config = configOf({ TWILIO_API_KEY: sid('SK'), TWILIO_API_SECRET: 'a-secret' });
    expect(config.twilio.auth).toEqual({ is: 'key', sid: sid('SK'), secret: 'a-secret' });
  });

  it('sends from a Messaging Service where there is one', () => {
    const config = configOf({ TWILIO_MESSAGING_SERVICE_SID: sid('MG') });
    expect(config.twilio.sender).toEqual({ is: 'service', sid: sid('MG') });
  });

  it.each<[string, Partial<Record<Variable, string>>, Variable]>([
    ['half an API key', { TWILIO_API_KEY: sid('SK') }, 'TWILIO_API_SECRET'],
    ['the other half', { TWILIO_API_SECRET: 'a-secret' }, 'TWILIO_API_KEY'],
    ['no way to sign in', { TWILIO_AUTH_TOKEN: '' }, 'TWILIO_AUTH_TOKEN'],
    ['no sender', { TWILIO_FROM: '' }, 'TWILIO_FROM'],
  ])('is not usable with %s', (_name, settings, variable) => {
    expect(variablesIn({ ...minimal, ...settings })).toEqual([variable]);
  });
});

describe('the secrets in the settings', () => {
  it('have the passwords of the database and of Redis among them, as it is written and as it is meant', () => {
    const SECRET_KEY = randomBytes(32).toString('base64');
    const DATABASE_URL = 'postgres://latchkey:p%40ss%2Fword@db.example/l';
    const REDIS_URL = 'rediss://:another@redis.example/1';
    const secrets = secretsOf(configOf({ SECRET_KEY, DATABASE_URL, REDIS_URL }));
    expect(secrets).toEqual(['a-token', 'an-auth-token', SECRET_KEY, 'p%40ss%2Fword', 'p@ss/word', 'another']);
    expect(secretsOf(configOf())).toEqual(['a-token', 'an-auth-token']);
  });
});

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
    ['TWILIO_FROM', '4155550100', '+0155550100', '+1 415 555 0100', 'Latchkey'],
    ['TWILIO_MESSAGING_SERVICE_SID', sid('AC')],
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
    ['ALLOWED_COUNTRIES', 'UK', 'US,', 'Germany', '__proto__'],
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

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { secretsOf } from '../../src/config/secrets.ts';
import type { Variable } from '../../src/config/variables.ts';
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
        forgets: true,
        timeout: 10_000,
      },
      otp: {
        length: 4,
        ttl: 300_000,
        maxAttempts: 3,
        lock: 600_000,
        coolDowns: [30_000, 60_000, 120_000, 300_000],
        ways: {},
      },
      consent: { brand: 'Latchkey' },
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
        calls: { perDialCode: 10, perOwnDialCode: 100, inAll: 100 },
        whatsapp: { perDialCode: 20, perOwnDialCode: 200, inAll: 200 },
        requestsPerMember: 3,
        refusedPerMember: 5,
        refusedPerNumber: 5,
        refusedPerServer: 200,
        refusedInAll: 500,
      },
      phoneLookup: false,
      breaker: true,
      allowedCountries: [],
      newAreaCodes: false,
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
      ALLOWED_COUNTRIES: 'us, Germany, UK, +43',
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
    expect(config.allowedCountries).toEqual(['US', 'DE', 'GB', 'AT']);
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
    const config = configOf({ TWILIO_FROM: '', TWILIO_MESSAGING_SERVICE_SID: sid('MG') });
    expect(config.twilio.sender).toEqual({ is: 'service', sid: sid('MG') });
  });

  it('sends by Verify where there is a service of it', () => {
    const config = configOf({ TWILIO_FROM: '', TWILIO_VERIFY_SERVICE_SID: sid('VA') });
    expect(config.twilio.sender).toEqual({ is: 'verify', sid: sid('VA') });
  });

  it.each(['+14155550100', '22395', 'Latchkey', 'Lantern Bay', 'A-1 & Co'])('send from %s', (from) => {
    expect(configOf({ TWILIO_FROM: from }).twilio.sender).toEqual({ is: 'number', from });
  });

  it('refuse more than one thing to send from', () => {
    const [verify, service] = [sid('VA'), sid('MG')];
    const all = { TWILIO_VERIFY_SERVICE_SID: verify, TWILIO_MESSAGING_SERVICE_SID: service };
    expect(problemsOf({ ...minimal, ...all })).toMatchObject([
      {
        variable: 'TWILIO_VERIFY_SERVICE_SID',
        problem: 'cannot be set together with TWILIO_MESSAGING_SERVICE_SID and TWILIO_FROM.',
      },
    ]);
    expect(variablesIn({ ...minimal, TWILIO_VERIFY_SERVICE_SID: verify })).toEqual(['TWILIO_VERIFY_SERVICE_SID']);
    expect(variablesIn({ ...minimal, TWILIO_MESSAGING_SERVICE_SID: service })).toEqual([
      'TWILIO_MESSAGING_SERVICE_SID',
    ]);
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

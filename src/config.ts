import type { z } from 'zod';
import type { Ms } from './clock.ts';
import { limitsOf, waysOf } from './config/limits.ts';
import { proxiesOf, withProxyNames } from './config/network.ts';
import { type ConfigProblem, type Given, problemWith } from './config/problem.ts';
import { type Shards, shardsOf } from './config/shards.ts';
import { readTwilio } from './config/twilio.ts';
import {
  type discordIntents,
  fixes,
  type logLevels,
  type Settings,
  schema,
  type Variable,
} from './config/variables.ts';
import type { ConsentTerms } from './gate/consent.ts';
import type { Limits } from './limits/budgets.ts';
import type { Proxies } from './network/proxies.ts';
import type { Ways } from './otp/channels/ways.ts';
import type { TwilioChoice, TwilioSettings } from './sms/settings.ts';

export type { ConfigProblem } from './config/problem.ts';

export type LogLevel = (typeof logLevels)[number];

/** Which further events Discord sends: joins (`members`), bans (`moderation`). */
export type DiscordIntent = (typeof discordIntents)[number];

/** Everything that an operator decides. Frozen. */
export interface Config {
  readonly discord: {
    readonly token: string;
    readonly intents: readonly DiscordIntent[];
    /** Unset: as many as Discord recommends, all in this process. */
    readonly shards?: Shards;
    /** Where Discord's REST API answers instead of discord.com, without a slash at the end. */
    readonly apiUrl?: string;
  };
  readonly twilio: TwilioSettings;
  /** On the way to whatever is reached over http and https. */
  readonly proxies?: Proxies;
  readonly otp: {
    /** Digits in a code. */
    readonly length: number;
    /** How long a code lives. */
    readonly ttl: Ms;
    /** Wrong codes before the member has to wait. */
    readonly maxAttempts: number;
    /** How long wrong codes are remembered after the latest one, and so how long that wait is. */
    readonly lock: Ms;
    /** The wait before the first resend, the second and so on; the last one repeats. Never empty. */
    readonly coolDowns: readonly Ms[];
    /** Where calls and WhatsApp are on. */
    readonly ways: Ways;
  };
  /** Who members agree to get codes from, and the pages that their consent refers to. */
  readonly consent: ConsentTerms;
  readonly limits: Limits;
  /** Whether the kind of a line is looked up, which Twilio charges for, before the first SMS to it. */
  readonly phoneLookup: boolean;
  /** Whether countries and prefixes whose codes are not typed back are stopped. */
  readonly breaker: boolean;
  /** ISO 3166-1 alpha-2 in upper case; empty means every country. */
  readonly allowedCountries: readonly string[];
  /** Whether numbers are taken that no plan of today has, and a newer one may have. */
  readonly newAreaCodes: boolean;
  readonly databaseUrl: string;
  /** Redis or Valkey, which then has the challenges and counters. */
  readonly redisUrl?: string;
  /** 32 bytes; without it one is kept in the data folder, next to SQLite's file. */
  readonly secretKey?: Buffer;
  /** The keys before, 32 bytes each, the latest first: what was made with them stays valid. */
  readonly previousKeys: readonly Buffer[];
  /** The key before is lost: numbers taken under it need not be recognised. */
  readonly keyLost: boolean;
  readonly logLevel: LogLevel;
  /** Where metrics and health are served; not at all when left out. */
  readonly metrics?: { readonly host: string; readonly port: number };
}

export type ConfigResult =
  | { readonly is: 'ok'; readonly config: Config }
  | { readonly is: 'problems'; readonly problems: readonly ConfigProblem[] };

/** Reads the settings from environment variables: all of them, or every problem at once. A blank variable counts as left out. */
export function parseConfig(env: Given): ConfigResult {
  const given = withProxyNames(withoutBlanks(env));
  // Zod would write a parser for it and compile that, which takes longer than the one time that it is read.
  const parsed = schema.safeParse(given, { jitless: true });
  const twilio = readTwilio(given);
  const together = [...unsharedKey(given), ...shardProblems(given), ...('problems' in twilio ? twilio.problems : [])];
  const values = valueProblems(parsed.error?.issues ?? [], given);
  // What cannot be used need not be told apart from what goes with it.
  const isNamed = ({ variable }: ConfigProblem) => values.some((one) => one.variable === variable);
  const problems = [...values, ...together.filter((one) => !isNamed(one))];
  if (!parsed.success || 'problems' in twilio || together.length > 0) return { is: 'problems', problems };
  return { is: 'ok', config: freeze(build(parsed.data, twilio)) };
}

/** The problems as a plain list to print when the start is refused. */
export function formatProblems(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ variable, problem, fix }) => `  ${variable} ${problem}\n    ${fix}`);
  return `Latchkey cannot start yet. Set these in the environment or in .env:\n\n${lines.join('\n')}\n`;
}

function build(settings: Settings, twilio: TwilioChoice): Config {
  const shards = shardsOf(settings.SHARDS, settings.SHARD_COUNT);
  const proxies = proxiesOf(settings);
  const { TWILIO_REGION: region, TWILIO_EDGE: edge } = settings;
  // A short code is easier to guess, so it is given fewer guesses.
  const guesses = settings.OTP_LENGTH < 6 ? { aCode: 3, aDay: 10 } : { aCode: 5, aDay: 15 };
  return {
    discord: {
      token: settings.DISCORD_TOKEN,
      intents: [...new Set(settings.DISCORD_INTENTS)],
      ...(shards && { shards }),
      ...(settings.DISCORD_API_URL && { apiUrl: settings.DISCORD_API_URL }),
    },
    twilio: {
      accountSid: settings.TWILIO_ACCOUNT_SID,
      ...twilio,
      ...(settings.TWILIO_API_URL && { apiUrl: settings.TWILIO_API_URL }),
      ...(region && edge && { place: { region, edge } }),
      ...(proxies && { proxies }),
      forgets: settings.TWILIO_FORGET === 'on',
      timeout: settings.TWILIO_TIMEOUT,
    },
    ...(proxies && { proxies }),
    otp: {
      length: settings.OTP_LENGTH,
      ttl: settings.OTP_TTL,
      maxAttempts: settings.OTP_MAX_ATTEMPTS ?? guesses.aCode,
      lock: settings.OTP_LOCK,
      coolDowns: settings.RESEND_COOLDOWNS,
      ways: waysOf(settings),
    },
    consent: {
      brand: settings.BRAND_NAME,
      ...(settings.TERMS_URL && { termsUrl: settings.TERMS_URL }),
      ...(settings.PRIVACY_URL && { privacyUrl: settings.PRIVACY_URL }),
    },
    limits: limitsOf(settings, guesses.aDay),
    phoneLookup: settings.PHONE_LOOKUP === 'on',
    breaker: settings.BREAKER === 'on',
    allowedCountries: settings.ALLOWED_COUNTRIES,
    newAreaCodes: settings.NEW_AREA_CODES === 'on',
    databaseUrl: settings.DATABASE_URL,
    ...(settings.REDIS_URL && { redisUrl: settings.REDIS_URL }),
    ...(settings.SECRET_KEY && { secretKey: settings.SECRET_KEY }),
    previousKeys: settings.SECRET_KEY_PREVIOUS === 'lost' ? [] : settings.SECRET_KEY_PREVIOUS,
    keyLost: settings.SECRET_KEY_PREVIOUS === 'lost',
    logLevel: settings.LOG_LEVEL,
    ...(settings.METRICS_PORT && { metrics: { host: settings.METRICS_HOST, port: settings.METRICS_PORT } }),
  };
}

function withoutBlanks(env: Given): Given {
  const trimmed = Object.entries(env).map(([name, value]) => [name, value?.trim()]);
  return Object.fromEntries(trimmed.filter(([, value]) => value));
}

function valueProblems(issues: readonly z.core.$ZodIssue[], given: Given): ConfigProblem[] {
  const variables = new Set(issues.map((issue) => issue.path[0]).filter(isVariable));
  return [...variables].map((variable) => problemWith(variable, given[variable] ? 'cannot be used.' : 'is missing.'));
}

/** Shards mean nothing without how many there are, and each has to be one of them. */
function shardProblems({ SHARDS, SHARD_COUNT }: Given): ConfigProblem[] {
  if (SHARDS && !SHARD_COUNT) return [problemWith('SHARD_COUNT', 'is missing: SHARDS needs it.')];
  const ids = schema.shape.SHARDS.safeParse(SHARDS).data ?? [];
  const isBeyond = SHARD_COUNT !== undefined && ids.some((id) => id >= Number(SHARD_COUNT));
  return isBeyond ? [problemWith('SHARDS', 'names a shard that SHARD_COUNT leaves out.')] : [];
}

/** A key that each machine made for itself would make the numbers that one of them knows unknown to the others. */
function unsharedKey({ DATABASE_URL: databaseUrl = '', SECRET_KEY: secretKey }: Given): ConfigProblem[] {
  if (secretKey || !databaseUrl.startsWith('postgres')) return [];
  const problem = 'is missing: PostgreSQL may serve several machines, which must have the same key.';
  const fix =
    'Set it to 32 random bytes in base64 (make some with: openssl rand -base64 32), the same for every process.';
  return [{ variable: 'SECRET_KEY', problem, fix }];
}

function isVariable(name: unknown): name is Variable {
  return typeof name === 'string' && name in fixes;
}

/** Freezes plain objects and arrays all the way down. Bytes cannot be frozen. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}

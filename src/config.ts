import type { z } from 'zod';
import type { Ms } from './clock.ts';
import { limitsOf, waysOf } from './config/limits.ts';
import { missingPlace, proxiesOf, withProxyNames } from './config/network.ts';
import { type Shards, shardsOf } from './config/shards.ts';
import {
  type discordIntents,
  fixes,
  type logLevels,
  type Settings,
  schema,
  type Variable,
} from './config/variables.ts';
import type { Limits } from './limits/budgets.ts';
import type { Proxies } from './network/proxies.ts';
import type { Ways } from './otp/channels/ways.ts';

export type LogLevel = (typeof logLevels)[number];

/** Which further events Discord sends: joins (`members`), bans (`moderation`). */
export type DiscordIntent = (typeof discordIntents)[number];

/** How Latchkey proves to Twilio who it is. */
export type TwilioAuth =
  | { readonly is: 'token'; readonly token: string }
  | { readonly is: 'key'; readonly sid: string; readonly secret: string };

/** The sender of an SMS: a number in E.164, or a Messaging Service that picks one. */
export type TwilioSender =
  | { readonly is: 'number'; readonly from: string }
  | { readonly is: 'service'; readonly sid: string };

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
  readonly twilio: {
    readonly accountSid: string;
    readonly auth: TwilioAuth;
    readonly sender: TwilioSender;
    /** Where Twilio answers instead of api.twilio.com, without a slash at the end. */
    readonly apiUrl?: string;
    /** The region that has the account's data, and the edge by which it is reached. */
    readonly place?: { readonly region: string; readonly edge: string };
    readonly proxies?: Proxies;
    readonly timeout: Ms;
  };
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
  readonly limits: Limits;
  /** Whether the kind of a line is looked up, which Twilio charges for, before the first SMS to it. */
  readonly phoneLookup: boolean;
  /** Whether countries and prefixes whose codes are not typed back are stopped. */
  readonly breaker: boolean;
  /** ISO 3166-1 alpha-2 in upper case; empty means every country. */
  readonly allowedCountries: readonly string[];
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

/** One setting that stops the start, and what to do about it. Carries no value: values may be secret. */
export interface ConfigProblem {
  readonly variable: string;
  readonly problem: string;
  readonly fix: string;
}

export type ConfigResult =
  | { readonly is: 'ok'; readonly config: Config }
  | { readonly is: 'problems'; readonly problems: readonly ConfigProblem[] };

type Given = Readonly<Partial<Record<string, string>>>;

/** Reads the settings from environment variables: all of them, or every problem at once. A blank variable counts as left out. */
export function parseConfig(env: Given): ConfigResult {
  const given = withProxyNames(withoutBlanks(env));
  const parsed = schema.safeParse(given);
  const auth = readAuth(given);
  const sender = readSender(given);
  const together = [...unsharedKey(given), ...shardProblems(given), ...placeProblems(given)];
  const problems = [
    ...valueProblems(parsed.error?.issues ?? [], given),
    ...('problem' in auth ? [auth] : []),
    ...('problem' in sender ? [sender] : []),
    ...together,
  ];
  if (!parsed.success || 'problem' in auth || 'problem' in sender || together.length > 0)
    return { is: 'problems', problems };
  return { is: 'ok', config: freeze(build(parsed.data, auth, sender)) };
}

/** The problems as a plain list to print when the start is refused. */
export function formatProblems(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ variable, problem, fix }) => `  ${variable} ${problem}\n    ${fix}`);
  return `Latchkey cannot start yet. Set these in the environment or in .env:\n\n${lines.join('\n')}\n`;
}

function build(settings: Settings, auth: TwilioAuth, sender: TwilioSender): Config {
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
      auth,
      sender,
      ...(settings.TWILIO_API_URL && { apiUrl: settings.TWILIO_API_URL }),
      ...(region && edge && { place: { region, edge } }),
      ...(proxies && { proxies }),
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
    limits: limitsOf(settings, guesses.aDay),
    phoneLookup: settings.PHONE_LOOKUP === 'on',
    breaker: settings.BREAKER === 'on',
    allowedCountries: settings.ALLOWED_COUNTRIES,
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

/** An API key wins over the auth token: it can be revoked without changing the account's own. */
function readAuth(given: Given): TwilioAuth | ConfigProblem {
  const { TWILIO_AUTH_TOKEN: token, TWILIO_API_KEY: sid, TWILIO_API_SECRET: secret } = given;
  if (sid && secret) return { is: 'key', sid, secret };
  if (sid) return problemWith('TWILIO_API_SECRET', 'is missing: TWILIO_API_KEY needs it.');
  if (secret) return problemWith('TWILIO_API_KEY', 'is missing: TWILIO_API_SECRET needs it.');
  if (token) return { is: 'token', token };
  return problemWith('TWILIO_AUTH_TOKEN', 'is missing.');
}

/** Shards mean nothing without how many there are, and each has to be one of them. */
function shardProblems({ SHARDS, SHARD_COUNT }: Given): ConfigProblem[] {
  if (SHARDS && !SHARD_COUNT) return [problemWith('SHARD_COUNT', 'is missing: SHARDS needs it.')];
  const ids = schema.shape.SHARDS.safeParse(SHARDS).data ?? [];
  const isBeyond = SHARD_COUNT !== undefined && ids.some((id) => id >= Number(SHARD_COUNT));
  return isBeyond ? [problemWith('SHARDS', 'names a shard that SHARD_COUNT leaves out.')] : [];
}

/** A region is reached by an edge, and the host has the names of both. */
function placeProblems(given: Given): ConfigProblem[] {
  const missing = missingPlace(given);
  if (!missing) return [];
  const other = missing === 'TWILIO_EDGE' ? 'TWILIO_REGION' : 'TWILIO_EDGE';
  return [problemWith(missing, `is missing: ${other} needs it.`)];
}

/** A Messaging Service wins over a single number: it can hold that number and more. */
function readSender(given: Given): TwilioSender | ConfigProblem {
  if (given.TWILIO_MESSAGING_SERVICE_SID) return { is: 'service', sid: given.TWILIO_MESSAGING_SERVICE_SID };
  if (given.TWILIO_FROM) return { is: 'number', from: given.TWILIO_FROM };
  const { variable, problem, fix } = problemWith('TWILIO_FROM', 'is missing.');
  return { variable, problem, fix: `${fix} Or set TWILIO_MESSAGING_SERVICE_SID instead.` };
}

/** A key that each machine made for itself would make the numbers that one of them knows unknown to the others. */
function unsharedKey({ DATABASE_URL: databaseUrl = '', SECRET_KEY: secretKey }: Given): ConfigProblem[] {
  if (secretKey || !databaseUrl.startsWith('postgres')) return [];
  const problem = 'is missing: PostgreSQL may serve several machines, which must have the same key.';
  const fix =
    'Set it to 32 random bytes in base64 (make some with: openssl rand -base64 32), the same for every process.';
  return [{ variable: 'SECRET_KEY', problem, fix }];
}

function problemWith(variable: Variable, problem: string): ConfigProblem {
  return { variable, problem, fix: fixes[variable] };
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

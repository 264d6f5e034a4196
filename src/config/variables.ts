import { z } from 'zod';
import { MOST_A_DAY } from '../limits/money.ts';
import {
  amount,
  apiUrl,
  countries,
  duration,
  e164,
  key32,
  list,
  pageUrl,
  proxyUrl,
  secret,
  serverUrl,
  textSender,
  whole,
} from './readers.ts';
import { MOST_SHARDS, shardList } from './shards.ts';

/** The levels of the log, from everything to nothing. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Which events Discord is asked to send in addition to interactions. `members` is a privileged intent. */
export const discordIntents = ['members', 'moderation'] as const;

/** Every variable that Latchkey reads: how its text becomes a value, and what it is when left out. */
export const schema = z.object({
  DISCORD_TOKEN: secret(),
  DISCORD_INTENTS: list()
    .pipe(z.array(z.string().toLowerCase().pipe(z.enum(discordIntents))))
    .default([]),
  SHARDS: shardList().optional(),
  SHARD_COUNT: whole(1, MOST_SHARDS).optional(),
  DISCORD_API_URL: apiUrl().optional(),
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/i),
  TWILIO_AUTH_TOKEN: secret().optional(),
  TWILIO_API_KEY: z
    .string()
    .regex(/^SK[0-9a-f]{32}$/i)
    .optional(),
  TWILIO_API_SECRET: secret().optional(),
  TWILIO_VERIFY_SERVICE_SID: z
    .string()
    .regex(/^VA[0-9a-f]{32}$/i)
    .optional(),
  TWILIO_FROM: textSender().optional(),
  TWILIO_MESSAGING_SERVICE_SID: z
    .string()
    .regex(/^MG[0-9a-f]{32}$/i)
    .optional(),
  TWILIO_CALL_FROM: e164().optional(),
  TWILIO_WHATSAPP_FROM: e164().optional(),
  TWILIO_WHATSAPP_TEMPLATE: z
    .string()
    .regex(/^HX[0-9a-f]{32}$/i)
    .optional(),
  TWILIO_FORGET: z.enum(['on', 'off']).default('on'),
  TWILIO_TIMEOUT: duration('1s', '60s').default(10_000),
  TWILIO_API_URL: apiUrl().optional(),
  // Both become part of a host's name.
  TWILIO_REGION: z
    .string()
    .toLowerCase()
    .regex(/^[a-z]{2}\d$/)
    .optional(),
  TWILIO_EDGE: z
    .string()
    .toLowerCase()
    .regex(/^[a-z]+(-[a-z]+)*$/)
    .optional(),
  HTTPS_PROXY: proxyUrl().optional(),
  HTTP_PROXY: proxyUrl().optional(),
  NO_PROXY: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .default([]),
  SECRET_KEY: key32().optional(),
  SECRET_KEY_PREVIOUS: z.union([z.literal('lost'), list().pipe(z.array(key32()).max(5))]).default([]),
  DATABASE_URL: z
    .union([z.string().regex(/^sqlite:./), serverUrl(['postgres:', 'postgresql:'])])
    .default('sqlite:data/latchkey.sqlite'),
  REDIS_URL: serverUrl(['redis:', 'rediss:'], /^\/?\d*$/).optional(),
  OTP_LENGTH: whole(4, 10).default(4),
  OTP_TTL: duration('1m', '10m').default(5 * 60_000),
  OTP_MAX_ATTEMPTS: whole(1, 10).optional(),
  OTP_LOCK: duration('1m', '24h').default(10 * 60_000),
  RESEND_COOLDOWNS: list()
    .pipe(z.array(duration('1s', '24h')).max(20))
    .default([30_000, 60_000, 120_000, 300_000]),
  SENDS_PER_MEMBER_PER_DAY: whole(1, 100).default(5),
  SENDS_PER_NUMBER_PER_DAY: whole(1, 100).default(5),
  SENDS_PER_MEMBER_AND_NUMBER_PER_DAY: whole(1, 100).default(3),
  GUESSES_PER_MEMBER_PER_DAY: whole(1, 100).optional(),
  NUMBERS_PER_MEMBER_PER_DAY: whole(1, 100).default(3),
  SENDS_PER_DIAL_CODE_PER_DAY: whole(1, 1_000_000).default(50),
  SENDS_PER_OWN_DIAL_CODE_PER_DAY: whole(1, 1_000_000).default(800),
  SENDS_PER_PREFIX_PER_HOUR: whole(1, 1_000_000).default(20),
  PHONE_LOOKUP: z.enum(['on', 'off']).default('off'),
  NEW_AREA_CODES: z.enum(['on', 'off']).default('off'),
  BREAKER: z.enum(['on', 'off']).default('on'),
  CALLS: z.enum(['on', 'off']).default('off'),
  CALL_COUNTRIES: countries().default([]),
  CALLS_PER_DAY: whole(1, 1_000_000).default(100),
  CALLS_PER_DIAL_CODE_PER_DAY: whole(1, 1_000_000).default(10),
  CALLS_PER_OWN_DIAL_CODE_PER_DAY: whole(1, 1_000_000).default(100),
  WHATSAPP: z.enum(['on', 'off']).default('off'),
  WHATSAPP_COUNTRIES: countries().default([]),
  WHATSAPP_PER_DAY: whole(1, 1_000_000).default(200),
  WHATSAPP_PER_DIAL_CODE_PER_DAY: whole(1, 1_000_000).default(20),
  WHATSAPP_PER_OWN_DIAL_CODE_PER_DAY: whole(1, 1_000_000).default(200),
  SENDS_PER_DAY: whole(1, 1_000_000).default(500),
  REQUESTS_PER_MEMBER_PER_DAY: whole(1, 100).default(3),
  SPEND_PER_DAY: amount(MOST_A_DAY).optional(),
  BRAND_NAME: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} .,&'’-]{0,39}$/u)
    .default('Latchkey'),
  TERMS_URL: pageUrl().optional(),
  PRIVACY_URL: pageUrl().optional(),
  ALLOWED_COUNTRIES: countries().default([]),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  METRICS_PORT: whole(1, 65_535).optional(),
  METRICS_HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
});

/** Every variable as a value. */
export type Settings = z.infer<typeof schema>;
export type Variable = keyof Settings;

/** Their names. */
export const variables: readonly Variable[] = schema.keyof().options;

const COUNTRIES = 'List countries separated by commas, by code or name, such as US, CA, UK, Germany';

/** What to do about each variable when it is missing or cannot be used. */
export const fixes: Readonly<Record<Variable, string>> = {
  DISCORD_TOKEN:
    'Copy it from your application on discord.com/developers/applications, under Bot: one word, without "Bot".',
  DISCORD_INTENTS:
    'Set it to members, moderation, or both separated by a comma, or remove it: verifying needs neither.',
  SHARDS: 'List the shards of this process, such as 0-3 or 0,2,5, each once and below SHARD_COUNT, or remove it.',
  SHARD_COUNT:
    'Set it to the number of shards of all processes together, the same everywhere, or remove both it and SHARDS.',
  DISCORD_API_URL: 'Remove it, or give an address that starts with http:// or https://. It is for development.',
  TWILIO_ACCOUNT_SID: 'Copy "Account SID" from console.twilio.com: AC and 32 characters.',
  TWILIO_AUTH_TOKEN: 'Copy "Auth Token" from console.twilio.com, or set TWILIO_API_KEY and TWILIO_API_SECRET instead.',
  TWILIO_API_KEY: 'Copy the SID of an API key from console.twilio.com: SK and 32 characters.',
  TWILIO_API_SECRET:
    'Set it to the secret that Twilio showed when you made the API key. If you lost it, make a new key.',
  TWILIO_VERIFY_SERVICE_SID:
    'Copy the SID of the Verify service from console.twilio.com, VA and 32 characters, or make one with: npm run doctor -- --make-verify-service NAME.',
  TWILIO_FROM:
    'Set it to your Twilio number with its country code and no spaces, such as +14155550100, to a short code of 3 to 8 digits, or to a name of 1 to 11 letters, digits and spaces, with a letter in it.',
  TWILIO_MESSAGING_SERVICE_SID: 'Copy the SID of the Messaging Service from console.twilio.com: MG and 32 characters.',
  TWILIO_CALL_FROM:
    'Set it to your Twilio number that can make calls, with its country code and no spaces, such as +14155550100, or set CALLS to off.',
  TWILIO_WHATSAPP_FROM:
    'Set it to the number of your WhatsApp sender in console.twilio.com, such as +14155550100, or set WHATSAPP to off.',
  TWILIO_WHATSAPP_TEMPLATE:
    'Copy the SID of the approved authentication template from console.twilio.com, HX and 32 characters, or set WHATSAPP to off.',
  TWILIO_FORGET: 'Set it to on or off, or remove it to use on.',
  TWILIO_TIMEOUT: 'Set it from 1s to 60s, or remove it to use 10s.',
  TWILIO_API_URL: 'Remove it, or give an address that starts with http:// or https://. It is for development.',
  TWILIO_REGION: 'Set it to a region of Twilio, such as us1, ie1 or au1, together with TWILIO_EDGE, or remove both.',
  TWILIO_EDGE: 'Set it to an edge of Twilio, such as dublin or sydney, together with TWILIO_REGION, or remove both.',
  HTTPS_PROXY:
    'Set it to http:// or https:// and a host, such as http://proxy.example:3128, or remove it. Percent-encode special characters in the password.',
  HTTP_PROXY:
    'Set it to http:// or https:// and a host, such as http://proxy.example:3128, or remove it. Percent-encode special characters in the password.',
  NO_PROXY: 'List the hosts to reach without the proxy, separated by commas, or remove it.',
  SECRET_KEY:
    'Set it to 32 random bytes in base64 (make some with: openssl rand -base64 32), or remove it, and the bot makes one.',
  SECRET_KEY_PREVIOUS:
    'List up to 5 earlier values of SECRET_KEY, the latest first, separated by commas. Set it to lost if you lost them, or remove it.',
  DATABASE_URL:
    'Set it to sqlite: and a file, such as sqlite:data/latchkey.sqlite, or to postgres://user:password@host:5432/database. Percent-encode special characters in the password.',
  REDIS_URL:
    'Set it to redis:// or rediss:// and a host, such as redis://:password@redis.example:6379, or remove it to store everything in the database. Percent-encode special characters in the password.',
  OTP_LENGTH: 'Set it to a whole number from 4 to 10, or remove it to use 4.',
  OTP_TTL: 'Set it from 1m to 10m, such as 5m or 90s, or remove it to use 5m.',
  OTP_MAX_ATTEMPTS: 'Set it to a whole number from 1 to 10, or remove it to use 3 (5 for codes of 6 digits and more).',
  OTP_LOCK: 'Set it from 1m to 24h, or remove it to use 10m.',
  RESEND_COOLDOWNS: 'List up to 20 waits separated by commas, each from 1s to 24h, or remove it to use 30s,1m,2m,5m.',
  SENDS_PER_MEMBER_PER_DAY: 'Set it to a whole number from 1 to 100, or remove it to use 5.',
  SENDS_PER_NUMBER_PER_DAY: 'Set it to a whole number from 1 to 100, or remove it to use 5.',
  SENDS_PER_MEMBER_AND_NUMBER_PER_DAY: 'Set it to a whole number from 1 to 100, or remove it to use 3.',
  GUESSES_PER_MEMBER_PER_DAY:
    'Set it to a whole number from 1 to 100, or remove it to use 10 (15 for codes of 6 digits and more).',
  NUMBERS_PER_MEMBER_PER_DAY: 'Set it to a whole number from 1 to 100, or remove it to use 3.',
  SENDS_PER_DIAL_CODE_PER_DAY: 'Set it to a whole number from 1 to 1000000, or remove it to use 50.',
  SENDS_PER_OWN_DIAL_CODE_PER_DAY: 'Set it to a whole number from 1 to 1000000, or remove it to use 800.',
  SENDS_PER_PREFIX_PER_HOUR: 'Set it to a whole number from 1 to 1000000, or remove it to use 20.',
  REQUESTS_PER_MEMBER_PER_DAY: 'Set it to a whole number from 1 to 100, or remove it to use 3.',
  BRAND_NAME:
    'Set it to the name that you send under, as it is registered: up to 40 letters, digits and spaces; or remove it to use Latchkey.',
  TERMS_URL: 'Set it to the address of your terms, starting with https://, or remove it.',
  PRIVACY_URL: 'Set it to the address of your privacy policy, starting with https://, or remove it.',
  PHONE_LOOKUP: 'Set it to on or off, or remove it to use off.',
  NEW_AREA_CODES: 'Set it to on or off, or remove it to use off.',
  BREAKER: 'Set it to on or off, or remove it to use on.',
  CALLS: 'Set it to on or off, or remove it to use off.',
  CALL_COUNTRIES: `${COUNTRIES}, or remove it to call every country that codes are sent to.`,
  CALLS_PER_DAY: 'Set it to a whole number from 1 to 1000000, or remove it to use 100.',
  CALLS_PER_DIAL_CODE_PER_DAY: 'Set it to a whole number from 1 to 1000000, or remove it to use 10.',
  CALLS_PER_OWN_DIAL_CODE_PER_DAY: 'Set it to a whole number from 1 to 1000000, or remove it to use 100.',
  WHATSAPP: 'Set it to on or off, or remove it to use off.',
  WHATSAPP_COUNTRIES: `${COUNTRIES}, or remove it to use WhatsApp in every country that codes are sent to.`,
  WHATSAPP_PER_DAY: 'Set it to a whole number from 1 to 1000000, or remove it to use 200.',
  WHATSAPP_PER_DIAL_CODE_PER_DAY: 'Set it to a whole number from 1 to 1000000, or remove it to use 20.',
  WHATSAPP_PER_OWN_DIAL_CODE_PER_DAY: 'Set it to a whole number from 1 to 1000000, or remove it to use 200.',
  SENDS_PER_DAY: 'Set it to a whole number from 1 to 1000000, or remove it to use 500.',
  SPEND_PER_DAY:
    'Set it to an amount in the currency of your Twilio account, such as 20 or 7.50, at most 100000, or remove it: then only the other limits apply.',
  ALLOWED_COUNTRIES: `${COUNTRIES}, or remove it to allow all.`,
  LOG_LEVEL: `Set it to one of ${logLevels.join(', ')}, or remove it to use info.`,
  METRICS_PORT: 'Set it to a whole number from 1 to 65535, such as 9464, or remove it to serve no metrics.',
  METRICS_HOST: 'Set it to an address of this machine, such as 127.0.0.1 or 0.0.0.0, or remove it to use 127.0.0.1.',
};

import { z } from 'zod';
import type { Ms } from '../clock.ts';
import { readCountries } from '../otp/country/lists.ts';

const unitMs: Readonly<Record<string, Ms>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `90s`, `5m`, `2h` or `1d` as ms; anything else as NaN, which no range admits. */
export function readDuration(text: string): Ms {
  const [, amount, unit = ''] = /^(\d{1,6}) ?([smhd])$/i.exec(text) ?? [];
  return Number(amount) * (unitMs[unit.toLowerCase()] ?? Number.NaN);
}

/** A length of time from `from` to `to`, both included and written as in the settings: `30s`, `5m`, `24h`. */
export function duration(from: string, to: string) {
  return z
    .string()
    .transform(readDuration)
    .pipe(z.number().min(readDuration(from)).max(readDuration(to)));
}

/** A whole number from `from` to `to`, both included, in plain digits. */
export function whole(from: number, to: number) {
  return z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(from).max(to));
}

/** An amount of money from 0.01 to `most`, with a point before at most four decimals. */
export function amount(most: number) {
  return z
    .string()
    .regex(/^\d+(\.\d{1,4})?$/)
    .transform(Number)
    .pipe(z.number().min(0.01).max(most));
}

/** What stands between the commas, without the space around it. */
export function list() {
  return z.string().transform((text) => text.split(',').map((item) => item.trim()));
}

/** Countries as people write them, separated by commas; at least one, and nothing that is none. As ISO 3166-1 alpha-2. */
export function countries() {
  return z
    .string()
    .transform((text) => readCountries(text))
    .refine((read) => read.countries.length > 0 && read.unknown.length === 0)
    .transform((read): readonly string[] => read.countries);
}

/** A secret is opaque to us, but it is one word: a space or a line break in it is a slip of the clipboard. */
export function secret() {
  return z.string().regex(/^\S+$/);
}

/** Where an API answers, without the slash at the end. */
export function apiUrl() {
  return z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
}

/** The address of a page that people are shown. A bracket would end the link that it stands in. */
export function pageUrl() {
  return z.url({ protocol: /^https$/ }).regex(/^[^\s()<>]{1,200}$/);
}

/** A number with its country code, without spaces. */
export function e164() {
  return z.string().regex(/^\+[1-9]\d{6,14}$/);
}

/**
 * What an SMS may come from: a number in E.164, a short code, or a name of up to 11 characters of which one is a letter:
 * https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id
 */
export function textSender() {
  return z.union([e164(), z.string().regex(/^\d{3,8}$/), z.string().regex(/^(?=.*[A-Za-z])[A-Za-z0-9 +\-_&]{1,11}$/)]);
}

/** 32 bytes in base64, 44 characters. */
export function key32() {
  return z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/)
    .refine((text) => Buffer.from(text, 'base64').toString('base64') === text)
    .transform((text) => Buffer.from(text, 'base64'));
}

/** The address of a server, with one of the given schemes and such a path. A password in it is percent-encoded where it has to be. */
export function serverUrl(schemes: readonly string[], path = /^/) {
  return z.string().refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, host, pathname, password } = new URL(text);
    const names = schemes.includes(protocol) && host + pathname !== '' && path.test(pathname);
    return names && decoded(password) !== undefined;
  });
}

/** A password as it is meant; undefined when it is not percent-encoded as an address needs it. */
export function decoded(password: string): string | undefined {
  try {
    return decodeURIComponent(password);
  } catch {
    return undefined;
  }
}

/** The address of a proxy; without a scheme it is http, as other programs have it. */
export function proxyUrl() {
  return z
    .string()
    .transform((text) => (text.includes('://') ? text : `http://${text}`))
    .pipe(serverUrl(['http:', 'https:']));
}

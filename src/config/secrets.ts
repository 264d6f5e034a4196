import type { Config } from '../config.ts';
import { decoded } from './readers.ts';

/** The texts in the settings that must never be written anywhere. */
export function secretsOf(config: Config): string[] {
  const { discord, twilio, secretKey, previousKeys, databaseUrl, redisUrl = '', proxies } = config;
  const { auth } = twilio;
  return [
    discord.token,
    auth.is === 'key' ? auth.secret : auth.token,
    ...[...(secretKey ? [secretKey] : []), ...previousKeys].map((key) => key.toString('base64')),
    ...[databaseUrl, redisUrl, proxies?.https ?? '', proxies?.http ?? ''].flatMap(passwordsIn),
  ];
}

/** The password in an address, as it stands there and as it is meant. */
function passwordsIn(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { password } = new URL(url);
  return [...new Set([password, decoded(password) ?? ''])].filter((text) => text !== '');
}

import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/** Discord's error codes that this bot tells apart: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const DiscordCode = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownRole: 10011,
  unknownUser: 10013,
  unknownWebhook: 10015,
  unknownBan: 10026,
  unknownInteraction: 10062,
  alreadyAnswered: 40060,
  missingAccess: 50001,
  cannotWriteTo: 50007,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  needsTwoFactor: 60003,
} as const;

/** The code Discord refused with; undefined when the request never got a proper answer. */
export function refusalCode(error: unknown): number | undefined {
  return error instanceof DiscordAPIError && typeof error.code === 'number' && error.status < 500
    ? error.code
    : undefined;
}

/** True where Discord says that the bot is no member of the server that was asked about. */
export function isAbsence(error: unknown): boolean {
  const code = refusalCode(error);
  return code === DiscordCode.unknownGuild || code === DiscordCode.missingAccess;
}

/** True where Discord says that an account is no member of the server, or that there is no such account. */
export function isMemberGone(error: unknown): boolean {
  const code = refusalCode(error);
  return code === DiscordCode.unknownMember || code === DiscordCode.unknownUser;
}

/** True where Discord did not answer, or said that it cannot: no fault of ours, and it passes. */
export function isOutage(error: unknown): boolean {
  if (error instanceof HTTPError || error instanceof RateLimitError) return true;
  if (error instanceof DiscordAPIError) return error.status >= 500;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return error.name === 'AbortError' || (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code));
}

/** True for an answer that came too late or twice: the member's screen has moved on and there is nobody to tell. */
export function isStale(error: unknown): boolean {
  const code = refusalCode(error);
  return (
    code === DiscordCode.unknownInteraction ||
    code === DiscordCode.alreadyAnswered ||
    code === DiscordCode.invalidWebhookToken ||
    code === DiscordCode.unknownWebhook ||
    code === DiscordCode.unknownMessage
  );
}

import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes } from 'discord.js';

/** Discord closed the connection at the start with code 4014: an intent that was asked for is not switched on for the application. */
export class IntentsRefused extends Error {
  override readonly name = 'IntentsRefused';
}

/** Discord closed the connection at the start with code 4011: the bot is on more servers than so few shards may serve. */
export class ShardsRefused extends Error {
  override readonly name = 'ShardsRefused';
}

/** In one sentence, why Discord could not be reached at the start and what to do. Never quotes the error: it may hold the token. */
export function explainStart(error: unknown): string {
  if (error instanceof IntentsRefused) return INTENTS_OFF;
  if (error instanceof ShardsRefused) return TOO_FEW_SHARDS;
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return WRONG_TOKEN;
  if (error instanceof DiscordAPIError) {
    return error.status === 401
      ? WRONG_TOKEN
      : `Discord refused the start with status ${error.status}. Try again in a minute; see discordstatus.com.\n`;
  }
  return `Discord could not be reached (${error instanceof Error ? error.name : 'unknown error'}). Check the network and try again.\n`;
}

const WRONG_TOKEN =
  'Discord does not accept DISCORD_TOKEN. Copy the bot token again from discord.com/developers/applications → Bot → Reset Token.\n';

const TOO_FEW_SHARDS =
  'Discord wants more shards: set SHARD_COUNT to the number that npm run doctor names, or remove SHARDS and SHARD_COUNT.\n';

const INTENTS_OFF =
  'DISCORD_INTENTS names members, which is not switched on for this application: switch on discord.com/developers/applications → Bot → Privileged Gateway Intents → Server Members Intent, or leave members out.\n';

import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes } from 'discord.js';
import { causeOf } from '../../log/cause.ts';
import { networkAdvice } from '../../network/advice.ts';
import { DiscordRefuses, type Refusal } from './refusal.ts';

const portal = 'discord.com/developers/applications';

const refused: Readonly<Record<Refusal, string>> = {
  token: `Discord does not accept DISCORD_TOKEN. Copy the bot token again from ${portal} → Bot → Reset Token.`,
  intents: `DISCORD_INTENTS includes members, but this application does not have that intent switched on: switch on ${portal} → Bot → Privileged Gateway Intents → Server Members Intent, or leave members out.`,
  tooFewShards:
    'Discord needs more shards: set SHARD_COUNT to the number that npm run doctor recommends, or remove SHARDS and SHARD_COUNT.',
  wrongShards: 'Discord does not accept these shards: make SHARDS and SHARD_COUNT match, or remove both.',
  outdated: 'Discord no longer supports this version of Latchkey: install the newest one.',
};

/**
 * In one sentence, why Discord does not let the bot in or could not be reached, and what to do: at the start, or later. Never quotes
 * the error: it may hold the token.
 */
export function explainStart(error: unknown): string {
  return `${reasonFor(error)}\n`;
}

function reasonFor(error: unknown): string {
  if (error instanceof DiscordRefuses) return refused[error.refusal];
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) return refused.token;
  if (error instanceof DiscordAPIError) {
    return error.status === 401
      ? refused.token
      : `Discord refused the start with status ${error.status}. Try again in a minute; see discordstatus.com.`;
  }
  // The library has no name for it but this.
  if (error instanceof Error && error.message.startsWith('Not enough sessions remaining')) return TOO_MANY_STARTS;
  const cause = causeOf(error) ?? (error instanceof Error ? error.name : 'unknown error');
  return `Discord could not be reached (${cause}). ${networkAdvice(cause) ?? 'Check the network and try again.'}`;
}

const TOO_MANY_STARTS =
  'Discord does not let the bot connect again for now: it has connected about a thousand times in a day. Find out from the log what keeps ending it, and start it again tomorrow.';

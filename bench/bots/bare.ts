import type { Double } from '../double/double.ts';
import { type Bot, startBot } from './child.ts';

/** What a bare bot does: nothing at all, with no intents or with `Guilds`; only first answers; or all calls of a verification. */
export type Duty = 'idle' | 'idleWithGuilds' | 'answers' | 'flows';

/** The least that a discord.js bot can be for a duty: constants for answers, no logic, nothing stored. */
export function startBare(double: Double, duty: Duty, folder: string): Promise<Bot> {
  const env = { DISCORD_API_URL: double.discordApiUrl, TWILIO_API_URL: double.twilioApiUrl, DUTY: duty };
  const isIdle = duty === 'idle' || duty === 'idleWithGuilds';
  return startBot({ file: isIdle ? 'bench/bare/idle.js' : 'bench/bare/answering.ts', env, cwd: folder });
}

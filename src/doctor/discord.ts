import { z } from 'zod';
import type { Ms } from '../clock.ts';
import type { Shards } from '../config/shards.ts';
import type { DiscordIntent } from '../config.ts';
import { inviteLink } from '../discord/preflight/invite.ts';
import { causeOf } from '../log/cause.ts';
import { networkAdvice } from '../network/advice.ts';
import { type Finding, fix, note, ok } from './finding.ts';
import { describeShards } from './shards.ts';

export { inviteLink };

const Application = z.object({
  id: z.string(),
  name: z.string(),
  bot_require_code_grant: z.boolean().optional(),
  interactions_endpoint_url: z.string().nullish(),
  flags: z.number().optional(),
});

/** Of the bot itself. Discord says here whether its owner has two-factor authentication: https://github.com/discord/discord-api-docs/issues/4654 */
const Itself = z.object({ mfa_enabled: z.boolean().optional() });

export interface DiscordAccess {
  readonly token: string;
  readonly apiUrl?: string;
  readonly shards?: Shards;
  readonly intents: readonly DiscordIntent[];
}

/** What is read of an answer. */
interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

/** A way to ask over HTTP. */
export type Ask = (
  url: string,
  init: { readonly headers: Record<string, string>; readonly signal: AbortSignal },
) => Promise<Answer>;

export interface DoctorTools {
  readonly fetch: Ask;
  readonly now: () => Ms;
}

/** The application's flags for the Server Members Intent, with and without Discord's approval. */
const MEMBERS_ON = (1 << 14) | (1 << 15);
const timeout: Ms = 10_000;
const allowedDrift: Ms = 30_000;
/** Asks Discord who the token belongs to, and looks at what would keep the bot from working there. */
export async function examineDiscord(
  { token, apiUrl = 'https://discord.com/api', shards, intents }: DiscordAccess,
  { fetch, now }: DoctorTools,
): Promise<Finding[]> {
  const asked = now();
  const ask = (path: string) => askDiscord(fetch, token, `${apiUrl}/v10${path}`);
  const answer = await ask('/applications/@me');
  if ('cause' in answer) return [unreachable(answer.cause)];
  const drift = driftOf(answer, asked, now());
  if (answer.status === 401) {
    const todo =
      'Press Reset Token under Bot on discord.com/developers/applications, and set DISCORD_TOKEN to the new one.';
    return [fix('Discord does not accept the token.', todo), drift];
  }
  const application = Application.safeParse(await readBody(answer)).data;
  if (!answer.ok || !application) {
    return [fix(`Discord answered with status ${answer.status}.`, 'Wait a few minutes, then run this again.'), drift];
  }
  const { id, name } = application;
  return [
    ok(`Discord accepts the token: "${name}", application ${id}.`),
    ...obstacles(application),
    ...describeIntents(application, intents),
    ...describeTwoFactor(await readBody(await ask('/users/@me'))),
    ...describeShards(await readBody(await ask('/gateway/bot')), shards),
    ok(`To add it to a server, open ${inviteLink(id)}`),
    drift,
  ];
}

/** There was no answer; the network's name for why, where it has one. */
interface NoAnswer {
  readonly cause: string | undefined;
}

const readBody = async (answer: Answer | NoAnswer): Promise<unknown> =>
  'cause' in answer ? undefined : answer.json().catch(() => undefined);

function unreachable(cause: string | undefined): Finding {
  const advice = networkAdvice(cause ?? '') ?? 'Check that this machine reaches discord.com, then run this again.';
  return fix(`Discord did not answer${cause === undefined ? '' : ` (${cause})`}.`, advice);
}

async function askDiscord(ask: Ask, token: string, url: string): Promise<Answer | NoAnswer> {
  const headers = { Authorization: `Bot ${token}`, 'User-Agent': 'DiscordBot (latchkey, 0.1)' };
  try {
    return await ask(url, { headers, signal: AbortSignal.timeout(timeout) });
  } catch (error) {
    return { cause: causeOf(error) };
  }
}

function obstacles(application: z.infer<typeof Application>): Finding[] {
  const page = `discord.com/developers/applications/${application.id}`;
  return [
    ...(application.interactions_endpoint_url
      ? [
          fix(
            'Clicks and commands go to a web address instead of to the bot.',
            `Clear "Interactions Endpoint URL" on ${page}.`,
          ),
        ]
      : []),
    ...(application.bot_require_code_grant
      ? [fix('The invite link will be refused.', `Switch off "Requires OAuth2 Code Grant" on ${page}/bot.`)]
      : []),
  ];
}

/** Whether the owner's account keeps the bot from giving roles. Where Discord does not say so, there is nothing to say. */
function describeTwoFactor(itself: unknown): Finding[] {
  if (Itself.safeParse(itself).data?.mfa_enabled !== false) return [];
  const todo =
    'On servers that require it of moderators, the bot cannot give roles. Switch it on for that account: Discord, User Settings → My Account.';
  return [note('The account that owns the bot has no two-factor authentication.', todo)];
}

/** Whether the application may have the members it asks for: Discord would close the connection otherwise. */
function describeIntents({ flags }: z.infer<typeof Application>, intents: readonly DiscordIntent[]): Finding[] {
  if (flags === undefined || !intents.includes('members') || (flags & MEMBERS_ON) !== 0) return [];
  const todo = 'Switch on Server Members Intent under Bot → Privileged Gateway Intents, or leave members out.';
  return [fix('DISCORD_INTENTS includes members, but this application does not have that intent switched on.', todo)];
}

/** Compares with the time in the answer, which lies between asking and being answered. */
function driftOf(answer: Answer, asked: Ms, answered: Ms): Finding {
  const there = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(there))
    return note('Discord did not say what time it is.', 'Make sure that the clock of this machine is right.');
  const drift = Math.max(asked - there, there - answered, 0);
  if (drift <= allowedDrift) return ok('The clock of this machine is right.');
  const todo = 'Switch on automatic time (NTP): codes expire by this clock.';
  return fix(`The clock of this machine is ${Math.round(drift / 1000)} s off.`, todo);
}

import { z } from 'zod';
import type { Ms } from '../clock.ts';
import type { Shards } from '../config/shards.ts';
import { inviteLink } from '../discord/invite.ts';
import { type Finding, fix, note, ok } from './finding.ts';
import { describeShards } from './shards.ts';

export { inviteLink };

const Application = z.object({
  id: z.string(),
  name: z.string(),
  bot_require_code_grant: z.boolean().optional(),
  interactions_endpoint_url: z.string().nullish(),
});

export interface DiscordAccess {
  readonly token: string;
  readonly apiUrl?: string;
  readonly shards?: Shards;
}

export interface DoctorTools {
  readonly fetch: typeof fetch;
  readonly now: () => Ms;
}

const timeout: Ms = 10_000;
const allowedDrift: Ms = 30_000;
/** Asks Discord who the token belongs to, and looks at what would keep the bot from working there. */
export async function examineDiscord(
  { token, apiUrl = 'https://discord.com/api', shards }: DiscordAccess,
  { fetch, now }: DoctorTools,
): Promise<Finding[]> {
  const asked = now();
  const ask = (path: string) => askDiscord(fetch, token, `${apiUrl}/v10${path}`);
  const answer = await ask('/applications/@me');
  if (!answer)
    return [fix('Discord did not answer.', 'Check that this machine reaches discord.com, then run this again.')];
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
    ...describeShards(await readBody(await ask('/gateway/bot')), shards),
    ok(`To add it to a server, open ${inviteLink(id)}`),
    drift,
  ];
}

const readBody = async (answer: Response | undefined): Promise<unknown> => answer?.json().catch(() => undefined);

async function askDiscord(ask: typeof fetch, token: string, url: string): Promise<Response | undefined> {
  const headers = { Authorization: `Bot ${token}`, 'User-Agent': 'DiscordBot (latchkey, 0.1)' };
  try {
    return await ask(url, { headers, signal: AbortSignal.timeout(timeout) });
  } catch {
    return undefined;
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

/** Compares with the time in the answer, which lies between asking and being answered. */
function driftOf(answer: Response, asked: Ms, answered: Ms): Finding {
  const there = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(there))
    return note('Discord did not say what time it is.', 'Make sure that the clock of this machine is right.');
  const drift = Math.max(asked - there, there - answered, 0);
  if (drift <= allowedDrift) return ok('The clock of this machine is right.');
  const todo = 'Switch on automatic time (NTP): how long codes live depends on it.';
  return fix(`The clock of this machine is ${Math.round(drift / 1000)} s off.`, todo);
}

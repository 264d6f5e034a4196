import type { RESTOptions } from 'discord.js';
import { z } from 'zod';
import { DiscordCode } from '../rest/errors.ts';
import { type Asked, placeOf } from './lanes.ts';
import type { News } from './news.ts';
import type { createRefusals } from './refusals.ts';
import type { Tally } from './tally.ts';

export type Answer = Awaited<ReturnType<RESTOptions['makeRequest']>>;

const MOST_PLACES = 10_000;

/** What Discord's answers teach: what is allowed, what is refused, and how much of that it has counted. */
export function createAnswers(refusals: ReturnType<typeof createRefusals>, tally: Tally, news: News) {
  const { causes } = tally;
  /** Servers and channels that Discord has let the bot ask about. */
  const good = new Set<string>();

  /** Sends it, and remembers what came of it. */
  async function hear(asked: Asked, send: () => Promise<Answer>): Promise<Answer> {
    const answer = await send();
    const { lane, ofOne } = asked;
    const place = placeOf(lane);
    if (answer.ok) {
      if (good.size >= MOST_PLACES) good.clear();
      good.add(place);
      for (const one of new Set([lane, ofOne])) refusals.noteSuccess(one, place);
      return answer;
    }
    if (answer.status === 403 || answer.status === 404) return remembered(asked, answer);
    note(answer, causes.serverAt(place));
    return answer;
  }

  /** Counts what Discord counts. A limit that the bot shares with others is not its own fault. */
  function note(answer: Answer, server: string | undefined): void {
    if (answer.status === 401 || answer.status === 403) count(true, server);
    if (answer.status === 429) news.sayIfLong(Number(answer.headers.get('retry-after')) * 1000);
    if (answer.status === 429 && answer.headers.get('x-ratelimit-scope') !== 'shared') count(false, server);
    news.sayIfNews();
  }

  function count(isRefusal: boolean, server: string | undefined): void {
    const refused = tally.count(isRefusal, server);
    if (refused !== undefined) news.sayTooMany(server, refused);
  }

  async function remembered({ lane, ofOne }: Asked, answer: Answer): Promise<Answer> {
    const body = await answer.text();
    const code = codeIn(body);
    const place = placeOf(lane);
    const isAboutOnePerson = code === DiscordCode.cannotWriteTo;
    if (answer.status === 403) count(!isAboutOnePerson, causes.serverAt(place));
    const isFinal = answer.status === 403 || gone.includes(code);
    const refused = isAboutOnePerson ? ofOne : lane;
    // What is one person's of a lane says nothing of its place either.
    if (isFinal) refusals.noteRefusal(refused, refused === lane ? place : refused, { status: answer.status, body });
    news.sayIfNews();
    return new Response(body, { status: answer.status, headers: answer.headers });
  }

  return { hear, note, isGood: (place: string) => good.has(place) };
}

/** Not found, and not to be found at the next press: there is no such place, or the bot is not in it. */
const gone: readonly (number | undefined)[] = [DiscordCode.unknownChannel, DiscordCode.unknownGuild];

const Refused = z.object({ code: z.number() });

function codeIn(body: string): number | undefined {
  try {
    return Refused.safeParse(JSON.parse(body)).data?.code;
  } catch {
    return undefined;
  }
}

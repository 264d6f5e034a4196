import type { RESTOptions } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { type Answer, createAnswers } from './answers.ts';
import { type Asked, laneOf, laneOfOne, placeOf } from './lanes.ts';
import { createNews } from './news.ts';
import { createRefusals } from './refusals.ts';
import { createSlots } from './slots.ts';
import { createTally } from './tally.ts';

type Request = RESTOptions['makeRequest'];

/** The bot did not ask, as it would hardly be answered otherwise than before. Taken for an outage: it passes. */
export class HeldBack extends Error {
  override readonly name = 'HeldBack';
  readonly code = 'EHELDBACK';
}

/** Requests at once where nothing is known yet of what they ask about. */
const UNKNOWN_AT_ONCE = 4;

export interface BrakeParts {
  readonly clock: Clock;
  readonly log: Log;
  /** The part of the installation that this process is, above 0 and at most 1: its part of the requests that may be refused. */
  readonly share: number;
}

export type Brake = ReturnType<typeof createBrake>;

/**
 * Stands between the bot and Discord's REST API, and keeps refused requests few, whatever anybody presses: Discord bars an address
 * that is refused too often (https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans).
 * What was refused is remembered for a while that grows, and answered from memory. What nothing good is known of is asked about
 * only while hardly anything was refused lately. No server can use up alone what the installation may be refused. Answers to interactions always go out.
 */
export function createBrake({ clock, log, share }: BrakeParts) {
  const refusals = createRefusals(clock);
  const tally = createTally(clock, share);
  const { causes } = tally;
  const news = createNews(tally, { clock, log });
  const answers = createAnswers(refusals, tally, news);
  const slots = createSlots(UNKNOWN_AT_ONCE);

  /** Throws `HeldBack`, or is what is known of the lane, or undefined where it may be asked. */
  function holdback({ lane, ofOne }: Asked): Answer | undefined {
    const known = [ofOne, lane].map(refusals.of).find((one) => one && clock.now() < one.until);
    if (known) return replay(known);
    if (!isToWait(lane)) return undefined;
    refusals.noteHeld();
    const last = refusals.of(lane);
    if (last) return replay(last);
    throw new HeldBack('Discord has refused too many requests lately.');
  }

  function isToWait(lane: string): boolean {
    const place = placeOf(lane);
    const server = causes.serverAt(place);
    if (tally.isNearBar()) return true;
    // A server that has used up its part is asked for what goes well there, and nobody is written to for it.
    if (causes.isSpent(server)) return !(place.startsWith('guilds/') && isTrusted(lane));
    return (tally.areMany() || causes.areMany(server)) && !isTrusted(lane);
  }

  function isTrusted(lane: string): boolean {
    const place = placeOf(lane);
    return refusals.isWell(lane) || (answers.isGood(place) && !refusals.of(lane) && !refusals.isSuspect(place));
  }

  return {
    /** `send`, held back where it has to be. */
    through: (send: Request): Request =>
      async function braked(url, init) {
        const lane = laneOf(init.method ?? 'GET', url);
        if (lane === undefined) {
          const answer = await send(url, init);
          answers.note(answer, causes.serverAt(undefined));
          return answer;
        }
        news.sayIfNews();
        const asked = { lane, ofOne: laneOfOne(lane, init.body) };
        const known = holdback(asked);
        if (known) return known;
        if (isTrusted(lane)) return answers.hear(asked, () => send(url, init));
        // What is not known is asked about a few at a time: the first answers decide about the rest.
        return slots.run(async () => holdback(asked) ?? answers.hear(asked, () => send(url, init)));
      },

    /** Does a task for a server, so that what Discord refuses of it is counted as that server's. */
    inNameOf: causes.inNameOf,

    /** Somebody has changed or looks after a server and these channels: what was refused there may be asked for again. */
    release(serverId: string, channelIds: readonly string[] = []): void {
      for (const place of [`guilds/${serverId}`, ...channelIds.map((id) => `channels/${id}`)]) refusals.release(place);
    },

    /** For the people who watch the bot. */
    state: () => ({ refused: tally.lately(), held: refusals.held(), isHolding: news.isHolding() }),
  };
}

function replay({ status, body }: { readonly status: number; readonly body: string }): Answer {
  return new Response(body, { status, headers: { 'content-type': 'application/json' } });
}

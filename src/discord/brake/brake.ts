import type { RESTOptions } from 'discord.js';
import { z } from 'zod';
import type { Clock, Ms } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { DiscordCode } from '../rest/errors.ts';
import { laneOf, laneOfOne, placeOf } from './lanes.ts';
import { createRefusals } from './refusals.ts';
import { createSlots } from './slots.ts';

type Request = RESTOptions['makeRequest'];
type Answer = Awaited<ReturnType<Request>>;

/** The bot did not ask, as it would hardly be answered otherwise than before. Taken for an outage: it passes. */
export class HeldBack extends Error {
  override readonly name = 'HeldBack';
  readonly code = 'EHELDBACK';
}

/** What a request is held back by: what it has in common with others, and what is one person's of that. */
interface Asked {
  readonly lane: string;
  readonly ofOne: string;
}

/** Requests at once where nothing is known yet of what they ask about. */
const UNKNOWN_AT_ONCE = 4;
const MOST_PLACES = 10_000;
/** A wait that members notice. discord.js waits as it is told, without a word. */
const LONG_WAIT: Ms = 10_000;

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
  const refusals = createRefusals(clock, share);
  const { causes } = refusals;
  const slots = createSlots(UNKNOWN_AT_ONCE);
  /** Servers and channels that Discord has let the bot ask about. */
  const good = new Set<string>();
  let saidAt: 'open' | 'held' = 'open';
  /** Until when the log has said that the bot waits. */
  let waitsUntil: Ms = 0;

  function sayIfNews(): void {
    const now = refusals.isNearBar() || refusals.areMany() ? 'held' : 'open';
    if (now === saidAt) return;
    saidAt = now;
    const refused = refusals.lately();
    if (now === 'held')
      log.warn({ refused }, 'Discord refused many requests: what it would hardly allow is not asked for');
    else log.info({ refused }, 'Discord refuses few requests again: nothing is held back');
  }

  function sayIfLong(answer: Answer): void {
    const wait = Number(answer.headers.get('retry-after')) * 1000;
    const until = clock.now() + wait;
    if (!(wait >= LONG_WAIT) || until < waitsUntil + LONG_WAIT) return;
    waitsUntil = until;
    log.warn({ seconds: Math.round(wait / 1000) }, 'Discord has had too many requests: the bot waits as it is told');
  }

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
    if (refusals.isNearBar()) return true;
    // A server that has used up its part is asked for what goes well there, and nobody is written to for it.
    if (causes.isSpent(server)) return !(place.startsWith('guilds/') && isTrusted(lane));
    return (refusals.areMany() || causes.areMany(server)) && !isTrusted(lane);
  }

  function isTrusted(lane: string): boolean {
    const place = placeOf(lane);
    return refusals.isWell(lane) || (good.has(place) && !refusals.of(lane) && !refusals.isSuspect(place));
  }

  async function ask(asked: Asked, send: () => Promise<Answer>): Promise<Answer> {
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
    if (answer.status === 429) sayIfLong(answer);
    if (answer.status === 429 && answer.headers.get('x-ratelimit-scope') !== 'shared') count(false, server);
    sayIfNews();
  }

  function count(isRefusal: boolean, server: string | undefined): void {
    const refused = refusals.count(isRefusal, server);
    if (refused !== undefined) log.warn({ server, refused }, 'Discord refuses much for one server: it has to wait');
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
    sayIfNews();
    return new Response(body, { status: answer.status, headers: answer.headers });
  }

  return {
    /** `send`, held back where it has to be. */
    through: (send: Request): Request =>
      async function braked(url, init) {
        const lane = laneOf(init.method ?? 'GET', url);
        if (lane === undefined) {
          const answer = await send(url, init);
          note(answer, causes.serverAt(undefined));
          return answer;
        }
        sayIfNews();
        const asked = { lane, ofOne: laneOfOne(lane, init.body) };
        const known = holdback(asked);
        if (known) return known;
        if (isTrusted(lane)) return ask(asked, () => send(url, init));
        // What is not known is asked about a few at a time: the first answers decide about the rest.
        return slots.run(async () => holdback(asked) ?? ask(asked, () => send(url, init)));
      },

    /** Does a task for a server, so that what Discord refuses of it is counted as that server's. */
    inNameOf: causes.inNameOf,

    /** Somebody has changed or looks after a server and these channels: what was refused there may be asked for again. */
    release(serverId: string, channelIds: readonly string[] = []): void {
      for (const place of [`guilds/${serverId}`, ...channelIds.map((id) => `channels/${id}`)]) refusals.release(place);
    },

    /** For the people who watch the bot. */
    state: () => ({ refused: refusals.lately(), held: refusals.held(), isHolding: saidAt === 'held' }),
  };
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

function replay({ status, body }: { readonly status: number; readonly body: string }): Answer {
  return new Response(body, { status, headers: { 'content-type': 'application/json' } });
}

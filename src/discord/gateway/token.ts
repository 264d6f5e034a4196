import { setTimeout as pause } from 'node:timers/promises';
import type { RESTOptions } from 'discord.js';
import type { Ms } from '../../clock.ts';

type Request = RESTOptions['makeRequest'];
type Answer = Awaited<ReturnType<Request>>;

/** When to ask again whether Discord still takes a token that it took before, each after the one before. Real time, as the network's. */
const ASK_AGAIN: readonly Ms[] = [0, 1000, 3000];
/** For how long an answer that it does is believed: what is refused in that time is no fault of the token. */
const BELIEVED: Ms = 10_000;

interface TokenGuard {
  /** Where Discord's REST API answers. */
  readonly apiUrl: string;
  /** How requests are sent. */
  readonly send: Request;
  /** Told once, when Discord takes the token no more. */
  readonly onRefused: () => void;
}

/**
 * Sends requests, and asks Discord about the token before it believes a 401: discord.js drops the token at any, and then sends nothing more.
 * Where the token is well, the request is sent once more; where that is refused too, it counts as an outage.
 */
export function guardToken({ apiUrl, send, onRefused }: TokenGuard): Request {
  let wasTaken = false;
  let believedUntil = Number.NEGATIVE_INFINITY;
  let underway: Promise<boolean> | undefined;

  /** Whether Discord takes the token. What is no answer to that question is none against the token. */
  async function isTaken(authorization: string): Promise<boolean> {
    // One that was never taken is more likely to be wrong than unlucky: its owner waits for the answer.
    for (const wait of wasTaken ? ASK_AGAIN : [0]) {
      await pause(wait, undefined, { ref: false });
      const answer = await send(`${apiUrl}/v10/users/@me`, {
        method: 'GET',
        headers: { authorization },
        signal: AbortSignal.timeout(5000),
      }).catch(() => undefined);
      await answer?.text().catch(() => {});
      if (answer?.status !== 401) return true;
    }
    return false;
  }

  /** The same, asked once for all who want to know. */
  function isWell(authorization: string): Promise<boolean> {
    underway ??= isTaken(authorization).then((taken) => {
      // Once refused, it stays so: nobody asks again.
      if (!taken) onRefused();
      else {
        underway = undefined;
        believedUntil = performance.now() + BELIEVED;
      }
      return taken;
    });
    return underway;
  }

  return async (url, init) => {
    const answer = await send(url, init);
    if (answer.ok) wasTaken = true;
    const authorization = answer.status === 401 && authorizationIn(init.headers);
    // Answers to interactions have a token of their own.
    if (!authorization) return answer;
    if (performance.now() < believedUntil) return outage(answer);
    if (!(await isWell(authorization))) return wasTaken ? outage(answer) : answer;
    await answer.text();
    const second = await send(url, init);
    return second.status === 401 ? outage(second) : second;
  };
}

/** What discord.js says who it is with: the token, where a request needs it. */
function authorizationIn(headers: unknown): string | undefined {
  const isGiven = typeof headers === 'object' && headers !== null && 'Authorization' in headers;
  return isGiven && typeof headers.Authorization === 'string' ? headers.Authorization : undefined;
}

/** The answer as one that discord.js takes for Discord's own trouble, and does not drop the token for. */
async function outage(answer: Answer): Promise<Answer> {
  await answer.text();
  return new Response(null, { status: 503 });
}

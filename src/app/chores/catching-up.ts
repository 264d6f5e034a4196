import type { Clock, Ms } from '../../clock.ts';
import type { MissedBans } from '../../gate/bans/missed-bans.ts';
import type { WithLease } from '../../gate/lease.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';

/** How long after a session began: many begin together, and members come first. */
const FIRST: Ms = 10_000;
/** Between two requests: Discord takes 50 a second of a bot. */
const PACE: Ms = 300;
/** How often a server is tried that could not be read, and how long after. */
const ROUNDS = 3;
const AGAIN_AFTER: Ms = 5 * 60_000;

interface Parts {
  readonly withLease: WithLease;
  /** See `createBeginnings`. */
  readonly marked: <A extends unknown[], R>(task: (...args: A) => R) => (...args: A) => R;
  readonly clock: Clock;
  readonly log: Log;
}

/** Time that can be cut short: what waits then rejects. */
function createPauses(clock: Clock) {
  let end: () => void = () => {};
  let isOver = false;
  return {
    isOver: () => isOver,
    pause: (time: Ms = PACE) =>
      new Promise<void>((resolve, reject) => {
        const giveUp = () => reject(new Error('The bot is being stopped.'));
        if (isOver) return giveUp();
        const cancel = clock.after(time, resolve);
        end = () => {
          cancel();
          giveUp();
        };
      }),
    end(): void {
      isOver = true;
      end();
    },
  };
}

/**
 * Reads, server by server and slowly, the bans that Discord reported while the bot was away.
 * @param missedBans made with the pause to keep before each request
 */
export function createCatchingUp(
  missedBans: (pause: () => Promise<void>) => MissedBans,
  { withLease, marked, clock, log }: Parts,
) {
  const pauses = createPauses(clock);
  const { isAny, look } = missedBans(() => pauses.pause());
  const waiting = new Set<string>();
  let running: Promise<void> | undefined;

  async function catchUpOn(serverId: string): Promise<void> {
    if (await isAny(serverId))
      await withLease(
        `bans of ${serverId}`,
        marked(() => look(serverId)),
      );
  }

  /** One after another. @returns those that could not be read, each with why */
  async function round(): Promise<Map<string, unknown>> {
    const failed = new Map<string, unknown>();
    for (const serverId of waiting) {
      if (pauses.isOver()) break;
      waiting.delete(serverId);
      await catchUpOn(serverId).catch((error: unknown) => failed.set(serverId, error));
    }
    return failed;
  }

  async function run(): Promise<void> {
    await pauses.pause(FIRST);
    for (let tried = 1; waiting.size > 0; tried++) {
      const failed = await round();
      const [why] = failed.values();
      if (pauses.isOver() || failed.size === 0) return;
      log.warn({ servers: failed.size, cause: traceOf(why) }, 'bans made while the bot was away could not be read');
      if (tried === ROUNDS) return;
      await pauses.pause(AGAIN_AFTER);
      for (const serverId of failed.keys()) waiting.add(serverId);
    }
  }

  return {
    /** A session has begun: what happened on these servers before it, nobody told. */
    begun(serverIds: readonly string[]): void {
      for (const serverId of serverIds) waiting.add(serverId);
      running ??= run()
        // Only by the end of a pause.
        .catch(() => undefined)
        .finally(() => {
          running = undefined;
        });
    },
    /** Waits for what is underway. */
    async stop(): Promise<void> {
      pauses.end();
      await running;
    },
  };
}

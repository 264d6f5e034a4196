import type { Clock, Ms } from '../clock.ts';
import type { Counters } from '../limits/counters.ts';
import { type Challenge, type ChallengePolicy, type Event, type Outcome, step } from './challenge.ts';
import type { ChallengeStore, Who } from './ports.ts';
import { keepFor } from './standing.ts';

/** A turn older than this belongs to a process that died before its one write: somebody else may have it. */
export const TURN_LIFE: Ms = 10_000;

/**
 * What need not be written where another process was first. It may count a wrong code already; the shared counter has it, and
 * tells the next one of it. And a code that came too late was no guess at the one that was sent meanwhile.
 */
const settled: readonly Outcome['is'][] = ['wrongCode', 'expired'];

/** How often to look again where another process is just changing the same challenge. It takes a few milliseconds. */
export const ATTEMPTS = 20;

/** Runs `work`; if it fails, gives back what was taken for it, as far as the store still lets it. */
export async function orGiveBack<T>(work: () => Promise<T>, giveBack: () => Promise<unknown>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await giveBack().catch(() => undefined);
    throw error;
  }
}

interface Parts {
  readonly challenges: ChallengeStore;
  readonly counters: Counters;
  readonly clock: Clock;
}

/**
 * Changes of stored challenges. Of all processes that have loaded one, the first to take the turn may replace it; so nobody
 * brings back what somebody else has replaced meanwhile, such as a code that a resend has ended. Throws `StoreUnavailable`.
 */
export function createChanges({ challenges, counters, clock }: Parts, policy: ChallengePolicy) {
  const turn = ({ serverId, memberId }: Who, { id, revision = 0 }: Challenge) =>
    `turn|${serverId}|${memberId}|${id}|${revision}`;

  /** The right to replace `before` by one `save`; false when another has it or had it. */
  const take = async (who: Who, before: Challenge): Promise<boolean> =>
    (await counters.take(turn(who, before), 1, TURN_LIFE)) !== undefined;

  const giveBack = (who: Who, before: Challenge) => counters.giveBack(turn(who, before), TURN_LIFE);

  /** @param before what it replaces, where there is any */
  async function save(who: Who, before: Challenge | undefined, after: Challenge): Promise<void> {
    const saved = { ...after, revision: (before?.revision ?? 0) + 1 };
    await challenges.save(who, saved, keepFor(saved, clock.now(), policy));
  }

  async function replace(who: Who, before: Challenge | undefined, after: Challenge): Promise<boolean> {
    if (before && !(await take(who, before))) return false;
    await orGiveBack(
      () => save(who, before, after),
      async () => before && giveBack(who, before),
    );
    return true;
  }

  /** Looks at what is stored, and replaces it by what `event` makes of it. Not `done` where another process was first. */
  async function attempt(who: Who, event: Event, loaded?: Challenge) {
    const before = loaded ?? (await challenges.load(who));
    const [after, outcome] = step(before, event, clock.now(), policy);
    const done = !after || after === before || (await replace(who, before, after));
    return { before, after, outcome, done };
  }

  /**
   * Does to a challenge what `event` does to it. Where a process has died in the middle of a change, nobody has a turn for a while:
   * a number is then entered without one, and nothing else is saved. A guess is counted all the same, a delivery no great loss.
   * @param loaded what is stored, where that was just read
   */
  async function apply(who: Who, event: Event, loaded?: Challenge): Promise<Outcome> {
    let last = await attempt(who, event, loaded);
    for (let again = 1; again < ATTEMPTS && !last.done && !settled.includes(last.outcome.is); again++) {
      last = await attempt(who, event);
    }
    if (!last.done && last.after && event.is === 'enter') await save(who, last.before, last.after);
    return last.outcome;
  }

  return { take, giveBack, save, apply };
}

import type { Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import { countedIn, isIdle, type Told } from './lines.ts';
import { createSaidLately } from './said-lately.ts';
import { createSaying, type Gathered, type SayingParts } from './saying.ts';

/** What happens within this is one message, so that a server gets at most one message in this time. */
const GATHERED: Ms = 3_000;
/** More than this in one message are told by their number. */
const MOST_LINES = 10;
/** Servers of which something waits. */
const MOST_WAITING = 10_000;

export interface StaffChannelParts extends SayingParts {
  readonly clock: Clock;
}

/** Lines of a server that wait to be posted. */
interface Waiting extends Gathered {
  cancel: () => void;
}

export interface StaffChannel {
  /** Never throws. */
  tell(event: Told): void;
  /** Leaves a member out of what waits to be posted. */
  forget(who: Who): void;
  /** Resolves when what is being posted now is posted. */
  settled(): Promise<void>;
  /** Says what still waits, and nothing after that. */
  stop(): Promise<void>;
}

/** Tells the staff of each server in its staff channel, as far as it has one, what happens at the gate. Nobody is pinged. */
export function createStaffChannel(parts: StaffChannelParts): StaffChannel {
  const { clock } = parts;
  const isSaidAlready = createSaidLately(clock);
  const say = createSaying(parts);
  const waiting = new Map<string, Waiting>();
  const underway = new Set<Promise<void>>();
  let stopped = false;

  async function flush(serverId: string, lines: Waiting): Promise<void> {
    const { first, counts } = lines;
    Object.assign(lines, nothing());
    await say(serverId, { first, counts });
    if (stopped) return;
    if (lines.first.length > 0) schedule(serverId, lines);
    else waiting.delete(serverId);
  }

  function schedule(serverId: string, lines: Waiting): void {
    lines.cancel = clock.after(GATHERED, () => {
      const work = flush(serverId, lines).finally(() => underway.delete(work));
      underway.add(work);
    });
  }

  const settled = async () => void (await Promise.all(underway));

  return {
    tell(event) {
      if (stopped || isIdle(event) || isSaidAlready(event)) return;
      const known = waiting.get(event.serverId);
      if (!known && waiting.size >= MOST_WAITING) return;
      const lines = known ?? nothing();
      if (!known) {
        waiting.set(event.serverId, lines);
        schedule(event.serverId, lines);
      }
      countedIn(lines.counts, event);
      if (lines.first.length < MOST_LINES) lines.first.push(event);
    },

    forget({ serverId, memberId }) {
      const lines = waiting.get(serverId);
      if (!lines) return;
      const isTheirs = (event: Told) =>
        event.memberId === memberId || ('others' in event && event.others?.includes(memberId));
      for (const { what } of lines.first.filter(isTheirs)) lines.counts.set(what, (lines.counts.get(what) ?? 1) - 1);
      lines.first = lines.first.filter((event) => !isTheirs(event));
    },

    settled,

    async stop() {
      stopped = true;
      for (const { cancel } of waiting.values()) cancel();
      await settled();
      const left = [...waiting].filter(([, { first }]) => first.length > 0);
      waiting.clear();
      await Promise.all(left.map(([serverId, lines]) => say(serverId, lines)));
    },
  };
}

function nothing(): Waiting {
  return { first: [], counts: new Map(), cancel: () => {} };
}

import type { Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { Desk } from '../../gate/journal/chronicle.ts';
import { countedIn, isTold, type ToldEntry } from './lines.ts';
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

export interface StaffChannel extends Desk {
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
    tell(entry) {
      if (stopped || !isTold(entry) || isSaidAlready(entry)) return;
      const known = waiting.get(entry.serverId);
      if (!known && waiting.size >= MOST_WAITING) return;
      const lines = known ?? nothing();
      if (!known) {
        waiting.set(entry.serverId, lines);
        schedule(entry.serverId, lines);
      }
      countedIn(lines.counts, entry);
      if (lines.first.length < MOST_LINES) lines.first.push(entry);
    },

    forget({ serverId, memberId }) {
      const lines = waiting.get(serverId);
      if (!lines) return;
      const isTheirs = ({ memberId: id, others = [] }: ToldEntry) => id === memberId || others.includes(memberId);
      for (const { what } of lines.first.filter(isTheirs)) lines.counts.set(what, (lines.counts.get(what) ?? 1) - 1);
      lines.first = lines.first.filter((entry) => !isTheirs(entry));
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

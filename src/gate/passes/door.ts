import type { Clock, Ms } from '../../clock.ts';
import { createQueue } from '../../otp/queue.ts';
import { isOver, LOOKED_AT_EVERY, type Opening, type Openings } from './openings.ts';

/** How soon another process does what the one that was asked has left undone: it died. */
const SOON: Ms = 10_000;
/** After an outage of Discord. */
const AGAIN: Ms = 60_000;
const SOME = 20;

/** What the staff are told of an opening. */
export type DoorNews =
  | { readonly is: 'opened' | 'changed' }
  | { readonly is: 'count'; readonly count: number }
  | { readonly is: 'closed'; readonly count: number };

export interface DoorParts {
  readonly openings: Openings;
  /** Tells the staff. False where Discord did not answer, so that it is to be tried again. Never throws. */
  readonly tell: (opening: Opening, news: DoorNews) => Promise<boolean>;
  /** Has the notice say how things are. The same. */
  readonly redraw: (serverId: string) => Promise<boolean>;
  readonly newId: () => string;
  readonly clock: Clock;
  /** Whether the time may be believed. */
  readonly isSure: () => Promise<boolean>;
}

export type Door = ReturnType<typeof createDoor>;

/**
 * The gate that is open to everybody for some hours. What is to be said of an opening follows from its row alone, so that any process goes
 * on with it after any other. Throws `StoreUnavailable`.
 */
export function createDoor(parts: DoorParts) {
  const { openings, newId, clock, isSure } = parts;
  const inTurn = createQueue();
  const tend = createTending(parts);
  /** Says what is to be said, after a press. */
  const tendSoon = (opening: Pick<Opening, 'serverId' | 'id'>) => inTurn(opening.serverId, () => tend(opening));

  return {
    /** Opens it. False where it is open already. */
    async open(serverId: string, by: string, reason: string, endsAt: Ms): Promise<boolean> {
      const now = clock.now();
      const before = await openings.current(serverId);
      // One whose time is over gives way, though nobody has looked at it since.
      if (before && isOver(before, now) && (await isSure())) await openings.close(before, now, undefined, now);
      const opening = { serverId, id: newId(), by, reason, openedAt: now, endsAt };
      if (!(await openings.open(opening, now + SOON))) return false;
      await tendSoon(opening);
      return true;
    },

    /** Keeps it open until another time. False where it is closed. */
    async changeEnd(serverId: string, endsAt: Ms): Promise<boolean> {
      const opening = await openings.current(serverId);
      if (!opening || !(await openings.changeEnd(opening, endsAt, clock.now() + SOON))) return false;
      await tendSoon(opening);
      return true;
    },

    /** Closes it before its time. False where it is closed. */
    async close(serverId: string, by: string): Promise<boolean> {
      const opening = await openings.current(serverId);
      if (!opening) return false;
      const isClosed = await openings.close(opening, clock.now(), by, clock.now() + SOON);
      if (isClosed) await tendSoon(opening);
      return isClosed;
    },

    /** Goes on with those that are due: closes what is over, counts, and says it. */
    async run(): Promise<void> {
      for (const opening of await openings.due(clock.now(), SOME)) await tendSoon(opening);
    },
  };
}

/** Does for an opening what is due. Done twice, it says nothing twice, but where two processes do so in the same instant. */
function createTending({ openings, tell, redraw, clock, isSure }: DoorParts) {
  /** What the staff have not been told yet. */
  function newsOf({ closedAt, toldEnd, toldCount, endsAt }: Opening, count: number): DoorNews | undefined {
    if (closedAt !== undefined) return toldEnd === undefined ? undefined : { is: 'closed', count };
    if (toldEnd !== endsAt) return { is: toldEnd === undefined ? 'opened' : 'changed' };
    return count === toldCount ? undefined : { is: 'count', count };
  }

  /** What the row says after what was said now. */
  function notedOf(opening: Opening, count: number, { isTold, isShown }: Said): Opening {
    const { noticedEnd, toldEnd, ...rest } = opening;
    const end = endOf(opening);
    const noticed = isShown ? end : noticedEnd;
    const told = isTold ? end : toldEnd;
    return {
      ...rest,
      ...(noticed !== undefined && { noticedEnd: noticed }),
      ...(told !== undefined && { toldEnd: told }),
      ...(isTold && { toldCount: count }),
    };
  }

  function lookAgainAt({ closedAt, endsAt }: Opening, { isTold, isShown }: Said): Ms | undefined {
    if (!isTold || !isShown) return clock.now() + AGAIN;
    return closedAt === undefined ? Math.min(clock.now() + LOOKED_AT_EVERY, endsAt) : undefined;
  }

  return async (id: Pick<Opening, 'serverId' | 'id'>): Promise<void> => {
    const found = await openings.find(id);
    // By a clock that is wrong nothing is closed: it lets nobody in for as long as that lasts.
    if (found && endOf(found) !== undefined && isOver(found, clock.now()) && (await isSure())) {
      await openings.close(found, clock.now(), undefined, clock.now());
    }
    const opening = await openings.find(id);
    if (!opening) return;
    const count = await openings.count(opening);
    const news = newsOf(opening, count);
    const isTold = !news || (await tell(opening, news));
    const isShown = opening.noticedEnd === endOf(opening) || (await redraw(opening.serverId));
    const said = { isTold, isShown };
    await openings.note(notedOf(opening, count, said), lookAgainAt(opening, said));
  };
}

interface Said {
  readonly isTold: boolean;
  readonly isShown: boolean;
}

/** When an opening ends; undefined once it is closed. */
const endOf = ({ closedAt, endsAt }: Opening): Ms | undefined => (closedAt === undefined ? endsAt : undefined);

import { AGREED, type Ms } from '../../clock.ts';

// Every method here may throw `StoreUnavailable`.

/** A time in which the gate is open to everybody. */
export interface Opening {
  readonly serverId: string;
  readonly id: string;
  readonly by: string;
  readonly reason: string;
  readonly openedAt: Ms;
  readonly endsAt: Ms;
  readonly closedAt?: Ms;
  /** Undefined where its time was over. */
  readonly closedBy?: string;
  /** The end that the notice names, if it says anything of it. */
  readonly noticedEnd?: Ms;
  /** The end that the staff were told last. Once they were told that it is closed, there is none. */
  readonly toldEnd?: Ms;
  readonly toldCount: number;
}

/** Somebody who is on the roster by an opening. */
export interface CameIn {
  readonly memberId: string;
  readonly at: Ms;
}

type Id = Pick<Opening, 'serverId' | 'id'>;

/** When the gates of servers are open to everybody. */
export interface Openings {
  /** False where the gate of the server is open already. @param lookAt when what is to be said of it is said, should the process die before */
  open(
    opening: Omit<Opening, 'closedAt' | 'closedBy' | 'noticedEnd' | 'toldEnd' | 'toldCount'>,
    lookAt: Ms,
  ): Promise<boolean>;
  /** The one that is not closed. Its time may be over. */
  current(serverId: string): Promise<Opening | undefined>;
  find(opening: Id): Promise<Opening | undefined>;
  /** Those of a server, the newest first. */
  latest(serverId: string, limit: number): Promise<Opening[]>;
  /** False where it is closed. */
  changeEnd(opening: Id, endsAt: Ms, lookAt: Ms): Promise<boolean>;
  /** True for the one caller that closes it. @param by undefined: its time is over */
  close(opening: Id, at: Ms, by: string | undefined, lookAt: Ms): Promise<boolean>;
  /** Those about which there may be something to do. */
  due(now: Ms, limit: number): Promise<Opening[]>;
  /** Members who are on the roster by it. */
  count(opening: Id): Promise<number>;
  /** The first of them, in the order in which they came in. */
  members(opening: Id, limit: number): Promise<CameIn[]>;
  /** What was said of it, and when to look at it again; never, where undefined. */
  note(opening: Opening, lookAt: Ms | undefined): Promise<void>;
  /** Forgets those that closed before, unless somebody is still on the roster by them. */
  prune(before: Ms): Promise<void>;
}

/** Whether an opening is to be closed: its time is over, or it was opened by a clock that was ahead. */
export const isOver = ({ openedAt, endsAt }: Pick<Opening, 'openedAt' | 'endsAt'>, now: Ms): boolean =>
  endsAt <= now || openedAt > now + AGREED;

/** How long it takes at most until an open gate is looked at again. */
export const LOOKED_AT_EVERY: Ms = 15 * 60_000;

/** Whether an opening lets members in at an instant. A clock that is far behind opens nothing again. */
export const isOpenAt = ({ openedAt, endsAt, closedAt }: Opening, now: Ms): boolean =>
  closedAt === undefined && now >= openedAt - AGREED && now < endsAt;

/** Until when the gate of a server is open to everybody; undefined where it is not. Throws `StoreUnavailable`. */
export async function openUntil(
  openings: Pick<Openings, 'current'>,
  serverId: string,
  now: Ms,
): Promise<Ms | undefined> {
  const opening = await openings.current(serverId);
  return opening && isOpenAt(opening, now) ? opening.endsAt : undefined;
}

const HOUR: Ms = 60 * 60_000;

/** Hours for which the gate may be opened, from now. The longest is for a weekend. */
export const openHours = [1, 2, 4, 8, 12, 24, 48, 72] as const;

/** When a gate ends that is opened, or kept open, for so many hours from now; undefined for hours that are not offered. */
export function endAfter(hours: string, now: Ms): Ms | undefined {
  const chosen = openHours.find((one) => String(one) === hours);
  return chosen === undefined ? undefined : now + chosen * HOUR;
}

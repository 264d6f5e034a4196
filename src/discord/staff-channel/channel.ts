import { ComponentType, type REST } from 'discord.js';
import type { Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { Desk } from '../../gate/journal/chronicle.ts';
import type { JournalEntry, SettingsStore } from '../../gate/ports.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Text, Texts } from '../../text/texts.ts';
import { refusalCode } from '../rest/errors.ts';
import type { Servers } from '../rest/servers.ts';
import type { View } from '../ui/parts.ts';
import { countedIn, isTold, lineOf, sumOf, type ToldEntry } from './lines.ts';
import { post } from './post.ts';

/** What happens within this is one message, so that a server gets at most one message in this time. */
const GATHERED: Ms = 3_000;
/** More than this in one message are told by their number. */
const MOST_LINES = 10;
/** What goes on until somebody mends it is said so often: limits, and SMS that fail for one cause. */
const SAID_EVERY: Ms = 60 * 60_000;
const goesOn: readonly JournalEntry['what'][] = ['capReached', 'sendRefused', 'undelivered'];
/** Limits that each country has by itself. */
const ofOnePlace = /-(?:country|prefix|dial|dial-own)$/;
const MOST_REMEMBERED = 10_000;

export interface StaffChannelParts {
  readonly rest: REST;
  readonly settings: SettingsStore;
  readonly servers: Servers;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly log: Log;
}

/** Lines of a server that wait to be posted: the first few whole, all of them counted. */
interface Waiting {
  first: ToldEntry[];
  counts: Map<ToldEntry['what'], number>;
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
  const { rest, settings, servers, texts, clock, log } = parts;
  const waiting = new Map<string, Waiting>();
  const underway = new Set<Promise<void>>();
  const saidLately = new Map<string, Ms>();
  /** Why each server could not be told the last time, so that one cause is logged once. */
  const failures = new Map<string, string>();
  let stopped = false;

  function isSaidAlready({ serverId, what, why = '', country, carrierCode }: JournalEntry): boolean {
    if (!goesOn.includes(what)) return false;
    const key = [serverId, what, why, carrierCode ?? '', ...(ofOnePlace.test(why) ? [country] : [])].join(':');
    const said = saidLately.get(key);
    if (said !== undefined && clock.now() < said + SAID_EVERY) return true;
    if (saidLately.size >= MOST_REMEMBERED) saidLately.clear();
    saidLately.set(key, clock.now());
    return false;
  }

  async function say(serverId: string, { first, counts }: Pick<Waiting, 'first' | 'counts'>): Promise<void> {
    if ([...counts.values()].every((count) => count === 0)) return;
    try {
      const channelId = (await settings.load(serverId))?.staffChannelId;
      if (channelId === undefined) return;
      await post(rest, channelId, linesView(first, counts, texts.for(await servers.locale(serverId))), true);
      failures.delete(serverId);
    } catch (error) {
      noteFailure(serverId, error);
    }
  }

  function noteFailure(serverId: string, error: unknown): void {
    const code = refusalCode(error);
    const cause = String(code ?? traceOf(error).name);
    if (failures.get(serverId) === cause) return;
    if (failures.size >= MOST_REMEMBERED) failures.clear();
    failures.set(serverId, cause);
    log.warn({ server: serverId, discordCode: code, cause: traceOf(error) }, 'the staff could not be told');
  }

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
      if (!known && waiting.size >= MOST_REMEMBERED) return;
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

function linesView(first: readonly ToldEntry[], counts: Waiting['counts'], text: Text): View {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const content = total > first.length ? sumOf(counts, text) : first.map((entry) => lineOf(entry, text)).join('\n');
  return { components: [{ type: ComponentType.TextDisplay, content }] };
}

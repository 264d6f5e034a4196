import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock, Ms } from '../../clock.ts';
import { BAR_WINDOW, HANDFUL, MINUTE, MOST } from './measures.ts';

/** What one server may cause, of what the whole installation may: so twenty servers together are needed to reach that. */
const PART_OF_ONE = 0.05;
const MOST_SERVERS = 10_000;

/** What single servers have caused. @param share of the installation that this process is */
export function createCauses(clock: Clock, share: number) {
  const most = Math.max(HANDFUL, Math.floor(MOST * PART_OF_ONE * share));
  const named = new AsyncLocalStorage<string>();
  /** By server: when Discord refused what was asked for it, at most `most` times; and when it was more than a person who takes no letters. */
  const causes = new Map<string, { readonly at: readonly Ms[]; readonly refusals: readonly Ms[]; saidAt: Ms }>();

  const since = (instants: readonly Ms[], window: Ms) => instants.filter((at) => at + window > clock.now());
  const lately = (server: string | undefined) =>
    server === undefined ? [] : since(causes.get(server)?.at ?? [], BAR_WINDOW);
  const refusedLately = (server: string | undefined) =>
    server === undefined ? [] : since(causes.get(server)?.refusals ?? [], MINUTE);

  return {
    /** Does a task for a server: what Discord refuses of it, however many waits later, is that server's. */
    inNameOf: <T>(serverId: string, task: () => T): T => named.run(serverId, task),

    /** The server that a request to a place is for, as far as it is known. */
    serverAt: (place: string | undefined): string | undefined =>
      place?.startsWith('guilds/') ? place.slice('guilds/'.length) : named.getStore(),

    /** One more. @returns how many of the last ten minutes make the server's part used up, where that is news */
    note(server: string, isRefusal: boolean): number | undefined {
      const now = clock.now();
      const { saidAt = Number.NEGATIVE_INFINITY } = causes.get(server) ?? {};
      const at = [...lately(server), now].slice(-most);
      const refusals = [...refusedLately(server), ...(isRefusal ? [now] : [])].slice(-HANDFUL);
      const isNews = at.length >= most && saidAt + BAR_WINDOW <= now;
      if (causes.size >= MOST_SERVERS) causes.clear();
      causes.set(server, { at, refusals, saidAt: isNews ? now : saidAt });
      return isNews ? at.length : undefined;
    },

    /** How many refusals a server has had in the last minute. */
    ofMinute: (server: string): number => refusedLately(server).length,
    /** Whether that is more than a handful. */
    areMany: (server: string | undefined): boolean => refusedLately(server).length >= HANDFUL,
    /** Whether a server has used up its part. */
    isSpent: (server: string | undefined): boolean => lately(server).length >= most,
  };
}

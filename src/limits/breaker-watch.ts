import type { Ms } from '../clock.ts';
import type { Breaker, Figures } from './breaker.ts';
import type { ChannelName } from './budgets.ts';

export type Scope = 'country' | 'prefix';

/** What a breaker is for. A prefix is named by its country (ISO 3166-1 alpha-2) alone, and told from others by a keyed digest. */
export interface Watched {
  readonly scope: Scope;
  /** The channel whose codes it counts. */
  readonly channel: ChannelName;
  readonly country: string;
  readonly subject: string;
}

/** A breaker opened, or opened again after probes that failed; or it closed. As this process sees it. */
export type BreakerNews = Omit<Watched, 'subject'> &
  ({ readonly is: 'opened'; readonly figures: Figures; readonly until: Ms } | { readonly is: 'closed' });

const MOST_REMEMBERED = 10_000;

/** Tells each change of a breaker once, and knows which are open. */
export function createBreakerWatch(onNews: (news: BreakerNews) => void) {
  const open = new Map<string, Omit<Watched, 'subject'> & { readonly until: Ms }>();

  return {
    /** @param until when an open breaker lets something through again */
    saw({ scope, channel, country, subject }: Watched, breaker: Breaker, until: Ms): void {
      const key = `${channel}|${scope}|${subject}`;
      const known = open.get(key);
      if (breaker.is === 'closed' && known) {
        open.delete(key);
        onNews({ is: 'closed', scope, channel, country });
      }
      if (breaker.is !== 'open' || known?.until === until) return;
      if (open.size >= MOST_REMEMBERED) open.clear();
      open.set(key, { scope, channel, country, until });
      onNews({ is: 'opened', scope, channel, country, figures: breaker.figures, until });
    },

    /** The breakers that are open at `now`, as far as this process has met them. */
    open: (now: Ms) => [...open.values()].filter(({ until }) => now < until),
  };
}

import type { Clock, Ms } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Tally } from './tally.ts';

/** A wait that members notice. discord.js waits as it is told, without a word. */
const LONG_WAIT: Ms = 10_000;

export type News = ReturnType<typeof createNews>;

/** What the log has of the brake: each of it once. */
export function createNews(tally: Tally, { clock, log }: { readonly clock: Clock; readonly log: Log }) {
  let saidAt: 'open' | 'held' = 'open';
  /** Until when the log has said that the bot waits. */
  let waitsUntil: Ms = 0;

  function sayIfNews(): void {
    const now = tally.isNearBar() || tally.areMany() ? 'held' : 'open';
    if (now === saidAt) return;
    saidAt = now;
    const refused = tally.lately();
    if (now === 'held')
      log.warn({ refused }, 'Discord refused many requests: holding back those that it would probably refuse');
    else log.info({ refused }, 'Discord refuses few requests again: holding nothing back');
  }

  /** @param wait that Discord has asked for */
  function sayIfLong(wait: Ms): void {
    const until = clock.now() + wait;
    if (!(wait >= LONG_WAIT) || until < waitsUntil + LONG_WAIT) return;
    waitsUntil = until;
    log.warn({ seconds: Math.round(wait / 1000) }, 'Discord got too many requests: waiting for as long as it asks');
  }

  function sayTooMany(server: string | undefined, refused: number): void {
    log.warn({ server, refused }, 'Discord refuses many requests for one server: holding them back');
  }

  return { sayIfNews, sayIfLong, sayTooMany, isHolding: () => saidAt === 'held' };
}

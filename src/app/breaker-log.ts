import type { BreakerNews } from '../limits/breaker-watch.ts';
import type { Log } from '../log.ts';

/** Writes down when a breaker opens or closes, with the figures behind it. */
export function breakerLog(log: Log): (news: BreakerNews) => void {
  return ({ is, ...breaker }) => {
    if (is === 'opened') log.warn({ breaker }, 'breaker opened: hardly any code sent there is entered');
    else log.info({ breaker }, 'breaker closed: codes sent there are entered again');
  };
}

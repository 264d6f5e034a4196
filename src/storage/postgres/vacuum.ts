import type pg from 'pg';
import type { Ms } from '../../clock.ts';
import type { Scrub } from '../../gate/ports.ts';
import { tables } from '../sql/catalogue.ts';

/** How soon the tables are vacuumed again: it is asked for at every deletion and once a day. */
const AGAIN_AFTER: Ms = 60 * 60_000;

/**
 * Makes what was deleted leave PostgreSQL's tables, which keep it until they are vacuumed: in the background, since somebody may wait for
 * the answer. A table at a time, each a statement by itself, since a vacuum runs in no transaction; behind a pooler as well. A user who does
 * not own a table is warned and not refused, and what fails is left to PostgreSQL's own vacuum.
 * @param within how long one table may take
 */
export function createVacuum(pool: pg.Pool, within: Ms): { readonly scrub: Scrub; stop(): void } {
  let ranAt = Number.NEGATIVE_INFINITY;
  let isStopped = false;
  let cutOff = () => {};

  // The driver takes the time with each statement, which its types do not say.
  const timed = (text: string) => ({ text, query_timeout: within });

  async function vacuum(): Promise<void> {
    const client = await pool.connect();
    let isReleased = false;
    const release = (isBroken: boolean) => {
      if (!isReleased) client.release(isBroken);
      isReleased = true;
    };
    cutOff = () => release(true);
    try {
      for (const table of tables) if (!isStopped) await client.query(timed(`vacuum ${table}`));
      release(false);
    } catch {
      release(true);
    }
  }

  return {
    async scrub() {
      if (performance.now() < ranAt + AGAIN_AFTER) return;
      ranAt = performance.now();
      vacuum().catch(() => undefined);
    },
    /** Ends one that is underway: nobody waits for it at a stop. */
    stop() {
      isStopped = true;
      cutOff();
    },
  };
}

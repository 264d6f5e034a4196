import process from 'node:process';
import type { DestinationStream } from 'pino';
import type { Ms } from '../clock.ts';

/** How long a line waits for others. */
const GATHER: Ms = 10;

/** Of level `warn` or worse, as pino begins its lines, or the one that people wait for who start the bot. */
const isUrgent = (line: string) => /^\{"level":"(?:warn|error|fatal)"/.test(line) || line.includes('"msg":"ready: ');

/**
 * Writes together the lines of some ms, for a write takes longer than making a line does. One that warns, or says that the bot
 * is ready, is written at once, after those before it; what is left is written when the process exits.
 */
export function gatherLines(out: DestinationStream): DestinationStream {
  let gathered = '';
  let waiting: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(waiting);
    waiting = undefined;
    const lines = gathered;
    gathered = '';
    if (lines !== '') out.write(lines);
  }

  process.on('exit', flush);
  return {
    write(line) {
      gathered += line;
      if (isUrgent(line)) flush();
      else waiting ??= setTimeout(flush, GATHER).unref();
    },
  };
}

import { forTerminal } from '../../src/log/terminal.ts';
import { createLogger } from '../../src/log.ts';

/** A logger that keeps its lines, for asking what was written. Everything is logged, down to `trace`. */
export function captureLogs({ pretty = false, secrets = [] as readonly string[] } = {}) {
  const lines: string[] = [];
  const logger = createLogger(
    { level: 'trace', forTerminal: pretty ? forTerminal : undefined, secrets },
    { write: (line) => void lines.push(line) },
  );
  return { logger, lines, text: () => lines.join('') };
}

import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from './config.ts';
import { gatherLines } from './log/lines.ts';
import { withoutPrivate } from './log/private.ts';

/** Without child loggers: what those are bound to would go past what keeps private fields out. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

export interface LogOptions {
  readonly level: LogLevel;
  /** What makes a line readable for a person at a terminal, see `log/terminal.ts`. Without it a line is one JSON object. */
  readonly forTerminal?: ((line: string) => string) | undefined;
  /** Texts that must never be written, wherever they turn up: tokens, keys. */
  readonly secrets?: readonly string[];
}

/** What a number, a credential or the token of an interaction looks like inside a longer text. */
const looksPrivate: readonly RegExp[] = [
  /(?:\+|%2B)\d{7,15}(?!\d)/gi,
  /\b(?:Bot|Basic|Bearer) [\w.+/=-]{20,}/g,
  /(?<=\/(?:webhooks|interactions)\/\d{15,20}\/)[\w-]{20,}/g,
];

/**
 * The log. Two things keep what is private out of it: fields whose names say so are not written (and of an error only its
 * kind, message and stack are), and every line is searched for the secrets and for what looks like a number or a credential.
 * @param out where lines go; the standard output if left out.
 */
export function createLogger({ level, forTerminal, secrets = [] }: LogOptions, out?: DestinationStream): Log {
  const clean = cleaner(secrets);
  const lines = out ?? standardOutput(forTerminal !== undefined);
  return pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: withoutPrivate },
      formatters: { level: (label) => ({ level: label }), log: fields },
    },
    { write: (line) => lines.write(clean(forTerminal ? forTerminal(line) : line)) },
  );
}

/** Characters that wait where the output takes none; later lines are dropped. */
const MOST_KEPT = 1_000_000;

/** At a terminal somebody waits for every line. */
function standardOutput(isTerminal: boolean): DestinationStream {
  const out = destination({ fd: 1, sync: true, maxLength: MOST_KEPT });
  // The terminal was closed, or the disk is full: unheard, this would end the bot in the middle of its work.
  out.on('error', () => {});
  return isTerminal ? out : gatherLines(out);
}

function fields(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, withoutPrivate(value, name)]));
}

function cleaner(secrets: readonly string[]) {
  const needles = [...secrets.filter((secret) => secret.length > 0), ...looksPrivate];
  return (line: string) => needles.reduce<string>((text, needle) => text.replaceAll(needle, '[hidden]'), line);
}

/** The name that a system, TLS or a library gives a failure: words in capitals, and too few digits in a row to be a code or a number. */
const looksLikeName = /^(?!.*\d{4})[A-Z][A-Z0-9_]{2,59}$/;

/** How far causes are followed. */
const DEEPEST = 5;

/** Whether a text is the name of a failure, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`, and nothing that has to be kept private. */
export const isCauseName = (text: unknown): text is string => typeof text === 'string' && looksLikeName.test(text);

/**
 * Why an error of the network, of TLS or of the file system came about, by its name: its own, or that of the error which it was made
 * from. Undefined where nothing has a name. Nothing else of an error is safe to write: a message may quote what was sent.
 */
export function causeOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > DEEPEST) return undefined;
  const within = error instanceof AggregateError ? error.errors : [];
  const causes = [error.cause, ...within].map((cause) => causeOf(cause, depth + 1));
  // What lies beneath says more: an aborted request has a name of its own, too.
  return causes.find((name) => name !== undefined) ?? ownName(error);
}

function ownName(error: Error): string | undefined {
  // The library has one name for this and for whatever else it gives up.
  if (/^Proxy response \(\d{3}\)/.test(error.message)) return 'EPROXY';
  return 'code' in error && isCauseName(error.code) ? error.code : undefined;
}

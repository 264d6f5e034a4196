import { causeOf } from './cause.ts';

/** Where an error comes from, and its cause by name, without what it was working on: a message may quote a number or a token. */
export function traceOf(error: unknown): {
  readonly name: string;
  readonly cause?: string;
  readonly at: readonly string[];
} {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const cause = causeOf(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, ...(cause !== undefined && { cause }), at: frames.slice(0, 8).map((line) => line.trim()) };
}

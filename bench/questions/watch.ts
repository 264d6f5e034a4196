import { Socket } from 'node:net';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { type Kind, kindOfSql, none, type Questions } from './kinds.ts';
import { type Reader, readerOf } from './wire.ts';

/** Counts what this process asks its stores, whichever they are. */
export interface Watch {
  readonly soFar: () => Questions;
  /** When the last question was asked, by `performance.now()`. */
  readonly lastAt: () => number;
  /** Counts no more. */
  readonly stop: () => void;
}

/**
 * Counts from now on: statements of SQLite as they are run, and what is sent to servers of PostgreSQL and Redis as it is written to their connections. So it
 * counts what is asked, however the code asks it. Connections that are there already are not heard.
 */
export function watchQuestions(): Watch {
  const counts: Record<Kind, number> = { ...none };
  let lastAt = 0;
  const count = (kind: Kind) => {
    counts[kind]++;
    lastAt = performance.now();
  };
  const stops = [...watchSqlite(count), ...watchServers(count)];
  return {
    soFar: () => ({ ...counts }),
    lastAt: () => lastAt,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

/** Has `hear` told of each call of a method, before it is made, with what it is called on. @returns what ends that */
function overhear<T extends object, K extends keyof T>(
  target: T,
  name: K,
  hear: (self: T, values: readonly unknown[]) => void,
): () => void {
  const usual = target[name];
  if (typeof usual !== 'function') throw new TypeError(`${String(name)} is no method`);
  target[name] = new Proxy(usual, {
    apply(method, self, values) {
      hear(self, values);
      return Reflect.apply(method, self, values);
    },
  });
  return () => {
    target[name] = usual;
  };
}

function watchSqlite(count: (kind: Kind) => void): (() => void)[] {
  let last = '';
  const heard = (text: string) => {
    if (/^\s*commit\b/i.test(text)) count('commits');
    const kind = kindOfSql(text);
    // Several counters are one question, though each is a statement.
    if (kind && !(text === last && text.includes('counters'))) count(kind);
    last = text;
  };
  return [
    overhear(StatementSync.prototype, 'run', ({ sourceSQL }) => heard(sourceSQL)),
    overhear(StatementSync.prototype, 'all', ({ sourceSQL }) => heard(sourceSQL)),
    overhear(DatabaseSync.prototype, 'exec', (_, [text]) => heard(String(text))),
  ];
}

/** What Node writes at once: one piece, or several. */
const pieces = z.union([
  z.instanceof(Buffer),
  z.string(),
  z.array(z.object({ chunk: z.union([z.instanceof(Buffer), z.string()]) })),
]);

function watchServers(count: (kind: Kind) => void): (() => void)[] {
  const readers = new WeakMap<Socket, Reader>();

  function hear(socket: Socket, [written]: readonly unknown[]): void {
    const parsed = pieces.safeParse(written);
    if (!parsed.success) return;
    const all = Array.isArray(parsed.data) ? parsed.data.map(({ chunk }) => chunk) : [parsed.data];
    const sent = Buffer.concat(all.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
    const reader = readers.get(socket) ?? readerOf(sent);
    if (!reader) return;
    readers.set(socket, reader);
    const kinds = reader(sent);
    if (kinds.length > 0) count('trips');
    for (const kind of kinds) count(kind);
  }

  return [overhear(Socket.prototype, '_write', hear), overhear(Socket.prototype, '_writev', hear)];
}

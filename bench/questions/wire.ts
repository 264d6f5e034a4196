import { kindOfCommand, kindOfSql } from './kinds.ts';

/** Reads what is sent over one connection, in pieces as they come. @returns of each question in the piece whether it reads or writes */
export type Reader = (piece: Buffer) => ('reads' | 'writes')[];

/** The version that PostgreSQL's protocol begins with, and what asks for TLS before it. */
const POSTGRES = [196_608, 80_877_103];

/** A reader for the protocol that a connection begins with; undefined where it is neither PostgreSQL's nor Redis'. */
export function readerOf(first: Buffer): Reader | undefined {
  if (first[0] === '*'.charCodeAt(0)) return redisReader();
  return first.length >= 8 && POSTGRES.includes(first.readInt32BE(4)) ? postgresReader() : undefined;
}

/** Statements of PostgreSQL, when they are run: by name, as they were prepared, or as a text. */
function postgresReader(): Reader {
  const prepared = new Map<string, string>();
  let rest: Buffer = Buffer.alloc(0);
  let bound = '';

  /** @returns the text that is run */
  function read(type: string, body: Buffer): string | undefined {
    const [first = '', second = ''] = body.toString('utf8').split('\0', 2);
    if (type === 'P') prepared.set(first, second);
    if (type === 'B') bound = prepared.get(second) ?? '';
    if (type === 'Q') return first;
    return type === 'E' ? bound : undefined;
  }

  return (piece) => {
    const found: (string | undefined)[] = [];
    rest = Buffer.concat([rest, piece]);
    for (;;) {
      // The first messages of a connection have no type before their length.
      const typed = (rest[0] ?? 0) === 0 ? 0 : 1;
      const length = rest.length < 5 ? Number.POSITIVE_INFINITY : rest.readInt32BE(typed) + typed;
      if (rest.length < length) break;
      if (typed) found.push(read(rest.toString('latin1', 0, 1), rest.subarray(5, length)));
      rest = rest.subarray(length);
    }
    return found.flatMap((text) => (text === undefined ? [] : (kindOfSql(text) ?? [])));
  };
}

/** Commands of Redis: `*<count>`, then `$<length>` and so many bytes for each argument, of which the first is the name. */
function redisReader(): Reader {
  let rest = '';

  /** The argument at `at`, and where it ends; undefined where it has not come whole. */
  function argumentAt(at: number): { readonly text: string; readonly end: number } | undefined {
    const line = rest.indexOf('\r\n', at);
    const from = line + 2;
    const end = from + Number(rest.slice(at + 1, line)) + 2;
    return line < 0 || rest.length < end ? undefined : { text: rest.slice(from, end - 2), end };
  }

  /** The name of the command that `rest` begins with, which is cut off it. */
  function next(): string | undefined {
    const line = rest.indexOf('\r\n');
    if (line < 0) return undefined;
    const name = argumentAt(line + 2)?.text;
    let end = line + 2;
    for (let left = Number(rest.slice(1, line)); left > 0; left--) {
      const argument = argumentAt(end);
      if (!argument) return undefined;
      end = argument.end;
    }
    rest = rest.slice(end);
    return name;
  }

  return (piece) => {
    rest += piece.toString('latin1');
    const found: ('reads' | 'writes')[] = [];
    for (let name = next(); name !== undefined; name = next()) found.push(...[kindOfCommand(name) ?? []].flat());
    return found;
  };
}

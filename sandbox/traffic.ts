import { createChanges } from './world/changes.ts';

/** One request of the bot with what it was answered. */
export interface Exchange {
  readonly at: number;
  readonly method: string;
  /** Decoded, without the version: `/channels/1/messages`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The audit log reason, decoded. */
  readonly reason: string | undefined;
  /** Parsed JSON, or the `payload_json` of a form; `undefined` without a body. */
  readonly body: unknown;
  readonly status: number;
  /** Parsed JSON, or `undefined` for an empty answer. */
  readonly answer: unknown;
  /** What is wrong with the request or with the sandbox's own answer. Empty when all is well. */
  readonly problems: readonly string[];
}

export interface Traffic {
  readonly exchanges: readonly Exchange[];
  record(exchange: Exchange): void;
  /** Every problem so far, each naming its request. Tests want this to be empty. */
  problems(): string[];
  /** Like the world's `until`, looking after every request that was answered. */
  until<T>(probe: () => T | undefined | false): Promise<T>;
  clear(): void;
}

/** A record of everything the bot asked of Discord. */
export function createTraffic(): Traffic {
  const exchanges: Exchange[] = [];
  const { emit, until } = createChanges<Exchange>();
  return {
    exchanges,
    record(exchange) {
      exchanges.push(exchange);
      emit(exchange);
    },
    until,
    problems: () =>
      exchanges.flatMap(({ method, path, problems }) => problems.map((problem) => `${method} ${path}: ${problem}`)),
    clear: () => void exchanges.splice(0),
  };
}

import type { Change } from './types.ts';

/** Makes the next requests of a route go wrong before they reach it. */
export interface Fault {
  /** HTTP method, such as `PUT`; any, when left out. */
  readonly method?: string;
  /** Which decoded paths without the version, such as `/channels/1/messages`; all, when left out. */
  readonly path?: RegExp;
  /** How many requests; 1, when left out. */
  readonly times?: number;
  /** 429 answers Discord's rate limit, 401 its word for a token that is not right, anything else that status with Discord's plain error body. */
  readonly status: number;
  /** Discord's error code, such as 60003; 0, when left out. */
  readonly code?: number;
  /** For 429: seconds until the bot may try again (1, when left out). */
  readonly retryAfter?: number;
  /** For 429: whether the whole bot is limited, not just the route. */
  readonly global?: boolean;
  /** For 429: whether others, not the bot, have used the route up; such an answer is not held against it. */
  readonly shared?: boolean;
}

export interface Faults {
  add(fault: Fault): void;
  /** The fault for every request, until the returned function ends it. */
  hold(fault: Omit<Fault, 'times'>): () => void;
  clear(): void;
  /** The fault that this request meets, which uses it up once. */
  take(method: string, path: string): Fault | undefined;
}

/** Discord's bad days, to order. */
export function createFaults({ emit }: { emit: (change: Change) => void }): Faults {
  let pending: { fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      pending.push({ fault, left: fault.times ?? 1 });
      emit({ is: 'faultsChanged' });
    },
    hold(fault) {
      const entry = { fault, left: Number.POSITIVE_INFINITY };
      pending.push(entry);
      emit({ is: 'faultsChanged' });
      return () => {
        pending = pending.filter((each) => each !== entry);
        emit({ is: 'faultsChanged' });
      };
    },
    clear() {
      pending = [];
      emit({ is: 'faultsChanged' });
    },
    take(method, path) {
      const met = pending.find(({ fault }) => (fault.method ?? method) === method && (fault.path?.test(path) ?? true));
      if (!met) return undefined;
      met.left -= 1;
      pending = pending.filter((entry) => entry.left > 0);
      emit({ is: 'faultsChanged' });
      return met.fault;
    },
  };
}

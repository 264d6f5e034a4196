/** How much a bot may do on the gateway. */
export interface Counts {
  /** Begins counting the events of one connection: whether it may send yet another. */
  ofEvents(): () => boolean;
  /** Whether a shard may begin. @param key what shards that must not begin together have in common */
  mayIdentify(key: number): boolean;
}

const EVENTS_A_MINUTE = 120;
const MINUTE = 60_000;
const BETWEEN_IDENTIFIES = 5_000;

/** Discord's limits on what bots send: 120 events a minute on a connection, one identify in five seconds for a key. */
export function createCounts(now: () => number, isStrict: () => boolean): Counts {
  const identifiedAt = new Map<number, number>();
  return {
    ofEvents() {
      let sent: number[] = [];
      return () => {
        sent = [...sent.filter((at) => at > now() - MINUTE), now()];
        return !isStrict() || sent.length <= EVENTS_A_MINUTE;
      };
    },
    mayIdentify(key) {
      const last = identifiedAt.get(key) ?? Number.NEGATIVE_INFINITY;
      if (isStrict() && now() - last < BETWEEN_IDENTIFIES) return false;
      identifiedAt.set(key, now());
      return true;
    },
  };
}

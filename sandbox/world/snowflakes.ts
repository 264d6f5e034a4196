const DISCORD_EPOCH = 1_420_070_400_000;

/** Makes ids as Discord does: milliseconds since 2015 in the upper bits, a running number in the lower 22. */
export function snowflakes(now: () => number): () => string {
  let running = 0n;
  return () => {
    running = (running + 1n) % (1n << 22n);
    return ((BigInt(Math.max(0, now() - DISCORD_EPOCH)) << 22n) | running).toString();
  };
}

const DISCORD_EPOCH = 1_420_070_400_000;

/** Makes ids as Discord does, born now or `at`: milliseconds since 2015 in the upper bits, a running number in the lower 22. */
export function snowflakes(now: () => number): (at?: number) => string {
  let running = 0n;
  return (at = now()) => {
    running = (running + 1n) % (1n << 22n);
    return ((BigInt(Math.max(0, Math.trunc(at) - DISCORD_EPOCH)) << 22n) | running).toString();
  };
}

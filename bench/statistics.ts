/** The middle one; of an even number the lower of the two. Throws without values. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value that `share` of all values are not above. Throws without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

/** By these, rows are asked for alone. */
export const rowNames = ['first', 'flow', 'idle', 'start', 'roster', 'leak', 'two', 'asked'] as const;

export type RowName = (typeof rowNames)[number];

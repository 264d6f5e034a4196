/** What a store was asked, by what it costs: `commits` are SQLite's, each of any number of writes; `trips` go to a server, each with any number of both. */
export interface Questions {
  readonly reads: number;
  readonly writes: number;
  readonly commits: number;
  readonly trips: number;
}

export type Kind = keyof Questions;

export const none: Questions = { reads: 0, writes: 0, commits: 0, trips: 0 };

/** What was asked from `before` to `after`. */
export const between = (before: Questions, after: Questions): Questions => ({
  reads: after.reads - before.reads,
  writes: after.writes - before.writes,
  commits: after.commits - before.commits,
  trips: after.trips - before.trips,
});

/** Reads and writes together. */
export const asked = ({ reads, writes }: Questions): number => reads + writes;

/** What a statement of SQL is; undefined for one that neither reads nor writes a row, such as the beginning of a transaction. */
export function kindOfSql(text: string): 'reads' | 'writes' | undefined {
  const [word = ''] = /[a-z]+/i.exec(text) ?? [];
  if (/^(insert|update|delete)$/i.test(word)) return 'writes';
  if (!/^(select|with)$/i.test(word)) return undefined;
  // Counters are taken by a function.
  return /latchkey_take/.test(text) ? 'writes' : 'reads';
}

/** The same of a command of Redis. Ours write by scripts. */
export function kindOfCommand(name: string): 'reads' | 'writes' | undefined {
  if (/^(get|mget)$/i.test(name)) return 'reads';
  return /^(eval|evalsha|set|del|unlink)$/i.test(name) ? 'writes' : undefined;
}

export type Unit = 'ms' | 'MB' | 'ms CPU' | 'flows/CPU s' | 'questions' | 'commits' | 'trips';

/** What a figure has to be: itself, or by the one that it is compared with. */
export interface Goal {
  readonly of: 'figure' | 'ratio';
  readonly is: 'atMost' | 'atLeast';
  readonly value: number;
}

/** One line of the table: a figure of Latchkey's, and what it is compared with. */
export interface Line {
  readonly row: string;
  readonly what: string;
  readonly unit: Unit;
  readonly latchkey: number;
  /** What `latchkey` is compared with: the bare bot's figure, or the smallest of a series. */
  readonly beside?: number;
  readonly goals?: readonly Goal[];
  /** What the picture calls it; lines without one are in the table alone. */
  readonly headline?: string;
}

/** What could not be measured here, and why. */
export interface NotMeasured {
  readonly row: string;
  readonly what: string;
  readonly notMeasured: string;
}

export type Entry = Line | NotMeasured;

export type Verdict = 'met' | 'missed';

export const atMost = (of: Goal['of'], value: number): Goal => ({ of, is: 'atMost', value });
export const atLeast = (of: Goal['of'], value: number): Goal => ({ of, is: 'atLeast', value });

/** Latchkey's figure by the one that it is compared with. */
export function ratioOf({ latchkey, beside }: Line): number | undefined {
  return beside === undefined ? undefined : latchkey / beside;
}

/** Whether every goal of a line is reached; undefined for a line without goals. */
export function verdictOf(line: Line): Verdict | undefined {
  if (!line.goals) return undefined;
  return line.goals.every((goal) => isReached(goal, line)) ? 'met' : 'missed';
}

function isReached({ of, is, value }: Goal, line: Line): boolean {
  const found = of === 'figure' ? line.latchkey : ratioOf(line);
  if (found === undefined) throw new Error(`${line.what} has nothing to be compared with`);
  return is === 'atMost' ? found <= value : found >= value;
}

import { fixes, type Variable } from './variables.ts';

/** One setting that stops the start, and what to do about it. Carries no value: values may be secret. */
export interface ConfigProblem {
  readonly variable: string;
  readonly problem: string;
  readonly fix: string;
}

/** What is set in the environment. */
export type Given = Readonly<Partial<Record<string, string>>>;

/** A problem with a variable, with the fix that it always has. */
export function problemWith(variable: Variable, problem: string): ConfigProblem {
  return { variable, problem, fix: fixes[variable] };
}

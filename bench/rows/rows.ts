import type { Entry } from '../report/line.ts';
import type { Bench } from './bench.ts';
import { firstAnswer } from './first-answer.ts';
import { idleMemory } from './idle-memory.ts';
import { leak } from './leak.ts';
import type { RowName } from './names.ts';
import { questions } from './questions.ts';
import { rosterSize } from './roster-size.ts';
import { start } from './start.ts';
import { twoProcesses } from './two-processes.ts';
import { wholeFlow } from './whole-flow.ts';

/** Every row. */
export const rows: Readonly<Record<RowName, (bench: Bench) => Promise<readonly Entry[]>>> = {
  first: (bench) => firstAnswer(bench),
  flow: (bench) => wholeFlow(bench),
  idle: (bench) => idleMemory(bench),
  start: (bench) => start(bench),
  roster: (bench) => rosterSize(bench),
  leak: (bench) => leak(bench),
  two: (bench) => twoProcesses(bench),
  asked: (bench) => questions(bench),
};

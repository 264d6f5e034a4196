import process from 'node:process';
import { StoreUnavailable } from './base/store-unavailable.ts';
import { refuseCommand } from './command-line.ts';
import { HELP, readArguments } from './move/arguments.ts';
import type { Moved, Progress } from './storage/move/move.ts';

const asked = readArguments(process.argv.slice(2));
if (asked.is === 'help') {
  process.stdout.write(HELP);
  process.exit(0);
}
if (asked.is === 'wrong') refuseCommand(asked.problem, HELP);

const { from, to } = asked;
// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const [{ describeEnd, describeProgress }, { moveStores }] = await Promise.all([
  import('./move/messages.ts'),
  import('./storage/move/move.ts'),
]);
let last: Progress | undefined;
const moved = await moveStores(from, to, report).catch(explain);
if (moved.is !== 'moved') refuse(describeEnd(moved));
process.stdout.write(describeEnd(moved));

function report(progress: Progress): void {
  const before = last?.table === progress.table ? last.moved : 0;
  process.stdout.write(describeProgress(progress, before) ?? '');
  last = progress;
}

function explain(error: unknown): Moved {
  if (!(error instanceof StoreUnavailable)) throw error;
  return refuse(`${error.message} Nothing in the source was changed. Check both addresses, then run this again.\n`);
}

/** Says why it did not come to its end, and ends the process. */
function refuse(reason: string): never {
  process.stderr.write(reason);
  process.exit(1);
}

import type { Moved, Progress } from '../storage/move/move.ts';

/** What is moved, in an operator's words. */
const names: Readonly<Record<Progress['table'], string>> = {
  roster: 'verified members',
  past_numbers: 'numbers that accounts held before',
  number_only: 'accounts that pass by a number alone',
  openings: 'openings of the gate',
  erasures: 'deletions of accounts’ data',
  blocks: 'blocked numbers',
  help_requests: 'open requests',
  proofs: 'proven numbers that members have not confirmed yet',
  left_roles: 'roles to take away',
  role_moves: 'moves to another role',
  bulk_runs: 'runs that verify many members',
  bulk_members: 'members of those runs',
  channel_overwrites: 'channel overwrites',
  channel_runs: 'channels being locked',
  carrier_tasks: 'messages that Twilio is still to be told about',
  journal: 'events',
  server_settings: 'server settings',
  settings_changes: 'changes of settings',
  line_kinds: 'kinds of lines',
  notes: 'notes',
  challenges: 'running codes',
  counters: 'running limits',
};

/** How often a long table says how far it is. */
const STEP = 100_000;

/** A line about how far it is; undefined where the last one still says enough. */
export function describeProgress({ table, moved, of }: Progress, before: number): string | undefined {
  const isOver = moved >= of;
  if (!isOver && Math.floor(moved / STEP) === Math.floor(before / STEP)) return undefined;
  return `${names[table]}: ${moved} of ${of}\n`;
}

/** What came of it, and what to do next. */
export function describeEnd(moved: Moved): string {
  switch (moved.is) {
    case 'moved':
      return 'Everything was moved, and the counts agree. Start the bot with the new DATABASE_URL and REDIS_URL, and with the same SECRET_KEY (or the content of secret.key next to the old file).\n';
    case 'nothingToMove':
      return 'Both addresses are the same: there is nothing to move.\n';
    case 'sourceMissing':
      return 'The file in --from does not exist. Check its path, and run this again.\n';
    case 'sourceInUse':
      return 'Another process has the file open. Stop the bot, and run this again.\n';
    case 'targetHasData':
      return `The target already has ${names[moved.table]}, so nothing was changed. Use an empty database, or a different Redis or ?prefix=.\n`;
    case 'differs':
      return `The counts differ: ${moved.source} ${names[moved.table]} in the source, ${moved.target} in the target. Stop the bot, and run this again.\n`;
  }
}

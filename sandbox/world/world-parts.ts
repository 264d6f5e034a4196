import type { SandboxClock } from '../clock.ts';
import type { AuditBook } from './audit.ts';
import type { Change, Channel, Guild, Id, User } from './types.ts';

/** What the parts of the world share. */
export interface WorldParts {
  readonly users: Map<Id, User>;
  readonly guilds: Map<Id, Guild>;
  readonly directChannels: Map<Id, Channel>;
  readonly newId: () => Id;
  readonly now: () => number;
  readonly emit: (change: Change) => void;
  readonly audit: AuditBook;
  /** Runs a task, so many ms from now. */
  readonly after: SandboxClock['after'];
}

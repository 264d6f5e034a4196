import type { REST } from 'discord.js';
import type { Ms } from '../../clock.ts';
import type { HelpRequests, InstallationFacts, Roster, SettingsStore } from '../../gate/ports.ts';
import type { Log } from '../../log.ts';
import type { Brake } from '../brake/brake.ts';
import type { AttemptsParts } from './attempts.ts';
import type { CanVerify } from './can-verify.ts';
import type { ReminderParts } from './reminders.ts';
import type { Names } from './state.ts';

export const DAY: Ms = 24 * 60 * 60_000;
/** How long a question to the staff, or their "not now", keeps everybody on the server. */
export const HELD: Ms = 7 * DAY;

export interface DeadlineParts extends ReminderParts, AttemptsParts {
  readonly rest: REST;
  readonly roster: Roster;
  readonly requests: HelpRequests;
  readonly settings: SettingsStore;
  readonly facts: InstallationFacts;
  readonly names: Names;
  /** Whether a server is another process's, which alone knows whether presses there arrive. */
  readonly isElsewhere: (serverId: string) => boolean;
  /** Whether members of a server can verify now; and could, since an instant, as far as is known. */
  readonly canVerify: CanVerify;
  /** Whether the time may be believed. */
  readonly isSure: () => Promise<boolean>;
  /** Does a task for a server, so that what Discord refuses of it is counted as that server's. */
  readonly inNameOf: Brake['inNameOf'];
  readonly botId: () => string;
  readonly log: Log;
}

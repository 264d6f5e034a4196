import type { REST } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { Endings } from '../../gate/endings/store.ts';
import type { Recorder } from '../../gate/journal/recorder.ts';
import type { HelpRequests, InstallationFacts, SettingsStore } from '../../gate/ports.ts';
import type { Departures } from '../../gate/roster/departures.ts';
import type { Log } from '../../log.ts';
import type { Brake } from '../brake/brake.ts';
import type { AttemptsParts } from '../deadline/attempts.ts';
import type { CanVerify } from '../deadline/can-verify.ts';
import type { Languages } from '../language/languages.ts';
import type { WriteTo } from '../rest/direct-messages.ts';
import type { Servers } from '../rest/servers.ts';

/** What the ending of verifications works with. */
export interface EndingParts extends AttemptsParts {
  readonly rest: REST;
  readonly endings: Endings;
  readonly requests: HelpRequests;
  readonly settings: SettingsStore;
  readonly facts: InstallationFacts;
  readonly departures: Pick<Departures, 'endEnded'>;
  readonly record: Recorder;
  readonly writeTo: WriteTo;
  readonly servers: Servers;
  readonly languages: Languages;
  /** Whether a server is another process's, which alone knows whether presses there arrive. */
  readonly isElsewhere: (serverId: string) => boolean;
  /** Whether members of a server can verify now; and could, since an instant, as far as is known. */
  readonly canVerify: CanVerify;
  /** Whether the time may be believed. */
  readonly isSure: () => Promise<boolean>;
  readonly inNameOf: Brake['inNameOf'];
  readonly clock: Clock;
  readonly log: Log;
}

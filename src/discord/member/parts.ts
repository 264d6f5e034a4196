import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { Recorder } from '../../gate/journal/recorder.ts';
import type { Blocks, HelpRequests, Journal, NumberOnly, Roster, SettingsStore } from '../../gate/ports.ts';
import type { Members } from '../../gate/staff/members.ts';
import type { HelpDesk } from '../../gate/staff/requests.ts';
import type { Counters } from '../../limits/counters.ts';
import type { Verifier } from '../../otp/verifier.ts';
import type { Languages } from '../language/languages.ts';
import type { WriteTo } from '../rest/direct-messages.ts';
import type { Servers } from '../rest/servers.ts';
import type { Target } from './target.ts';

/** What the staff's steps work with. */
export interface StaffParts {
  readonly members: Members;
  readonly roster: Roster;
  readonly blocks: Blocks;
  readonly numberOnly: Pick<NumberOnly, 'since'>;
  readonly requests: HelpRequests;
  readonly helpDesk: Pick<HelpDesk, 'end'>;
  readonly journal: Journal;
  readonly settings: SettingsStore;
  readonly verifier: Pick<Verifier, 'look'>;
  readonly record: Recorder;
  readonly readTarget: (who: Who) => Promise<Target>;
  readonly servers: Servers;
  readonly writeTo: WriteTo;
  readonly counters: Pick<Counters, 'take'>;
  /** Draws the panel that a member looks at again. */
  readonly panels: { readonly refresh: (who: Who) => Promise<void> };
  readonly languages: Languages;
  readonly clock: Clock;
}

import type { REST } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { Openings } from '../../gate/passes/openings.ts';
import type { PendingRoles, Roster } from '../../gate/ports.ts';
import type { RoleCleanup } from '../../gate/roles/role-cleanup.ts';
import type { RoleKeeper } from '../../gate/roles/role-keeper.ts';
import type { RoleMove } from '../../gate/roles/role-move.ts';
import type { SettingsEditor } from '../../gate/settings/editor.ts';
import type { Log } from '../../log.ts';
import type { Ways } from '../../otp/channels/ways.ts';
import type { SendLimits } from '../../otp/sending/send-limits.ts';
import type { SmsSender } from '../../otp/sms.ts';
import type { Texts } from '../../text/texts.ts';
import type { Brake } from '../brake/brake.ts';
import type { Languages } from '../language/languages.ts';
import type { Preflight } from '../preflight/preflight.ts';
import type { FlowParts } from '../verify/parts.ts';
import type { FeaturePages } from './pages.ts';
import type { Sender } from './views/test-delivery.ts';

/** What `/setup` works with. */
export interface SetupParts extends Pick<FlowParts, 'serverName' | 'deliveries' | 'policy' | 'record'> {
  readonly sms: Pick<SmsSender, 'send' | 'settle'>;
  readonly sendLimits: Pick<SendLimits, 'reserve' | 'refused' | 'sent'>;
  readonly newCode: () => string;
  /** What codes come from. */
  readonly sender: Sender;
  readonly editor: SettingsEditor;
  readonly pages: FeaturePages;
  readonly openings: Pick<Openings, 'current'>;
  readonly preflight: Preflight;
  readonly roster: Pick<Roster, 'retryServer'>;
  readonly pendingRoles: Pick<PendingRoles, 'retryServer'>;
  readonly roles: RoleKeeper;
  readonly roleCleanup: RoleCleanup;
  /** Whether the kind of a line is looked up before the first SMS to it. */
  readonly looksUpLines: boolean;
  /** Calls and WhatsApp, where the operator has switched them on. */
  readonly ways: Ways;
  readonly roleMove: Pick<RoleMove, 'start' | 'stop' | 'progress'>;
  readonly rest: REST;
  readonly release: Brake['release'];
  /** Runs the tasks of one server one after another. */
  readonly inTurn: <T>(serverId: string, task: () => Promise<T>) => Promise<T>;
  readonly languages: Languages;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly log: Log;
}

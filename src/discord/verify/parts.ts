import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { ConsentTerms } from '../../gate/consent.ts';
import type { Billing } from '../../gate/journal/billing.ts';
import type { Recorder } from '../../gate/journal/recorder.ts';
import type { Passing } from '../../gate/passes/passing.ts';
import type { Roster, SettingsStore } from '../../gate/ports.ts';
import type { Grants } from '../../gate/roles/grants.ts';
import type { RoleKeeper } from '../../gate/roles/role-keeper.ts';
import type { Admission } from '../../gate/roster/admission.ts';
import type { OpenGate } from '../../gate/settings/settings.ts';
import type { Situation, Situations } from '../../gate/situation.ts';
import type { HelpDesk } from '../../gate/staff/requests.ts';
import type { Log } from '../../log.ts';
import type { PhonePolicy } from '../../otp/number/phone.ts';
import type { Verifier } from '../../otp/verifier.ts';
import type { DeliveryWatcher } from '../../sms/delivery.ts';
import type { Texts } from '../../text/texts.ts';
import type { Languages } from '../language/languages.ts';
import type { Preflight } from '../preflight/preflight.ts';
import type { WriteTo } from '../rest/direct-messages.ts';
import type { View } from '../ui/parts.ts';
import type { createLivePanels } from './live-panels.ts';

/** Where a member stands whose server can be verified on. */
export type Standing = Situation & { readonly server: OpenGate };

/** What the steps of the flow work with. */
export interface FlowParts {
  readonly situations: Situations;
  readonly verifier: Verifier;
  readonly admission: Admission;
  /** Lets in who needs no number. */
  readonly passing: Passing;
  readonly record: Recorder;
  readonly grants: Grants;
  readonly roles: RoleKeeper;
  readonly roster: Roster;
  readonly settings: SettingsStore;
  readonly helpDesk: HelpDesk;
  readonly preflight: Preflight;
  readonly serverName: (serverId: string) => Promise<string | undefined>;
  /** An account's own name. */
  readonly accountName: (who: Who) => Promise<string | undefined>;
  readonly writeTo: WriteTo;
  readonly deliveries: DeliveryWatcher;
  readonly billing: Pick<Billing, 'hear'>;
  readonly panels: ReturnType<typeof createLivePanels<View>>;
  readonly languages: Languages;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly log: Log;
  readonly consent: ConsentTerms;
  readonly policy: { readonly codeLength: number; readonly ttl: number; readonly phone: PhonePolicy };
}

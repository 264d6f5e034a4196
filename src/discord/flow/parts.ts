import type { Clock } from '../../clock.ts';
import type { AdmissionDesk } from '../../gate/admission.ts';
import type { Billing } from '../../gate/billing.ts';
import type { Chronicle } from '../../gate/chronicle.ts';
import type { Grants } from '../../gate/grants.ts';
import type { Roster, SettingsStore } from '../../gate/ports.ts';
import type { RequestDesk } from '../../gate/requests.ts';
import type { RoleKeeper } from '../../gate/roleKeeper.ts';
import type { StepWatcher } from '../../gate/steps.ts';
import type { Log } from '../../log.ts';
import type { PhonePolicy } from '../../otp/phone.ts';
import type { Who } from '../../otp/ports.ts';
import type { Verifier } from '../../otp/verifier.ts';
import type { DeliveryWatcher } from '../../sms/delivery.ts';
import type { Text, Texts } from '../../text/texts.ts';
import type { Asked } from '../answers.ts';
import type { WriteTo } from '../directMessages.ts';
import type { Drafts } from '../drafts.ts';
import type { createLivePanels } from '../livePanels.ts';
import type { Preflight } from '../preflight.ts';
import type { View } from '../views/parts.ts';

/** What the steps of the flow work with. */
export interface FlowParts {
  readonly verifier: Verifier;
  readonly admission: AdmissionDesk;
  readonly chronicle: Chronicle;
  /** Hears of what the chronicle does not tell: numbers, sends and codes. */
  readonly steps: StepWatcher;
  readonly grants: Grants;
  readonly roles: RoleKeeper;
  readonly roster: Roster;
  readonly settings: SettingsStore;
  readonly requests: RequestDesk;
  readonly preflight: Preflight;
  readonly serverName: (serverId: string) => Promise<string | undefined>;
  /** An account's own name. */
  readonly accountName: (who: Who) => Promise<string | undefined>;
  readonly writeTo: WriteTo;
  readonly deliveries: DeliveryWatcher;
  readonly billing: Pick<Billing, 'hear'>;
  readonly panels: ReturnType<typeof createLivePanels<View>>;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: { readonly codeLength: number; readonly ttl: number; readonly phone: PhonePolicy };
}

/** An interaction with what every step needs to know of it. */
export interface Visit<I extends Asked = Asked> {
  readonly interaction: I;
  readonly who: Who;
  readonly text: Text;
  /** What was typed into forms that were refused. */
  readonly drafts: Drafts;
  /** What a custom id carries behind its route. */
  readonly arg?: string;
}

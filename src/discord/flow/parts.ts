import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { AdmissionDesk } from '../../gate/admission.ts';
import type { Chronicle } from '../../gate/chronicle.ts';
import type { Grants } from '../../gate/grants.ts';
import type { HeldPhone, RequestCause, Roster, SettingsStore } from '../../gate/ports.ts';
import type { PhonePolicy } from '../../otp/phone.ts';
import type { Who } from '../../otp/ports.ts';
import type { Verifier } from '../../otp/verifier.ts';
import type { DeliveryWatcher } from '../../sms/delivery.ts';
import type { Text, Texts } from '../../text/texts.ts';
import type { Asked } from '../answers.ts';
import type { createLivePanels } from '../livePanels.ts';
import type { Preflight } from '../preflight.ts';
import type { View } from '../views/parts.ts';

/** What the steps of the flow work with. */
export interface FlowParts {
  readonly verifier: Verifier;
  readonly admission: AdmissionDesk;
  readonly chronicle: Chronicle;
  readonly grants: Grants;
  readonly roster: Roster;
  readonly settings: SettingsStore;
  readonly preflight: Preflight;
  readonly serverName: (serverId: string) => Promise<string | undefined>;
  readonly deliveries: DeliveryWatcher;
  readonly panels: ReturnType<typeof createLivePanels<View>>;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly log: Logger;
  readonly policy: { readonly codeLength: number; readonly ttl: number; readonly phone: PhonePolicy };
}

/**
 * Opens a member's request to the staff. False when the member has an open one already.
 * @param phone a number whose code was right, where the request is about one
 */
export type OpenRequest = (who: Who, cause: RequestCause, words: string, phone?: HeldPhone) => Promise<boolean>;

/** An interaction with what every step needs to know of it. */
export interface Visit<I extends Asked = Asked> {
  readonly interaction: I;
  readonly who: Who;
  readonly text: Text;
  /** What a custom id carries behind its route. */
  readonly arg?: string;
}

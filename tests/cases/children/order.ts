import type { Who } from '../../../src/base/member-ref.ts';
import type { Grant } from '../../../src/gate/roles/grants.ts';
import type { AdmissionOutcome } from '../../../src/gate/roster/admission.ts';
import type { Limits } from '../../../src/limits/budgets.ts';
import type { SendOutcome, SubmitOutcome } from '../../../src/otp/verifier.ts';
import type { StoreAddress } from '../../../src/storage/stores.ts';

/** What a process is to do, all of it at once. */
export interface Order {
  readonly address: StoreAddress;
  readonly twilioUrl: string;
  readonly now: number;
  readonly who: Who;
  readonly work: readonly Work[];
  readonly limits?: Partial<Limits>;
  readonly firstCode?: number;
  /** Twilio takes the SMS, and the process is killed before it hears of it. */
  readonly dieWhileSending?: boolean;
}

export type Work =
  | { readonly is: 'send'; readonly again: boolean }
  /** Grants the role, too, where the code is right. */
  | { readonly is: 'submit'; readonly code: string };

/** What came of it, as the process says it. */
export interface Report {
  readonly sends: readonly SendOutcome[];
  readonly submits: readonly SubmitOutcome<AdmissionOutcome>[];
  readonly grants: readonly Grant[];
  /** How often it asked Discord for a role. */
  readonly asked: number;
}

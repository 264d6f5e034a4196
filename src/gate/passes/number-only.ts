import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';

// Every method here may throw `StoreUnavailable`.

/**
 * Accounts that no exemption and no open gate lets in: the staff ended that for them, or blocked them. They are kept under pseudonyms,
 * so that it holds also once an account has deleted its data.
 */
export interface NumberOnly {
  note(who: Who): Promise<void>;
  /** Since when an account is one of them; undefined where it is none. */
  since(who: Who): Promise<Ms | undefined>;
  forget(who: Who): Promise<void>;
}

import type { Who } from '../base/member-ref.ts';
import type { Stored } from '../otp/challenge-store.ts';
import type { Happening } from './journal/journal.ts';
import type { RosterEntry } from './roster/roster.ts';
import type { ServerSettings } from './settings/settings.ts';

/**
 * What a press of a member goes by, as it stood at one moment. Of what few members have, it says only whether there is any: code that needs more asks for it.
 */
export interface Situation {
  /** What the admins of the server have decided. */
  readonly server: ServerSettings | undefined;
  readonly entry: RosterEntry | undefined;
  /** Their running challenge. */
  readonly stored: Stored;
  /** A blocked number stands with them, maybe by a block that has ended. */
  readonly hasBlock: boolean;
  /** The gate of the server was opened to everybody and is not closed. Its time may be over. */
  readonly hasOpening: boolean;
  /** The staff have not answered a request of theirs. */
  readonly hasRequest: boolean;
  /** The last that happened to them, but for look-ups by the staff. */
  readonly latest: Happening | undefined;
}

/** Where members stand. */
export interface Situations {
  /** By one question to the database, and to Redis where challenges are there. Throws `StoreUnavailable`. */
  of(who: Who): Promise<Situation>;
}

/**
 * Names the words that members agree to: `number.intro`, `number.consentWords` (or `alone.consentWords`), `number.consentLabel`,
 * `number.consent` and `number.pages` of the English file. It is kept with each consent. New words need a new version: the day on which they were written, and `-2` for the second
 * ones of that day. A test ties both together.
 */
export const CONSENT_VERSION = '2026-11-29-5';

/** Who members agree to get codes from, and the pages that their consent refers to. */
export interface ConsentTerms {
  /** The name that is registered with the carriers. */
  readonly brand: string;
  readonly termsUrl?: string;
  readonly privacyUrl?: string;
}

import { memberDigests } from '../base/member-digest.ts';
import type { Who } from '../base/member-ref.ts';
import { allKeys, type KeyRing } from '../otp/pepper.ts';

/** What stands for an account on a server where it is not to be named: a keyed hash that nobody can read back. */
export interface Pseudonyms {
  of(who: Who): string;
  /** Those that it may stand under, one a key. */
  all(who: Who): string[];
}

/** @param peppers the current one makes them; those made with the ones before are still known */
export function createPseudonyms(peppers: KeyRing): Pseudonyms {
  const under = allKeys(peppers).map((pepper) => memberDigests(pepper, 'account'));
  const [of = memberDigests(peppers.current, 'account')] = under;
  return { of, all: (who) => under.map((digest) => digest(who)) };
}

import { keyedDigest } from '../base/digest.ts';
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
  const under = (pepper: Buffer, { serverId, memberId }: Who) => keyedDigest(pepper, 'account', serverId, memberId);
  return {
    of: (who) => under(peppers.current, who),
    all: (who) => allKeys(peppers).map((pepper) => under(pepper, who)),
  };
}

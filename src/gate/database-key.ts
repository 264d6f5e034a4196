import { keyId } from '../base/digest.ts';
import type { KeyRing } from '../otp/pepper.ts';
import type { InstallationFacts } from './ports.ts';

/** Says which key the numbers of this database are under. */
const CURRENT = 'key';

/** The name of the fact that is there once a key has been replaced: from then on no number is admitted under it. */
export const replacedFact = (id: string) => `key-replaced:${id}`;

/** The numbers of this database are under a key that is not known here, so that none of them would be recognised. */
export class UnknownKey extends Error {
  override readonly name = 'UnknownKey';
}

/** What a ring is to the database: it has no key yet, it has this one, this one replaces it, or `unknown`, see `UnknownKey`. */
export type KeyStatus = 'first' | 'current' | 'replaces' | 'unknown';

/** Says what peppers are to the database, and changes nothing. Throws `StoreUnavailable`. */
export async function judgeKey(facts: InstallationFacts, ring: KeyRing): Promise<KeyStatus> {
  return statusOf(await facts.read(CURRENT), ring);
}

function statusOf(noted: string | undefined, { current, previous }: KeyRing): KeyStatus {
  if (noted === undefined) return 'first';
  if (noted === keyId(current)) return 'current';
  return previous.some((pepper) => keyId(pepper) === noted) ? 'replaces' : 'unknown';
}

/**
 * Makes the current key the one of the database, before anything is done with it. A process that still runs with another admits
 * nobody from then on: two keys at work would let a number into two accounts. Throws `UnknownKey` and `StoreUnavailable`.
 * @param lost whether the key of the database may be given up: its numbers are not recognised any more
 */
export async function adoptKey(facts: InstallationFacts, ring: KeyRing, lost: boolean): Promise<void> {
  const noted = await facts.read(CURRENT);
  const status = statusOf(noted, ring);
  if (status === 'current') return;
  if (status === 'unknown' && !lost) throw new UnknownKey();
  const replaced = new Set([...ring.previous.map(keyId), ...(noted === undefined ? [] : [noted])]);
  for (const id of replaced) await facts.write(replacedFact(id), 'yes');
  const id = keyId(ring.current);
  // Of processes that start at once with different keys one is first; the others look again at what it has left.
  if (!(await facts.replace(CURRENT, noted, id))) return adoptKey(facts, ring, lost && status === 'unknown');
  await facts.remove(replacedFact(id));
}

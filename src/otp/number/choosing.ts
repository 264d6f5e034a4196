import { createHash } from 'node:crypto';
import type { E164 } from './phone.ts';

/** A number that the member may mean. */
export interface Candidate {
  readonly phone: E164;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** What the member has to answer before anything is sent. */
export interface Question {
  /** `country`: nobody typed the country of the one candidate. `number`: what was typed may be read as each of them. */
  readonly asks: 'country' | 'number';
  readonly candidates: readonly Candidate[];
}

/** A candidate, with what a press names it by. */
export interface Offered extends Candidate {
  /** 16 letters, different for each challenge: a press on an older question, or a forged one, names nothing that is offered now. */
  readonly key: string;
}

/** What a challenge's question offers. @param challengeId random and told to nobody, so that no key can be traced back to its number */
export function offeredBy(challengeId: string, { candidates }: Question): readonly Offered[] {
  return candidates.map((candidate) => ({ ...candidate, key: keyOf(challengeId, candidate.phone) }));
}

function keyOf(challengeId: string, phone: E164): string {
  const named = JSON.stringify([challengeId, phone]);
  const hex = createHash('sha256').update(named).digest('hex').slice(0, 16);
  // Letters alone: by chance, digits could be those of a code or a number.
  return hex.replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));
}

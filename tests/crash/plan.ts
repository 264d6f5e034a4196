/** What a bot is killed at: so many ms after it was started or became ready, or the so-many-th thing that happens after it is. */
export type Moment =
  | { readonly is: 'starting' | 'ready'; readonly ms: number }
  | { readonly is: 'discord' | 'twilio'; readonly nth: number };

/** How somebody goes about verifying. */
export interface Traits {
  /** Wrong codes typed before the right one; as many as it takes to be locked out, for who guesses. */
  readonly wrongCodes: number;
  readonly guesses: boolean;
  /** Asks for another code although the first one came, and then tries the old one first. */
  readonly resends: boolean;
  readonly changesNumber: boolean;
  /** Presses Send OTP twice at once. */
  readonly isImpatient: boolean;
}

export type Dice = ReturnType<typeof createDice>;

/** Random choices that a seed repeats: mulberry32, by Tommy Ettinger, in the public domain. */
export function createDice(seed: number) {
  let state = seed;
  function chance(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const upTo = (most: number) => Math.floor(chance() * (most + 1));
  const happens = (probability: number) => chance() < probability;

  return {
    happens,
    /** The next moment to kill at: few while starting, the others all over what a flow does. */
    moment(): Moment {
      const kind = chance();
      if (kind < 0.1) return { is: 'starting', ms: upTo(600) };
      if (kind < 0.4) return { is: 'ready', ms: upTo(1200) };
      if (kind < 0.75) return { is: 'discord', nth: 1 + upTo(30) };
      return { is: 'twilio', nth: 1 + upTo(6) };
    },
    traits(): Traits {
      const guesses = happens(0.1);
      return {
        guesses,
        wrongCodes: guesses ? 99 : upTo(2),
        resends: happens(0.3),
        changesNumber: happens(0.2),
        isImpatient: happens(0.3),
      };
    },
  };
}
